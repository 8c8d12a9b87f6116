import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

export interface WakeRow {
  readonly case_id: string
  readonly id: string
}

/**
 * Clocks whose time has come, the longest due first. No lock is held while they are worked: the optimistic revision of the case
 * makes each miss fire once. `slice` spreads the clocks over workers so that they rarely meet.
 */
export async function dueDeadlines(
  db: Db,
  district: string,
  now: string,
  limit: number,
  slice: { of: number; mine: number },
): Promise<WakeRow[]> {
  const { rows } = await sql<WakeRow>`
    select case_id, id from deadline
    where wake_at <= ${now} and district = ${district} and (${slice.of} = 1 or abs(hashtext(case_id::text)) % ${slice.of} = ${slice.mine})
    order by wake_at limit ${limit}`.execute(db)
  return rows
}

/** Puts off a clock that cannot be worked (its case is broken), so that it does not hold up the others. */
export async function postpone(db: Db, district: string, row: WakeRow, until: string): Promise<void> {
  await sql`update deadline set wake_at = ${until} where district = ${district} and case_id = ${row.case_id} and id = ${row.id}`.execute(db)
}
