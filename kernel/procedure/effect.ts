import type { Period } from '../deadline/amount.ts'
import type { Relation } from '../permission/who.ts'
import type { RoleId } from '../role.ts'

/**
 * Owns: the closed vocabulary of what an action may do beside moving the step. `does` returns these values;
 * the kernel resolves them into the event. A new word here is a kernel change with a decision record.
 */
export type Effect<D extends string = string, L extends string = string, M extends string = string, F extends string = string> =
  | { readonly do: 'own'; readonly unit: string }
  | {
      readonly do: 'summon'
      readonly unit: string
      readonly kind: 'whistle' | 'coHandler'
      /** Its own clock, by deadline name; `arriveBy` overrides the configured period. */
      readonly clock?: D | undefined
      readonly why: string
      readonly place?: string | undefined
      readonly arriveBy?: Period | undefined
    }
  | { readonly do: 'lead'; readonly unit: string; readonly account: string; readonly clock: D }
  | {
      readonly do: 'arrive'
      readonly unit: string
      readonly place?: string | undefined
      readonly point?: readonly [number, number] | undefined
    }
  | { readonly do: 'report'; readonly unit: string; readonly finding: string }
  | { readonly do: 'appraise'; readonly unit: string; readonly stars: number }
  | { readonly do: 'release'; readonly unit: string; readonly kind: 'whistle' | 'coHandler' | 'leader' | 'escalation' }
  /** The step's holder answers for a clock of the step it moves to, the owner unit for any other, unless `unit` says who. */
  | { readonly do: 'start'; readonly clock: D; readonly unit?: string | undefined; readonly halved?: boolean | undefined }
  | { readonly do: 'stop'; readonly clock: D; readonly unit?: string | undefined }
  | { readonly do: 'pause'; readonly clock: D; readonly reason: string }
  | { readonly do: 'resume'; readonly clock: D }
  | { readonly do: 'extend'; readonly clock: D; readonly by?: Period | undefined }
  | { readonly do: 'issue'; readonly letter: L; readonly to?: string | undefined }
  | {
      readonly do: 'tell'
      readonly who: 'reporter' | { readonly role: RoleId; readonly relation: Relation } | { readonly unit: string }
      readonly message: M
    }
  | { readonly do: 'card'; readonly colour: 'yellow' | 'red'; readonly unit: string; readonly why: string }
  | { readonly do: 'liftCard'; readonly unit: string }
  | { readonly do: 'flag'; readonly flag: string; readonly on: boolean }
  | { readonly do: 'grade'; readonly grade: string }
  | { readonly do: 'variant'; readonly variant: string | null }
  | { readonly do: 'tally'; readonly name: string; readonly by: number }
  | { readonly do: 'link'; readonly kind: 'duplicateOf' | 'related' | 'continues'; readonly case: string }
  | { readonly do: 'spawn'; readonly procedure: string; readonly carry: Readonly<Record<string, unknown>> }
  /** Empties fields that no longer hold (the rating of an earlier round); the journal keeps what was said. */
  | { readonly do: 'forget'; readonly fields: readonly F[] }
  | { readonly do: 'seal' }
  /** The right to go further, printed in the letter and timed by a clock. */
  | { readonly do: 'remedy'; readonly clock: D }

export const own = (unit: string) => ({ do: 'own', unit }) as const
export const summon = <const D extends string = never>(
  unit: string,
  how: { clock?: D; why: string; place?: string | undefined; arriveBy?: Period | undefined; kind?: 'whistle' | 'coHandler' },
) => ({ do: 'summon', unit, kind: 'whistle', ...how }) as const
export const lead = <const D extends string>(unit: string, account: string, clock: D) => ({ do: 'lead', unit, account, clock }) as const
export const arrive = (unit: string, place?: string, point?: readonly [number, number]) => ({ do: 'arrive', unit, place, point }) as const
export const report = (unit: string, finding: string) => ({ do: 'report', unit, finding }) as const
export const appraise = (unit: string, stars: number) => ({ do: 'appraise', unit, stars }) as const
export const release = (unit: string, kind: 'whistle' | 'coHandler' | 'leader' | 'escalation' = 'whistle') =>
  ({ do: 'release', unit, kind }) as const
export const start = <const D extends string>(clock: D, unit?: string) => ({ do: 'start', clock, unit }) as const
/** Half the usual time: a matter reopened once has had its first chance. */
export const startHalved = <const D extends string>(clock: D) => ({ do: 'start', clock, halved: true }) as const
export const stop = <const D extends string>(clock: D, unit?: string) => ({ do: 'stop', clock, unit }) as const
export const pause = <const D extends string>(clock: D, reason: string) => ({ do: 'pause', clock, reason }) as const
export const resume = <const D extends string>(clock: D) => ({ do: 'resume', clock }) as const
export const extend = <const D extends string>(clock: D, period?: Period) => ({ do: 'extend', clock, by: period }) as const
export const issue = <const L extends string>(letter: L, to?: string) => ({ do: 'issue', letter, to }) as const
export const tell = <const M extends string>(
  who: 'reporter' | { readonly role: RoleId; readonly relation: Relation } | { readonly unit: string },
  message: M,
) => ({ do: 'tell', who, message }) as const
export const warn = (colour: 'yellow' | 'red', unit: string, why: string) => ({ do: 'card', colour, unit, why }) as const
export const liftCard = (unit: string) => ({ do: 'liftCard', unit }) as const
export const flag = (name: string) => ({ do: 'flag', flag: name, on: true }) as const
export const unflag = (name: string) => ({ do: 'flag', flag: name, on: false }) as const
export const setGrade = (grade: string) => ({ do: 'grade', grade }) as const
export const setVariant = (variant: string | null) => ({ do: 'variant', variant }) as const
export const tally = (name: string, by = 1) => ({ do: 'tally', name, by }) as const
export const link = (kind: 'duplicateOf' | 'related' | 'continues', to: string) => ({ do: 'link', kind, case: to }) as const
export const spawn = (procedure: string, carry: Readonly<Record<string, unknown>>) => ({ do: 'spawn', procedure, carry }) as const
export const forget = <const F extends string>(...fields: readonly F[]) => ({ do: 'forget', fields }) as const
export const seal = { do: 'seal' } as const
export const remedy = <const D extends string>(clock: D) => ({ do: 'remedy', clock }) as const
