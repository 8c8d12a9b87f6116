import type { Period } from '@fengqiao/kernel'
import type { Rules } from '../cases/world.ts'
import type { Db } from '../database/connect.ts'

interface Row extends Period {
  readonly from: string
  readonly to: string | null
}

/** Configured periods in memory; `load` again after a change, and every few seconds for changes of other processes. */
export class DeadlineRules implements Rules {
  #rows: ReadonlyMap<string, readonly Row[]> = new Map()
  readonly #db: Db
  readonly #district: string

  constructor(db: Db, district: string) {
    this.#db = db
    this.#district = district
  }

  async load(): Promise<void> {
    const rows = await this.#db
      .selectFrom('deadline_rule')
      .selectAll()
      .where('district', '=', this.#district)
      .orderBy('valid_from', 'desc')
      .execute()
    this.#rows = Map.groupBy(
      rows.map(row => ({
        key: row.key,
        value: row.value,
        unit: row.unit as Period['unit'],
        calendar: row.calendar as Period['calendar'],
        from: row.valid_from,
        to: row.valid_to,
      })),
      row => row.key,
    )
  }

  find(rule: string, day: string): Period | undefined {
    return this.#rows.get(rule)?.find(row => row.from <= day && (row.to === null || day < row.to))
  }
}
