import type { Language, RoleId } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

export type Stage = 'full' | 'secondFactor' | 'enrolSecondFactor' | 'changePassword'

/** A live session with who it belongs to and the post in force, read in one round trip. */
export interface LiveSession {
  readonly id: string
  readonly stage: Stage
  readonly account: string | null
  readonly login: string | null
  readonly name_zh: string | null
  readonly name_en: string | null
  readonly resident: string | null
  readonly language: Language
  readonly post: string | null
  readonly role: RoleId | null
  readonly unit: string | null
  readonly place: string | null
}

/**
 * The session of a token, or undefined when it ended, expired, idled too long, or its owner was disabled or erased.
 * Notes that it was seen, at most once a minute (or a twentieth of the idle time), so that a busy desk does not write at every click.
 */
export async function findSession(db: Db, district: string, tokenHash: string, now: string): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`
    with live as (
      select * from session
      where district = ${district} and token_hash = ${tokenHash} and ended_at is null
        and expires_at > ${now}::timestamptz and seen_at + make_interval(secs => idle_after) > ${now}::timestamptz
    ), seen as (
      update session s set seen_at = ${now} from live
      where s.district = ${district} and s.id = live.id
        and live.seen_at + make_interval(secs => least(60, live.idle_after / 20)) < ${now}::timestamptz
    )
    select live.id, live.stage, live.account, a.login, a.name_zh, a.name_en, live.resident,
           coalesce(a.language, r.language) as language, held.id as post, held.role, held.unit, held.place
    from live
    left join account a on a.district = ${district} and a.id = live.account
    left join resident r on r.district = ${district} and r.id = live.resident
    left join lateral (
      select p.id, p.role, p.unit, u.place
      from post_holder h
      join post p on p.district = h.district and p.id = h.post and (p.valid_to is null or p.valid_to > ${now}::timestamptz::date)
      join unit u on u.district = p.district and u.id = p.unit
      where h.district = ${district} and h.account = live.account
        and h.valid_from <= ${now}::timestamptz and (h.valid_to is null or h.valid_to > ${now}::timestamptz)
      order by (p.id = live.post) desc nulls last, h.valid_from, p.id
      limit 1
    ) held on true
    where (a.id is not null and a.disabled_at is null) or (r.id is not null and r.erased_at is null)`.execute(db)
  return rows[0]
}

export interface NewSession {
  readonly id: string
  readonly token_hash: string
  readonly account: string | null
  readonly resident: string | null
  readonly stage: Stage
  readonly post: string | null
  readonly idle_after: number
  readonly expires_at: string
}

/** Writes a session and ends the one it replaces, so that a token known before signing in is worth nothing after. */
export async function insertSession(db: Db, district: string, session: NewSession, replaces: string | null, now: string): Promise<void> {
  await db.transaction().execute(async tx => {
    if (replaces)
      await tx
        .updateTable('session')
        .set({ ended_at: now })
        .where('district', '=', district)
        .where('id', '=', replaces)
        .where('ended_at', 'is', null)
        .execute()
    await tx
      .insertInto('session')
      .values({ ...session, district, created_at: now, seen_at: now, ended_at: null })
      .execute()
  })
}

/** Ends the chosen sessions that are still open; returns their ids. */
export async function endSessions(
  db: Db,
  district: string,
  which: { id: string } | { account: string; except?: string } | { resident: string },
  now: string,
): Promise<string[]> {
  const open = db.updateTable('session').set({ ended_at: now }).where('district', '=', district).where('ended_at', 'is', null)
  const chosen =
    'id' in which
      ? open.where('id', '=', which.id)
      : 'resident' in which
        ? open.where('resident', '=', which.resident)
        : open.where('account', '=', which.account).$if(which.except !== undefined, query => query.where('id', '!=', which.except ?? ''))
  return (await chosen.returning('id').execute()).map(({ id }) => id)
}

/** The post in force of a session becomes another one. */
export async function setSessionPost(db: Db, district: string, id: string, post: string): Promise<void> {
  await db.updateTable('session').set({ post }).where('district', '=', district).where('id', '=', id).execute()
}

/** Sessions over for a month leave; run daily. Returns how many. */
export async function sweepSessions(db: Db, district: string, now: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    delete from session where district = ${district} and expires_at < ${now}::timestamptz - interval '30 days' returning id`.execute(db)
  return rows.length
}
