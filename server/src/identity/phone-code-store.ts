import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

/** Keeps the code in place of an older one, unless that one was sent after `notSince`; says whether it was kept. */
export async function keepCode(
  db: Db,
  district: string,
  code: { phone_key: string; code_hash: string; sent_at: string; expires_at: string },
  notSince: string,
): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`
    insert into phone_code as c (district, phone_key, code_hash, sent_at, expires_at)
    values (${district}, ${code.phone_key}, ${code.code_hash}, ${code.sent_at}, ${code.expires_at})
    on conflict (district, phone_key) do update
      set code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries = 0
      where c.sent_at <= ${notSince}::timestamptz
    returning true as kept`.execute(db)
  return rows.length > 0
}

/** Counts a try and hands out the hash to compare, or undefined when the code expired or its tries are used up. */
export async function tryCode(db: Db, district: string, phoneKey: string, tries: number, now: string): Promise<string | undefined> {
  const row = await db
    .updateTable('phone_code')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('district', '=', district)
    .where('phone_key', '=', phoneKey)
    .where('tries', '<', tries)
    .where('expires_at', '>', now)
    .returning('code_hash')
    .executeTakeFirst()
  return row?.code_hash
}

/** Takes the code away when it is still this one: a code signs in once, also when sent twice at the same moment. */
export async function useCode(db: Db, district: string, phoneKey: string, codeHash: string): Promise<boolean> {
  const used = await db
    .updateTable('phone_code')
    .set({ tries: 1000 })
    .where('district', '=', district)
    .where('phone_key', '=', phoneKey)
    .where('code_hash', '=', codeHash)
    .where('tries', '<', 1000)
    .returning('phone_key')
    .executeTakeFirst()
  return used !== undefined
}
