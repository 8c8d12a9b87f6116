import { type Selectable, sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { IdentityTables } from '../identity/tables.ts'

export type DataRequestRow = Selectable<IdentityTables['data_request']>

/** Keeps a request, or returns the one that the same key made before. */
export async function insertDataRequest(db: Db, row: DataRequestRow): Promise<DataRequestRow> {
  const inserted = await db
    .insertInto('data_request')
    .values(row)
    .onConflict(conflict => conflict.columns(['district', 'resident', 'request_key']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) return inserted
  return db
    .selectFrom('data_request')
    .selectAll()
    .where('district', '=', row.district)
    .where('resident', '=', row.resident)
    .where('request_key', '=', row.request_key)
    .executeTakeFirstOrThrow()
}

interface Window {
  readonly after?: string | undefined
  readonly limit: number
}

/** A resident's own requests, newest first, one more than `limit`. */
export async function listOwnRequests(db: Db, district: string, resident: string, { after, limit }: Window): Promise<DataRequestRow[]> {
  let query = db.selectFrom('data_request').selectAll().where('district', '=', district).where('resident', '=', resident)
  if (after) query = query.where('id', '<', after)
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

/** Open requests, soonest due first, one more than `limit`; `after` is the id of the last one shown. */
export async function listOpenRequests(db: Db, district: string, { after, limit }: Window): Promise<DataRequestRow[]> {
  const { rows } = await sql<DataRequestRow>`
    select * from data_request
    where district = ${district} and state = 'open' and (${after ?? null}::text is null
      or (due_at, id) > (select due_at, id from data_request where district = ${district} and id = ${after ?? null}))
    order by due_at, id limit ${limit + 1}`.execute(db)
  return rows
}

/** Locks the request until the transaction ends: two officers cannot answer it twice. */
export async function lockRequest(db: Db, district: string, id: string): Promise<DataRequestRow | undefined> {
  return db.selectFrom('data_request').selectAll().where('district', '=', district).where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function closeRequest(
  db: Db,
  district: string,
  id: string,
  answer: { state: 'granted' | 'refused'; answer_sealed: string; answered_at: string; answered_by: string },
): Promise<void> {
  await db.updateTable('data_request').set(answer).where('district', '=', district).where('id', '=', id).execute()
}
