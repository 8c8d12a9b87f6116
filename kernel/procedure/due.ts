import type { Period } from '../deadline/amount.ts'
import type { Relation } from '../permission/who.ts'
import type { RoleId } from '../role.ts'

/**
 * Owns: how a deadline is written in a procedure. The figures are defaults of configuration rows (law 4);
 * an administrator changes the row, never the text.
 */

/** H = read in statute, M = known rule, L = ask a lawyer, D = design default without legal force. */
export type Confidence = 'H' | 'M' | 'L' | 'D'

/** What happens when a deadline is missed. A clock without one is refused by law 1. */
export type Consequence =
  | { readonly then: 'escalate'; readonly role: RoleId; readonly relation: Relation; readonly after?: Period }
  | { readonly then: 'card'; readonly colour: 'yellow' | 'red'; readonly after?: Period }
  | { readonly then: 'act'; readonly action: string; readonly after?: Period }

const delayable = <C extends Consequence>(consequence: C) => ({
  ...consequence,
  /** The same consequence, this long after the miss. */
  after: (period: Period): Consequence => ({ ...consequence, after: period }),
})

export const escalate = (role: RoleId) => ({
  at: (relation: Relation) => plain({ then: 'escalate', role, relation }),
})
/** A warning card against the unit that let the deadline pass; never against a person. */
export const card = (colour: 'yellow' | 'red') => delayable({ then: 'card', colour })
/** The system takes this action itself (close after the review window, give up waiting). */
export const act = (action: string) => delayable({ then: 'act', action })

function plain(consequence: Consequence): Consequence {
  return consequence
}

export interface Extendable<A extends string = string> {
  readonly by: Period
  readonly times: number
  /** The action that extends it. */
  readonly through: A
}

export interface DueRule<G extends string = string> {
  /** Only for the compiler: a period for a grade that the procedure does not have does not fit. */
  readonly named?: G | undefined
  /** Period by case: a variant or grade, else `otherwise`. */
  readonly periods: Readonly<Partial<Record<G | 'otherwise', Period>>>
  readonly source: string
  readonly confidence: Confidence
  readonly pauses: readonly string[]
  readonly extension?: { readonly by: Period; readonly times: number } | undefined
  readonly consequences: readonly Consequence[]
}

export interface DueBuilder<G extends string> extends DueRule<G> {
  from(source: string, confidence: Confidence): DueBuilder<G>
  /** Listed reasons: a pause for any other reason is refused. */
  pausedWhile(...reasons: string[]): DueBuilder<G>
  extendable(extension: { by: Period; times: number }): DueBuilder<G>
  missed(...consequences: (Consequence | Omit<Consequence, 'after'>)[]): DueBuilder<G>
}

/** `due(workingDays(1))` or, by variant and grade, `due({ urgent: hours(24), otherwise: workingDays(5) })`. */
export function due(period: Period): DueBuilder<never>
export function due<const P extends Partial<Record<string, Period>>>(periods: P): DueBuilder<Exclude<keyof P & string, 'otherwise'>>
export function due(periods: Partial<Record<string, Period>> | Period): DueBuilder<string> {
  const table = isPeriod(periods) ? { otherwise: periods } : periods
  return build({ periods: table, source: '', confidence: 'D', pauses: [], consequences: [] })
}

function isPeriod(value: Period | Partial<Record<string, Period>>): value is Period {
  return 'calendar' in value && 'unit' in value
}

function build(rule: DueRule): DueBuilder<string> {
  return {
    ...rule,
    from: (source, confidence) => build({ ...rule, source, confidence }),
    pausedWhile: (...reasons) => build({ ...rule, pauses: reasons }),
    extendable: extension => build({ ...rule, extension }),
    missed: (...consequences) => build({ ...rule, consequences: consequences.map(strip) }),
  }
}

/** `card('red')` carries an `after` method until it is used; only a Period may remain. */
function strip(consequence: Consequence | Omit<Consequence, 'after'>): Consequence {
  const { after, ...rest } = consequence as Consequence & { after?: unknown }
  return (typeof after === 'function' || after === undefined ? rest : { ...rest, after }) as Consequence
}
