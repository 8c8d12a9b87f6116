import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { AccessLogTable } from '../identity/tables.ts'

export type AccessRow = AccessLogTable

/** Appends rows; nothing in the server changes or removes them afterwards. */
export async function insertAccess(db: Db, rows: readonly AccessRow[]): Promise<void> {
  if (rows.length > 0)
    await db
      .insertInto('access_log')
      .values([...rows])
      .execute()
}

export interface AccessFilter {
  readonly resident?: string | undefined
  readonly case?: string | undefined
  readonly viewer?: string | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/** Newest first, one more than `limit`. */
export async function listAccess(db: Db, district: string, filter: AccessFilter): Promise<AccessRow[]> {
  let query = db.selectFrom('access_log').selectAll().where('district', '=', district)
  if (filter.resident) query = query.where('resident', '=', filter.resident)
  if (filter.case) query = query.where('case_id', '=', filter.case)
  if (filter.viewer) query = query.where('viewer', '=', filter.viewer)
  if (filter.after) query = query.where('id', '<', filter.after)
  return query
    .orderBy('id', 'desc')
    .limit(filter.limit + 1)
    .execute()
}

export interface OwnAccessRow {
  readonly id: string
  readonly at: string
  readonly unit_zh: string | null
  readonly unit_en: string | null
  readonly unit: string
  readonly post_zh: string | null
  readonly post_en: string | null
  readonly role: string
  readonly purpose: string
  readonly fields: string[]
  readonly masked: boolean
  readonly case_id: string | null
}

/** The looks at one resident that they may know of now, newest first, one more than `limit`, without the viewer's name. */
export async function listOwnAccess(
  db: Db,
  district: string,
  resident: string,
  { after, limit }: { after?: string | undefined; limit: number },
  now: string,
): Promise<OwnAccessRow[]> {
  const { rows } = await sql<OwnAccessRow>`
    select l.id, l.at, u.name_zh as unit_zh, u.name_en as unit_en, l.unit, p.title_zh as post_zh, p.title_en as post_en,
           l.role, l.purpose, l.fields, l.masked, l.case_id
    from access_log l
    left join unit u on u.district = l.district and u.id = l.unit
    left join post p on p.district = l.district and p.id = l.post
    where l.district = ${district} and l.resident = ${resident}
      and (l.withheld_until is null or l.withheld_until <= ${now}::timestamptz)
      and (${after ?? null}::text is null or l.id < ${after ?? null})
    order by l.id desc limit ${limit + 1}`.execute(db)
  return rows
}

export interface SecurityRow {
  readonly id: string
  readonly at: string
  readonly actor: string | null
  readonly act: string
  readonly subject: string | null
  readonly detail: Record<string, unknown>
  readonly request: string
  readonly mac: string
}

export async function insertSecurity(db: Db, district: string, row: SecurityRow): Promise<void> {
  await db
    .insertInto('security_log')
    .values({ ...row, district, detail: JSON.stringify(row.detail) })
    .execute()
}

/** Newest first, one more than `limit`. */
export async function listSecurity(db: Db, district: string, { after, limit }: { after?: string | undefined; limit: number }) {
  let query = db.selectFrom('security_log').selectAll().where('district', '=', district)
  if (after) query = query.where('id', '<', after)
  return query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
}

/**
 * Law for fsck: every grant of clear values has its row in the access log, with the same person, purpose and fields.
 * Returns the ids of grants that have none.
 */
export async function grantsWithoutLook(db: Db, district: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select g.id from unmask_grant g
    where g.district = ${district} and not exists (
      select 1 from access_log l
      where l.district = g.district and l.grant_id = g.id and l.resident = g.resident and l.viewer = g.account
        and l.purpose = g.purpose and l.fields = g.fields and not l.masked)
    order by g.id`.execute(db)
  return rows.map(({ id }) => id)
}
