import type { Holidays, Organisation, Procedure } from '@fengqiao/kernel'
import type { CaseRows } from './store.ts'

/** Owns: the shape of a law of the running system and of its breach (design, chapter 4). */
export interface Breach {
  /** Name of the law: `replay-equals-snapshot`. */
  readonly law: string
  /** The case's id; null when the breach is not about one case. */
  readonly case: string | null
  /** Where it lies: the case's number and event, a table's row, a day of the statistics. */
  readonly place: string
  /** The whole, ready to print: law, case, place, what was found. */
  readonly sentence: string
}

/** What is wrong, before it is said whose case it is. */
export interface Finding {
  readonly place: string
  readonly found: string
}

export interface CaseContext {
  /** The procedure on which the case runs; undefined when its version is not kept. */
  procedure(id: string, version: number): Procedure | undefined
  readonly holidays: Holidays
  readonly org: Organisation
}

/** One law, checked on one case with all its rows. Pure. */
export interface CaseLaw {
  readonly name: string
  find(rows: CaseRows, context: CaseContext): readonly Finding[]
}

/** A breach as a sentence that names law, case and place. */
export function breachOf(law: string, finding: Finding, about?: { readonly id: string; readonly number: string }): Breach {
  const whose = about ? `case ${about.number} (${about.id}), ` : ''
  return { law, case: about?.id ?? null, place: finding.place, sentence: `${law}: ${whose}${finding.place}: ${finding.found}` }
}
