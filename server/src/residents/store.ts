import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { IdentityTables } from '../identity/tables.ts'

export type ResidentRow = Selectable<IdentityTables['resident']>
export type GrantRow = Selectable<IdentityTables['unmask_grant']>

/** A resident who has not been erased. */
export async function findResident(db: Db, district: string, id: string): Promise<ResidentRow | undefined> {
  return db
    .selectFrom('resident')
    .selectAll()
    .where('district', '=', district)
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
}

/** Inserts a resident, or returns the one who has the phone already; two first sign-ins at once make one resident. */
export async function insertResident(
  db: Db,
  district: string,
  resident: Omit<Insertable<IdentityTables['resident']>, 'district'> & { readonly phone_key: string },
): Promise<{ id: string; inserted: boolean }> {
  const inserted = await db
    .insertInto('resident')
    .values({ ...resident, district })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { id: inserted.id, inserted: true }
  const known = await db
    .selectFrom('resident')
    .select('id')
    .where('district', '=', district)
    .where('phone_key', '=', resident.phone_key)
    .executeTakeFirstOrThrow()
  return { id: known.id, inserted: false }
}

/** False when there is no such resident. A taken identity number throws PostgreSQL's 23505. */
export async function updateResident(
  db: Db,
  district: string,
  id: string,
  change: Updateable<IdentityTables['resident']>,
): Promise<boolean> {
  const row = await db
    .updateTable('resident')
    .set(change)
    .where('district', '=', district)
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export interface ResidentFilter {
  readonly nameKey?: string | undefined
  readonly phoneKey?: string | undefined
  readonly idNumberKey?: string | undefined
  /** Code of the place that the viewer's unit serves; who lives elsewhere, or nowhere known, is not found by browsing. */
  readonly within: string
  readonly after?: string | undefined
  readonly limit: number
}

/**
 * By id, one more than `limit`. Someone asked for by whole phone or identity number is found wherever they live
 * (they stand at the counter); a name or a mere listing stays inside the viewer's own place.
 */
export async function listResidents(db: Db, district: string, filter: ResidentFilter): Promise<ResidentRow[]> {
  let query = db.selectFrom('resident').selectAll().where('district', '=', district).where('erased_at', 'is', null)
  if (filter.phoneKey) query = query.where('phone_key', '=', filter.phoneKey)
  if (filter.idNumberKey) query = query.where('id_number_key', '=', filter.idNumberKey)
  if (filter.nameKey) query = query.where('name_key', '=', filter.nameKey)
  if (!filter.phoneKey && !filter.idNumberKey) query = query.where('place', 'like', `${filter.within.replaceAll(/[\\%_]/g, '')}%`)
  if (filter.after) query = query.where('id', '>', filter.after)
  return query
    .orderBy('id')
    .limit(filter.limit + 1)
    .execute()
}

export async function listDemoResidents(db: Db, district: string): Promise<ResidentRow[]> {
  return db
    .selectFrom('resident')
    .selectAll()
    .where('district', '=', district)
    .where('demo', '=', true)
    .where('erased_at', 'is', null)
    .orderBy('id')
    .limit(20)
    .execute()
}

/** Keeps a grant, or returns the one that the same request made before. */
export async function insertGrant(db: Db, grant: GrantRow): Promise<{ grant: GrantRow; inserted: boolean }> {
  const { rows } = await sql`
    insert into unmask_grant (district, id, account, post, resident, case_id, purpose, reason, fields, given_at, until, request_key)
    values (${grant.district}, ${grant.id}, ${grant.account}, ${grant.post}, ${grant.resident}, ${grant.case_id}, ${grant.purpose},
            ${grant.reason}, ${grant.fields}, ${grant.given_at}, ${grant.until}, ${grant.request_key})
    on conflict (district, account, request_key) do nothing returning id`.execute(db)
  if (rows.length > 0) return { grant, inserted: true }
  const before = await db
    .selectFrom('unmask_grant')
    .selectAll()
    .where('district', '=', grant.district)
    .where('account', '=', grant.account)
    .where('request_key', '=', grant.request_key)
    .executeTakeFirstOrThrow()
  return { grant: before, inserted: false }
}

/** A grant of this account and post for this resident that is still good. */
export async function findGrant(
  db: Db,
  district: string,
  wanted: { id: string; account: string; post: string; resident: string },
  now: string,
): Promise<GrantRow | undefined> {
  return db
    .selectFrom('unmask_grant')
    .selectAll()
    .where('district', '=', district)
    .where('id', '=', wanted.id)
    .where('account', '=', wanted.account)
    .where('post', '=', wanted.post)
    .where('resident', '=', wanted.resident)
    .where('until', '>', now)
    .executeTakeFirst()
}

/** Runs work in one transaction: what is shown and its row in the log stand or fall together. */
export const together = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> => db.transaction().execute(work)
