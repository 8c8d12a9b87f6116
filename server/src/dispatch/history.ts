import { isFinal, type Procedure } from '@fengqiao/kernel'
import { scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'
import type { LabelledMessage, Message } from '../triage/index.ts'
import { confirmedRows, textRows } from './history-store.ts'
import { messageOf } from './message.ts'
import { waysOf } from './ways.ts'

/** Owns: what may be learned from: confirmed history, and the city's words. */

/** The latest this many are learned from: time grows with rows × subjects. */
export const mostRows = 20_000
/** Below this, a model would know most subjects by a message or two. */
export const leastRows = 200

export interface Confirmed {
  readonly rows: readonly LabelledMessage[]
  /** Residents who chose a subject themselves, and how many of these choices stood. */
  readonly chosen: number
  readonly kept: number
}

/**
 * Subjects that stood until the matter was closed, or that a person has corrected. Turned-away matters (an adverse end) are
 * left out: nobody handled them, so nobody confirmed what they were about.
 */
export async function readConfirmed(db: Db, district: string, procedures: readonly Procedure[], limit = mostRows): Promise<Confirmed> {
  let chosen = 0
  let kept = 0
  const rows = (await confirmedRows(db, district, limit)).flatMap((row): LabelledMessage[] => {
    const procedure = procedures.find(one => one.id === row.procedure)
    if (!procedure?.subject || !waysOf(procedure).sort) return []
    const step = procedure.steps[row.step]
    if (row.label === null && !(isFinal(step) && !('adverse' in step))) return []
    const label = row.label ?? row.subject
    const own = row.filed?.[procedure.subject]
    if (typeof own === 'string') {
      chosen++
      if (own === label) kept++
    }
    return [{ ...messageOf(procedure, row.data), label }]
  })
  return { rows, chosen, kept }
}

/** Words of the latest matters, whatever became of them: what is common in this city. */
export async function readMessages(db: Db, district: string, procedures: readonly Procedure[], limit = mostRows): Promise<Message[]> {
  return (await scoped(db, 'system', trx => textRows(trx, district, undefined, limit))).flatMap(row => {
    const procedure = procedures.find(one => one.id === row.procedure)
    return procedure ? [messageOf(procedure, row.data)] : []
  })
}
