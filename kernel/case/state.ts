import type { Clock } from '../deadline/clock.ts'
import type { Actor } from '../permission/who.ts'
import type { RoleId } from '../role.ts'

/**
 * Owns: the shape of a case as the journal leaves it. Plain JSON: it is the snapshot column and what the browser gets.
 * All times are ISO 8601 UTC strings.
 */
export interface CaseState<Data = Readonly<Record<string, unknown>>> {
  readonly id: string
  readonly district: string
  readonly procedure: string
  /** Version of the procedure the case began with; it finishes on it unless migrated. */
  readonly version: number
  readonly number: string
  /** Count of events so far; the optimistic lock. */
  readonly revision: number
  readonly step: string
  readonly stepSince: string
  readonly variant: string | null
  readonly grade: string | null
  readonly place: string
  readonly point: readonly [number, number] | null
  readonly channel: Channel
  readonly filedAt: string
  readonly closedAt: string | null
  /** Everyone who brought it: the first and all whose duplicates were merged in. Null = anonymous, reachable by query code only. */
  readonly reporters: readonly (string | null)[]
  readonly data: Readonly<Partial<Data>>
  readonly owner: string
  readonly assignments: readonly Assignment[]
  readonly clocks: readonly CaseClock[]
  readonly letters: readonly IssuedLetter[]
  readonly cards: readonly Card[]
  readonly links: readonly Link[]
  readonly flags: readonly string[]
  readonly tallies: Readonly<Record<string, number>>
  /** Who took which action last: separation of duty is read from here. */
  readonly acts: Readonly<Record<string, Act>>
  readonly sealed: boolean
}

export const channels = ['app', 'qr', 'counter', 'phone', 'letter', 'grid', 'open311', 'import'] as const
export type Channel = (typeof channels)[number]

export interface Act {
  /** Accounts of everyone who has taken it on this case: separation of duty asks for all of them, not for the last. */
  readonly hands: readonly string[]
  readonly at: string
  readonly actor: Actor
}

export interface Assignment {
  /** `whistle#2`: kind and running number within the case. */
  readonly id: string
  readonly kind: 'holder' | 'whistle' | 'coHandler' | 'leader' | 'escalation'
  readonly unit: string
  readonly role?: RoleId | undefined
  readonly account?: string | undefined
  readonly from: string
  readonly to?: string | undefined
  readonly why?: string | undefined
  readonly place?: string | undefined
  readonly clock?: string | undefined
  readonly arrived?:
    | { readonly at: string; readonly place?: string | undefined; readonly point?: readonly [number, number] | undefined }
    | undefined
  readonly reported?: { readonly at: string; readonly finding: string } | undefined
  readonly stars?: number | undefined
}

/** A running period of the case: the arithmetic of deadline/clock.ts with what the case must know of it. */
export interface CaseClock extends Clock {
  /** `answer#1`: deadline name and running number within the case. */
  readonly id: string
  readonly key: string
  /** The configuration row that gave the period: `appeal.answer.urgent`. */
  readonly rule: string
  /** How much of the row's period it was given, when not the whole: half of it, or a period granted for this one clock. */
  readonly share?: 'half' | 'granted' | undefined
  readonly due: string
  /** True when the due time rests on a year whose holidays are not yet published. */
  readonly provisional: boolean
  readonly state: 'running' | 'paused' | 'late' | 'met' | 'stopped'
  readonly settledAt?: string | undefined
  /** The unit that answers for it. */
  readonly unit: string
  /** Consequences already fired, and when the worker looks again; null once settled. */
  readonly fired: number
  readonly wake: string | null
}

export interface IssuedLetter {
  readonly id: string
  readonly letter: string
  readonly at: string
  readonly to?: string | undefined
  /** Event that issued it: its content is drawn from the case as it stood then. */
  readonly seq: number
}

export interface Card {
  readonly colour: 'yellow' | 'red'
  readonly unit: string
  readonly why: string
  readonly at: string
  readonly lifted?: string | undefined
}

export interface Link {
  readonly kind: 'duplicateOf' | 'related' | 'continues' | 'spawned' | 'spawnedFrom' | 'absorbed'
  readonly case: string
}

/** Effects as resolved by `decide`: everything `evolve` needs, nothing that could come out differently on replay. */
export type Resolved =
  | { readonly do: 'own'; readonly unit: string }
  | { readonly do: 'assign'; readonly assignment: Assignment }
  | { readonly do: 'reassign'; readonly assignment: Assignment }
  | { readonly do: 'clock'; readonly clock: CaseClock }
  | { readonly do: 'issue'; readonly letter: IssuedLetter }
  | { readonly do: 'tell'; readonly to: Recipient; readonly message: string; readonly values: Readonly<Record<string, string>> }
  | { readonly do: 'card'; readonly card: Card }
  | { readonly do: 'liftCard'; readonly unit: string; readonly at: string }
  | { readonly do: 'flag'; readonly flag: string; readonly on: boolean }
  | { readonly do: 'grade'; readonly grade: string }
  | { readonly do: 'variant'; readonly variant: string | null }
  | { readonly do: 'tally'; readonly name: string; readonly by: number }
  | { readonly do: 'link'; readonly link: Link }
  | { readonly do: 'spawn'; readonly procedure: string; readonly case: string; readonly carry: Readonly<Record<string, unknown>> }
  | { readonly do: 'join'; readonly reporters: readonly (string | null)[] }
  | { readonly do: 'forget'; readonly fields: readonly string[] }
  | { readonly do: 'seal' }
  /** What the statistics count: one more of a measure, or a duration in seconds. */
  | { readonly do: 'count'; readonly measure: string; readonly unit: string; readonly seconds?: number | undefined }

export type Recipient =
  | { readonly kind: 'reporters' }
  | { readonly kind: 'post'; readonly unit: string; readonly role: RoleId }
  | { readonly kind: 'unit'; readonly unit: string }

/** The first event of a case carries what is known at birth. */
export interface Birth {
  readonly procedure: string
  readonly version: number
  readonly number: string
  readonly place: string
  readonly point: readonly [number, number] | null
  readonly channel: Channel
  readonly reporter: string | null
  readonly owner: string
  readonly variant: string | null
  readonly grade: string | null
}

/** One line of the journal: who did what, with what input, to what effect. */
export interface CaseEvent {
  readonly case: string
  readonly district: string
  /** 1 for the birth of the case, then without gaps. */
  readonly seq: number
  /** noun.past: `order.dispatched`, `deadline.missed`, `deadline.reminded`, `deadline.lapsed`, `deadline.recomputed`, `case.absorbed`, `procedure.migrated`. */
  readonly type: string
  /** The action's name; absent for what the kernel notes itself: deadlines, absorptions, migrations. */
  readonly action?: string | undefined
  readonly at: string
  readonly actor: Actor
  readonly birth?: Birth | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** True when `to` is a final step. */
  readonly closes?: boolean | undefined
  /** Set by a migration to a newer version of the procedure; `input` is then the whole of the case's data. */
  readonly version?: number | undefined
  readonly input: Readonly<Record<string, unknown>>
  readonly effects: readonly Resolved[]
}
