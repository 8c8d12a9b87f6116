import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

export interface Limit {
  /** How many are allowed within `seconds`; the next one locks the subject for `lockSeconds`. */
  readonly max: number
  readonly seconds: number
  readonly lockSeconds: number
}

/**
 * Counts one attempt of a subject and says whether it may go on. The count comes before the judgement and is one statement:
 * a hundred guesses at the same moment are a hundred attempts.
 */
export async function takeAttempt(db: Db, district: string, subject: string, limit: Limit, now: string): Promise<boolean> {
  const { rows } = await sql<{ allowed: boolean }>`
    insert into sign_in_attempt as a (district, subject, since, taken) values (${district}, ${subject}, ${now}, 1)
    on conflict (district, subject) do update set
      since = case when a.locked_until > excluded.since then a.since
                   when a.locked_until is not null or a.since + make_interval(secs => ${limit.seconds}) <= excluded.since then excluded.since
                   else a.since end,
      taken = case when a.locked_until > excluded.since then a.taken
                   when a.locked_until is not null or a.since + make_interval(secs => ${limit.seconds}) <= excluded.since then 1
                   else a.taken + 1 end,
      locked_until = case when a.locked_until > excluded.since then a.locked_until
                          when a.locked_until is null and a.since + make_interval(secs => ${limit.seconds}) > excluded.since
                               and a.taken + 1 > ${limit.max} then excluded.since + make_interval(secs => ${limit.lockSeconds})
                          else null end
    returning coalesce(locked_until <= ${now}::timestamptz, true) as allowed`.execute(db)
  return rows[0]?.allowed ?? false
}

/** Forgets a subject's attempts: after a success, or when an administrator lifts the lock. Returns whether there were any. */
export async function clearAttempts(db: Db, district: string, subjects: readonly string[]): Promise<boolean> {
  const gone = await db
    .deleteFrom('sign_in_attempt')
    .where('district', '=', district)
    .where('subject', 'in', [...subjects])
    .returning('subject')
    .execute()
  return gone.length > 0
}

/** Gives one attempt back: an address that many people share is charged for failures only. */
export async function refundAttempt(db: Db, district: string, subject: string): Promise<void> {
  await db
    .updateTable('sign_in_attempt')
    .set(({ eb }) => ({ taken: eb('taken', '-', 1) }))
    .where('district', '=', district)
    .where('subject', '=', subject)
    .where('taken', '>', 0)
    .where('locked_until', 'is', null)
    .execute()
}

/** Until when the subjects are locked, by subject. */
export async function locksOf(db: Db, district: string, subjects: readonly string[], now: string): Promise<Map<string, string>> {
  if (subjects.length === 0) return new Map()
  const rows = await db
    .selectFrom('sign_in_attempt')
    .select(['subject', 'locked_until'])
    .where('district', '=', district)
    .where('subject', 'in', [...subjects])
    .where('locked_until', '>', now)
    .execute()
  return new Map(rows.flatMap(({ subject, locked_until }) => (locked_until ? [[subject, locked_until] as const] : [])))
}

/** Counters untouched for two days leave; run daily. */
export async function sweepAttempts(db: Db, district: string, now: string): Promise<void> {
  await sql`delete from sign_in_attempt where district = ${district} and since < ${now}::timestamptz - interval '2 days'
    and (locked_until is null or locked_until < ${now}::timestamptz)`.execute(db)
  await sql`delete from phone_code where district = ${district} and expires_at < ${now}::timestamptz - interval '1 day'`.execute(db)
}
