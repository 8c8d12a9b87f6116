import type { Period } from '@fengqiao/kernel'
import { type Selectable, sql } from 'kysely'
import type { CaseTables } from '../cases/tables.ts'
import type { Db } from '../database/connect.ts'

/** Owns: the rows of configured periods, and the jobs that recompute running clocks. */
export type RuleRow = Selectable<CaseTables['deadline_rule']>
export type Job = Selectable<CaseTables['recompute_job']>

export const readRules = (db: Db, district: string): Promise<RuleRow[]> =>
  db.selectFrom('deadline_rule').selectAll().where('district', '=', district).orderBy('key').orderBy('valid_from').execute()

/** Clocks now running on each row. Walks an index of the running ones only. */
export async function countOpenClocks(db: Db, district: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('deadline')
    .select(['rule', eb => eb.fn.countAll<number>().as('n')])
    .where('district', '=', district)
    .groupBy('rule')
    .execute()
  return new Map(rows.map(({ rule, n }) => [rule, n]))
}

/**
 * Writes a row for its time of validity. What the older rows said of that time is cut off: at most one row holds on any day, and the
 * days before the new one keep what they had.
 */
export async function putRule(db: Db, row: RuleRow): Promise<void> {
  const { district, key, valid_from, valid_to } = row
  const others = await db.selectFrom('deadline_rule').selectAll().where('district', '=', district).where('key', '=', key).execute()
  await db.deleteFrom('deadline_rule').where('district', '=', district).where('key', '=', key).execute()
  const kept = others.flatMap(other => remainders(other, valid_from, valid_to))
  await db
    .insertInto('deadline_rule')
    .values([...kept, row])
    .execute()
}

/** What is left of a row when another takes the days from..to (to not included). */
export function remainders(row: RuleRow, from: string, to: string | null): RuleRow[] {
  const before = row.valid_from < from ? [{ ...row, valid_to: row.valid_to !== null && row.valid_to < from ? row.valid_to : from }] : []
  const ends = row.valid_to === null || (to !== null && row.valid_to > to)
  const after = to !== null && ends ? [{ ...row, valid_from: row.valid_from > to ? row.valid_from : to }] : []
  return [...before, ...after]
}

export interface NewJob {
  readonly id: string
  readonly kind: 'rule' | 'holidays'
  readonly key: string | null
  readonly source: string
  readonly requestedBy: string
  readonly at: string
}

/** Asks for a job; false when the same was asked for before. */
export async function askJob(db: Db, district: string, { id, kind, key, source, requestedBy, at }: NewJob): Promise<boolean> {
  const result = await db
    .insertInto('recompute_job')
    .values({ district, id, kind, key, source, requested_by: requestedBy, requested_at: at })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

/** The oldest job that is not done and was asked for before `before`. */
export const nextJob = (db: Db, district: string, before: string): Promise<Job | undefined> =>
  db
    .selectFrom('recompute_job')
    .selectAll()
    .where('district', '=', district)
    .where('finished_at', 'is', null)
    .where('requested_at', '<=', before)
    .orderBy('requested_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** The next cases that have a clock running on the row, or any clock running, by id. */
export async function casesWithClocks(
  db: Db,
  district: string,
  rule: string | null,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ case_id: string }>`
    select distinct case_id from deadline
    where district = ${district} ${rule === null ? sql`` : sql`and rule = ${rule}`} ${after === null ? sql`` : sql`and case_id > ${after}::uuid`}
    order by case_id limit ${limit}`.execute(db)
  return rows.map(row => row.case_id)
}

/** How far a job has come. Two workers on one job do the same twice, which changes nothing; the farther one counts. */
export async function noteJob(
  db: Db,
  job: Job,
  step: { after: string | undefined; changed: number; failed: number; finishedAt?: string | undefined },
): Promise<void> {
  await db
    .updateTable('recompute_job')
    .set(eb => ({
      ...(step.after ? { after: step.after } : {}),
      changed: eb('changed', '+', step.changed),
      failed: eb('failed', '+', step.failed),
      ...(step.finishedAt ? { finished_at: step.finishedAt } : {}),
    }))
    .where('district', '=', job.district)
    .where('id', '=', job.id)
    .execute()
}

export const periodOf = (row: Pick<RuleRow, 'value' | 'unit' | 'calendar'>): Period => ({
  value: row.value,
  unit: row.unit as Period['unit'],
  calendar: row.calendar as Period['calendar'],
})
