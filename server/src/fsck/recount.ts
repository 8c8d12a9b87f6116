import type { Db } from '../database/connect.ts'
import { keyOf, type TallyLine } from '../outbox/store.ts'
import { tallyLines } from '../outbox/tallies.ts'
import { isErased } from './case-laws.ts'
import type { Finding } from './law.ts'
import { type CaseRows, readOutbox, readTallies } from './store.ts'

/** Owns: the law that the statistics are what the journal counts. Counts every event again, then compares with the table and what still waits. */
export class Recount {
  readonly #counted = new Map<string, number>()
  #erased = 0

  add(cases: readonly CaseRows[]): void {
    const lines = tallyLines(
      cases.flatMap(({ record: { state }, events }) =>
        events.map(event => {
          if (isErased(event)) this.#erased++
          const counts = (event.content?.effects ?? []).flatMap(effect => (effect.do === 'count' ? [effect] : []))
          return {
            at: event.at,
            body: {
              procedure: state.procedure,
              number: state.number,
              place: state.place,
              tells: [],
              counts,
              step: '',
              revision: 0,
              inboxes: [],
            },
          }
        }),
      ),
    )
    for (const line of lines) this.#change(line, 1)
  }

  /** Every line of the statistics that differs. Where content was erased its counts stay: the table may then hold more, never less. */
  async compare(db: Db, district: string): Promise<readonly Finding[]> {
    for await (const rows of readOutbox(db, district)) for (const line of tallyLines(rows)) this.#change(line, -1)
    for await (const rows of readTallies(db, district)) for (const line of rows) this.#change(line, -1)
    const found: Finding[] = []
    for (const [key, left] of this.#counted) {
      if (left === 0 || (left < 0 && this.#erased > 0)) continue
      const [procedure, measure, day, unit, place, bucket] = key.split(' ')
      found.push({
        place: `tally ${procedure} ${measure} ${day} ${unit} ${place}${bucket === '0' ? '' : ` bucket ${bucket}`}`,
        found: left > 0 ? `holds ${left} fewer than the journal counts` : `holds ${-left} more than the journal counts`,
      })
    }
    return found
  }

  #change(line: TallyLine, sign: 1 | -1): void {
    const key = keyOf(line)
    const left = (this.#counted.get(key) ?? 0) + sign * line.n
    if (left === 0) this.#counted.delete(key)
    else this.#counted.set(key, left)
  }
}
