import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

/** Owns: learning jobs. One of a kind is open at a time; a job whose worker has died is found by its silent heart. */
export interface JobRow {
  readonly id: string
  readonly kind: 'model' | 'background'
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly founding: boolean
  readonly progress: number
  readonly error: string | null
  readonly asked_by: string | null
  readonly asked_at: string
  readonly attempts: number
}

const columns = ['id', 'kind', 'state', 'founding', 'progress', 'error', 'asked_by', 'asked_at', 'attempts'] as const
/** A running job beats every five seconds; after this long without a beat nobody is working on it. */
const silentAfter = '30 seconds'
const mostAttempts = 2

/** Asks for a job; false when one of its kind is open already or has this very id. */
export async function putJob(
  db: Db,
  district: string,
  job: { id: string; kind: 'model' | 'background'; founding?: boolean; askedBy: string | null; at: string },
): Promise<boolean> {
  const { id, kind, founding = false, askedBy, at } = job
  const result = await db
    .insertInto('triage_job')
    .values({ district, id, kind, state: 'waiting', founding, asked_by: askedBy, asked_at: at, error: null, beat_at: null })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

export const findJob = (db: Db, district: string, id: string): Promise<JobRow | undefined> =>
  db.selectFrom('triage_job').select(columns).where('district', '=', district).where('id', '=', id).executeTakeFirst()

export const latestJob = (db: Db, district: string): Promise<JobRow | undefined> =>
  db
    .selectFrom('triage_job')
    .select(columns)
    .where('district', '=', district)
    .where('kind', '=', 'model')
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Takes the oldest open job. One that died is taken up again; when it has died `mostAttempts` times it is marked failed instead. */
export function takeJob(db: Db, district: string, now: string): Promise<JobRow | undefined> {
  return db.transaction().execute(async trx => {
    await sql`
      update triage_job set state = 'failed', error = ${'中途中断，重试后仍未完成；请重新发起。 It was interrupted and did not finish when tried again; ask for it once more.'}
      where district = ${district} and state = 'running' and beat_at < ${now}::timestamptz - interval '${sql.raw(silentAfter)}' and attempts >= ${mostAttempts}`.execute(
      trx,
    )
    const { rows } = await sql<JobRow>`
      update triage_job set state = 'running', beat_at = ${now}, attempts = attempts + 1, progress = 0
      where district = ${district} and id = (
        select id from triage_job where district = ${district}
          and (state = 'waiting' or (state = 'running' and beat_at < ${now}::timestamptz - interval '${sql.raw(silentAfter)}'))
        order by asked_at limit 1 for update skip locked)
      returning id, kind, state, founding, progress, error, asked_by, asked_at, attempts`.execute(trx)
    return rows[0]
  })
}

export async function beat(db: Db, district: string, id: string, progress: number, now: string): Promise<void> {
  await db
    .updateTable('triage_job')
    .set({ progress, beat_at: now })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .execute()
}

/** Ends a running job; false when it is no longer ours, so that what it made must be thrown away. */
export async function endJob(db: Db, district: string, id: string, attempt: number, error: string | null): Promise<boolean> {
  const result = await db
    .updateTable('triage_job')
    .set(error === null ? { state: 'done', progress: 1 } : { state: 'failed', error })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where('attempts', '=', attempt)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Puts a job back that a stopping process could not finish; the stop does not count as an attempt. */
export async function releaseJob(db: Db, district: string, id: string): Promise<void> {
  await sql`update triage_job set state = 'waiting', attempts = attempts - 1 where district = ${district} and id = ${id} and state = 'running'`.execute(
    db,
  )
}

/** Whether any job or model was ever there. */
export async function hasLearned(db: Db, district: string): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`
    select exists (select from triage_model where district = ${district}) or exists (select from triage_job where district = ${district} and kind = 'model') as any`.execute(
    db,
  )
  return rows[0]?.any ?? false
}
