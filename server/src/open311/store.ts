import type { CaseEvent, CaseState } from '@fengqiao/kernel'
import { sql } from 'kysely'
import { eventOf } from '../cases/page-store.ts'
import { scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: reading what came through Open311. System scope: what of it is public is decided in public-request.ts. */
const door = sql<boolean>`c.channel = 'open311'`

export interface RequestQuery {
  readonly from: string
  readonly until: string
  readonly subjects?: readonly string[] | undefined
  /** Closed ones only, open ones only, or both. */
  readonly final?: boolean | undefined
  readonly after?: { readonly at: string; readonly id: string } | undefined
  readonly skip: number
  readonly limit: number
}

export type RequestRow = { readonly state: CaseState; readonly id: string; readonly filed_at: string }

/** Newest first, in the order of case_record_open311. */
export function listRequests(db: Db, district: string, query: RequestQuery): Promise<RequestRow[]> {
  if (query.subjects?.length === 0) return Promise.resolve([])
  return scoped(db, 'system', trx => {
    let rows = trx
      .selectFrom('case_record as c')
      .select(['c.state', 'c.id', 'c.filed_at'])
      .where('c.district', '=', district)
      .where(door)
      .where('c.filed_at', '>=', query.from)
      .where('c.filed_at', '<=', query.until)
      .orderBy('c.filed_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(query.limit)
      .offset(query.skip)
    if (query.subjects) rows = rows.where('c.subject', 'in', [...query.subjects])
    if (query.final !== undefined) rows = rows.where('c.final', '=', query.final)
    if (query.after) rows = rows.where(sql<boolean>`(c.filed_at, c.id) < (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}

/** Requests by id; ids that are unknown, or no ids at all, are left out. */
export function findRequests(db: Db, district: string, ids: readonly string[]): Promise<RequestRow[]> {
  const known = ids.filter(id => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)).slice(0, 1000)
  if (known.length === 0) return Promise.resolve([])
  return scoped(db, 'system', trx =>
    trx
      .selectFrom('case_record as c')
      .select(['c.state', 'c.id', 'c.filed_at'])
      .where('c.district', '=', district)
      .where(door)
      .where('c.id', 'in', known)
      .orderBy('c.filed_at', 'desc')
      .orderBy('c.id', 'desc')
      .execute(),
  )
}

/** The journals of these cases between two moments, oldest first. */
export function eventsOf(
  db: Db,
  district: string,
  ids: readonly string[],
  from: string,
  until: string,
  limit: number,
): Promise<CaseEvent[]> {
  if (ids.length === 0) return Promise.resolve([])
  return scoped(db, 'system', async trx => {
    const rows = await trx
      .selectFrom('event')
      .selectAll()
      .where('district', '=', district)
      .where('case_id', 'in', [...ids])
      .where('at', '>=', from)
      .where('at', '<=', until)
      .orderBy('at')
      .orderBy('case_id')
      .orderBy('seq')
      .limit(limit)
      .execute()
    return rows.map(eventOf)
  })
}

/** Requests in which something happened since a moment: updates may concern requests filed long before. */
export function changedRequests(db: Db, district: string, from: string, until: string, limit: number): Promise<RequestRow[]> {
  return scoped(db, 'system', trx =>
    trx
      .selectFrom('case_record as c')
      .select(['c.state', 'c.id', 'c.filed_at'])
      .where('c.district', '=', district)
      .where(door)
      .where('c.filed_at', '<=', until)
      .where(
        sql<boolean>`exists (select from event e where e.district = c.district and e.case_id = c.id and e.at between ${from}::timestamptz and ${until}::timestamptz)`,
      )
      .orderBy('c.filed_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(limit)
      .execute(),
  )
}

/** Whether the district has an API key of this name in use. */
export async function hasKey(db: Db, district: string, keyHash: string): Promise<boolean> {
  const row = await db
    .selectFrom('api_key')
    .select('id')
    .where('district', '=', district)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row !== undefined
}
