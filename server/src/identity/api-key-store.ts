import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

export interface KeyUse {
  readonly id: string
  readonly name: string
  readonly within: boolean
}

/** Counts one request against a key's quotas (per minute, and per day in Asia/Shanghai); undefined for an unknown or ended key. */
export async function spendKey(db: Db, district: string, keyHash: string, now: string): Promise<KeyUse | undefined> {
  const { rows } = await sql<KeyUse>`
    update api_key k set
      minute = t.minute, minute_used = case when k.minute = t.minute then k.minute_used + 1 else 1 end,
      day = t.day, day_used = case when k.day = t.day then k.day_used + 1 else 1 end
    from (select date_trunc('minute', ${now}::timestamptz) as minute, (${now}::timestamptz at time zone 'Asia/Shanghai')::date as day) t
    where k.district = ${district} and k.key_hash = ${keyHash} and k.revoked_at is null
    returning k.id, k.name, k.minute_used <= k.per_minute and k.day_used <= k.per_day as within`.execute(db)
  return rows[0]
}

export interface NewKey {
  readonly id: string
  readonly name: string
  readonly key_hash: string
  readonly per_minute: number
  readonly per_day: number
  readonly created_at: string
  readonly created_by: string | null
}

export async function insertKey(db: Db, district: string, key: NewKey): Promise<void> {
  await db
    .insertInto('api_key')
    .values({ ...key, district, revoked_at: null })
    .execute()
}

/** Newest first, one more than `limit` so that the caller sees whether there is a next page. */
export async function listKeys(db: Db, district: string, { after, limit }: { after?: string | undefined; limit: number }, now: string) {
  const { rows } = await sql<{
    id: string
    name: string
    per_minute: number
    per_day: number
    used_today: number
    created_at: string
    revoked_at: string | null
  }>`
    select id, name, per_minute, per_day, created_at, revoked_at,
           case when day = (${now}::timestamptz at time zone 'Asia/Shanghai')::date then day_used else 0 end as used_today
    from api_key where district = ${district} and (${after ?? null}::text is null or id < ${after ?? null})
    order by id desc limit ${limit + 1}`.execute(db)
  return rows
}

export async function revokeKey(db: Db, district: string, id: string, now: string): Promise<boolean> {
  const row = await db
    .updateTable('api_key')
    .set({ revoked_at: now })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
