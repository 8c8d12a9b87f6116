import type { CaseState } from '../case/state.ts'
import type { Period } from '../deadline/amount.ts'
import type { Holidays } from '../deadline/calendar.ts'
import type { Organisation } from '../permission/organisation.ts'
import type { Actor } from '../permission/who.ts'
import type { Text } from '../text.ts'

/** Everything outside the case that a pure decision may look at. The server and the field app each fill one. */
export interface World {
  /** ISO 8601 UTC with milliseconds, as `Date.toISOString` writes it: times are compared as text. */
  readonly now: string
  readonly holidays: Holidays
  readonly org: Organisation
  /** The configured period of a deadline row, `appeal.answer.urgent`; the procedure's default when no row overrides it. */
  period(rule: string, byDefault: Period): Period
}

/** What a rule or a `does` sees besides the case and the input. */
export interface Scene extends World {
  readonly actor: Actor
}

/**
 * A named reason to refuse: a predicate with a sentence and a source. Its name is the refusal's code.
 * `when` true means: refuse.
 */
export interface Rule<Data = Record<string, unknown>, Input = Record<string, unknown>> {
  readonly name: string
  readonly because: Text
  readonly source: string
  readonly help?: Text | undefined
  /** Speaks of the case alone, whatever is put in: an action it refuses is not offered at all. */
  readonly standing?: boolean | undefined
  when(matter: CaseState<Data>, input: Partial<Input>, scene: Scene): boolean
}

export function ruleFor<Data>() {
  return (name: string, rule: Omit<Rule<Data, Data>, 'name'>): Rule<Data, Data> => ({ name, ...rule })
}
