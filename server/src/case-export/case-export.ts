import { maskValue, type MaskingClass, type Procedure } from '@fengqiao/kernel'
import { eventOf } from '../cases/page-store.ts'
import type { Db } from '../database/connect.ts'
import { firstId, inOneMoment, readBatch } from '../fsck/store.ts'

/** Owns: cases as lines of JSON, each with its journal, all as of one moment, in pieces that fit into memory. */
export interface ExportOptions {
  /** Fields by their class in the field register, wherever they stand in state and events. */
  readonly masked: boolean
  /** Only these case numbers; all when empty. */
  readonly numbers: readonly string[]
}

/** Writes one line a case, `{"case":…,"events":[…]}`, in the order of ids; gives how many. */
export function exportCases(
  { db, district, procedures }: { db: Db; district: string; procedures: readonly Procedure[] },
  { masked, numbers }: ExportOptions,
  write: (line: string) => Promise<void>,
): Promise<number> {
  const classes = new Map(procedures.map(procedure => [procedure.id, classesOf(procedure)]))
  const wanted = new Set(numbers)
  return inOneMoment(db, async trx => {
    let count = 0
    for (let after: string | undefined = firstId; after !== undefined; ) {
      const batch = await readBatch(trx, district, after, 200)
      for (const { record, events } of batch.cases) {
        if (wanted.size > 0 && !wanted.has(record.number)) continue
        const line = { case: record.state, events: events.map(eventOf) }
        const hidden = classes.get(record.procedure) ?? new Map()
        await write(`${JSON.stringify(masked ? hide(line, hidden) : line)}\n`)
        count++
      }
      after = batch.next
    }
    return count
  })
}

const classesOf = ({ fields }: Procedure): Map<string, MaskingClass> =>
  new Map(
    Object.entries(fields).flatMap(([name, { register }]) => (register.masking === 'open' ? [] : [[name, register.masking] as const])),
  )

/** Everything under a masked field's name is masked, at whatever depth: too much rather than too little. */
function hide(value: unknown, classes: ReadonlyMap<string, MaskingClass>): unknown {
  if (Array.isArray(value)) return value.map(one => hide(one, classes))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const masking = classes.get(name)
      return [name, masking ? maskValue(masking, inner) : hide(inner, classes)]
    }),
  )
}
