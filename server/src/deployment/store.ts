import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../database/connect.ts'

export interface Deployment {
  readonly district: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly demo: boolean
}

/** What the database serves; undefined while there is nothing, or a demo whose loading has not come to its end. */
export async function readDeployment(db: Db): Promise<Deployment | undefined> {
  const row = await db.selectFrom('deployment').selectAll().where('loaded_at', 'is not', null).orderBy('created_at').executeTakeFirst()
  return row && { district: row.district, name: { zh: row.name_zh, en: row.name_en }, demo: row.demo }
}

/** Records what the database serves; false when it serves something already. `loaded` false: markLoaded follows. */
export async function putDeployment(db: Db, { district, name, demo }: Deployment, loaded = true): Promise<boolean> {
  const result = await db
    .insertInto('deployment')
    .values({ district, name_zh: name.zh, name_en: name.en, demo, ...(loaded ? {} : { loaded_at: null }) })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}

export async function markLoaded(db: Db, district: string, at: string): Promise<void> {
  await db.updateTable('deployment').set({ loaded_at: at }).where('district', '=', district).execute()
}

/**
 * Empties the database when it holds a demo whose loading was cut off, and nothing else was ever served from it. Gives whether it did.
 * The migrations' own record stays. Run it under the founding lock.
 */
export async function wipeHalfLoaded(db: Db): Promise<boolean> {
  const rows = await db.selectFrom('deployment').select(['demo', 'loaded_at']).execute()
  if (rows.length === 0 || rows.some(({ demo, loaded_at }) => !demo || loaded_at !== null)) return false
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migration' order by tablename`.execute(db)
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))} restart identity`.execute(db)
  return true
}

/** 'founding' in ASCII, cut to a bigint. */
const lock = 0x666f756e64

/** One process at a time founds a deployment; those that start together wait and find it made. Ends with its process, by kill -9 too. */
export async function underFoundingLock<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => undefined)
    client.release()
  }
}

/** Notes whose key the database is sealed with, the first time; gives what is noted. */
export async function claimKey(db: Db, district: string, check: string): Promise<string> {
  const { rows } = await sql<{ key_check: string }>`
    update deployment set key_check = coalesce(key_check, ${check}) where district = ${district} and key_check is null returning key_check`.execute(
    db,
  )
  if (rows[0]) return rows[0].key_check
  const row = await db.selectFrom('deployment').select('key_check').where('district', '=', district).executeTakeFirst()
  return row?.key_check ?? check
}

/** Whether the database serves anything, or is just being loaded. */
export async function hasDeployment(db: Db): Promise<boolean> {
  return (await db.selectFrom('deployment').select('district').limit(1).executeTakeFirst()) !== undefined
}
