import type { Channel } from '../case/state.ts'
import type { RoleId } from '../role.ts'

/**
 * Owns: a story as data: who did what, when, with what input, and how the case stood after it. Recorded by running the story
 * in the pure kernel; the same steps are then replayed through HTTP and PostgreSQL, where every case, owner, due time and
 * letter must come out the same.
 */
export interface Walk {
  readonly procedure: string
  readonly version: number
  readonly title: string
  readonly steps: readonly WalkStep[]
}

export type WalkActor =
  | {
      readonly kind: 'staff'
      readonly account: string
      readonly name: string
      readonly post: string
      readonly unit: string
      readonly role: RoleId
    }
  | { readonly kind: 'resident'; readonly name: string; readonly resident: string }
  /** Nobody known: files without a name, comes back with the query code. */
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'system' }

export type WalkStep =
  | {
      readonly kind: 'files'
      /** The story's id of the case. A replay maps it to the id it got, in later inputs too. */
      readonly case: string
      /** ISO 8601 UTC. */
      readonly at: string
      readonly by: WalkActor
      readonly place: string
      readonly channel: Channel
      readonly action: string
      readonly input: Readonly<Record<string, unknown>>
      readonly outcome: Outcome
    }
  | {
      readonly kind: 'acts'
      readonly case: string
      readonly at: string
      readonly by: WalkActor
      readonly action: string
      readonly input: Readonly<Record<string, unknown>>
      readonly outcome: Outcome
    }
  /** A duplicate that another case takes in; the server does it in the transaction of the duplicate's own action. */
  | {
      readonly kind: 'absorbs'
      readonly case: string
      readonly duplicate: string
      readonly at: string
      readonly by: WalkActor
      readonly outcome: Outcome
    }
  /** The worker at the moment a clock wakes. */
  | { readonly kind: 'deadline'; readonly case: string; readonly at: string; readonly clock: string; readonly outcome: After }

export type Outcome = { readonly refused: string } | After

/** How the case stands after a step. */
export interface After {
  readonly step: string
  readonly owner: string
  readonly holder: { readonly unit: string; readonly role: string } | null
  readonly revision: number
  readonly closed: boolean
  /** Types of the events this step added, and the actions among them. */
  readonly events: readonly string[]
  readonly actions: readonly string[]
  /** By clock id. */
  readonly clocks: Readonly<Record<string, { readonly state: string; readonly due: string; readonly unit: string; readonly fired: number }>>
  readonly letters: readonly string[]
  readonly flags: readonly string[]
  readonly cards: readonly string[]
}
