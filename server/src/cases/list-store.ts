import { type Selectable, sql, type SqlBool } from 'kysely'
import type { Db } from '../database/connect.ts'
import { type Scope, scoped } from './store.ts'
import type { CaseRecordTable } from './tables.ts'

/** Owns: the queries behind every list of cases. Each is paged by key and walks an index. */
export const rowColumns = [
  'id',
  'number',
  'procedure',
  'title',
  'step',
  'grade',
  'variant',
  'place',
  'owner',
  'filed_at',
  'closed_at',
  'due_at',
  'due_key',
  'flags',
  'revision',
  'final',
] as const
export type ListRow = Pick<Selectable<CaseRecordTable>, (typeof rowColumns)[number]>

/** Place in a list: the ordering time and the id of the last row shown. */
export interface Cursor {
  readonly at: string
  readonly id: string
}
export const writeCursor = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url')
export function readCursor(cursor: string | undefined): Cursor | undefined {
  const [at, id] = cursor ? Buffer.from(cursor, 'base64url').toString().split(' ', 2) : []
  return at && id && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id) ? { at, id } : undefined
}

/** Cases without a running clock (paused) come last. */
const never = '9999-12-31T00:00:00.000Z'

export interface InboxQuery {
  readonly unit: string
  readonly role: string
  readonly account: string
  readonly kinds: readonly string[]
  readonly step?: string | undefined
  readonly lateAt?: string | undefined
  readonly after?: Cursor | undefined
  readonly limit: number
}

export type InboxRow = ListRow & { readonly as: string; readonly sorted_at: string }

/** What a post holds or is called to, the earliest due first. */
export function inboxRows(db: Db, scope: Scope, district: string, query: InboxQuery): Promise<InboxRow[]> {
  return scoped(db, scope, async trx => {
    const order = sql<string>`coalesce(a.due_at, ${never}::timestamptz)`
    let rows = trx
      .selectFrom('assignment as a')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'a.district').onRef('c.id', '=', 'a.case_id'))
      .select(rowColumns.filter(column => column !== 'due_at').map(column => `c.${column}` as const))
      .select(['a.kind as as', order.as('sorted_at'), sql<string | null>`coalesce(a.due_at, c.due_at)`.as('due_at')])
      .where('a.district', '=', district)
      .where('a.unit', '=', query.unit)
      .where('a.kind', 'in', [...query.kinds] as ('holder' | 'whistle')[])
      .where(or => or.or([or('a.role', 'is', null), or('a.role', '=', query.role)]))
      .where(or => or.or([or('a.account', 'is', null), or('a.account', '=', query.account)]))
      .orderBy(order)
      .orderBy('a.case_id')
      .limit(query.limit)
    if (query.step) rows = rows.where('c.step', '=', query.step)
    if (query.lateAt) rows = rows.where('a.due_at', '<', query.lateAt)
    if (query.after) rows = rows.where(sql<SqlBool>`(${order}, a.case_id) > (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}

export async function inboxCounts(db: Db, district: string, unit: string, role: string, account: string, now: string, dayEnd: string) {
  const { rows } = await sql<{ held: number; called: number; escalated: number; late: number; due_today: number }>`
    select count(*) filter (where kind = 'holder') as held,
           count(*) filter (where kind in ('whistle', 'leader', 'coHandler')) as called,
           count(*) filter (where kind = 'escalation') as escalated,
           count(*) filter (where due_at < ${now}) as late,
           count(*) filter (where due_at >= ${now} and due_at < ${dayEnd}) as due_today
    from assignment
    where district = ${district} and unit = ${unit} and (role is null or role = ${role}) and (account is null or account = ${account})`.execute(
    db,
  )
  return rows[0] ?? { held: 0, called: 0, escalated: 0, late: 0, due_today: 0 }
}

/** Every open case the unit may see, the earliest due first: the holders' lines of the district in order of their due times. */
export function openRows(
  db: Db,
  scope: Scope,
  district: string,
  query: { unit: string; step?: string | undefined; lateAt?: string | undefined; after?: Cursor | undefined; limit: number },
): Promise<(ListRow & { sorted_at: string })[]> {
  return scoped(db, scope, async trx => {
    let rows = trx
      .selectFrom('assignment as a')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'a.district').onRef('c.id', '=', 'a.case_id'))
      .select(rowColumns.map(column => `c.${column}` as const))
      .select(sql<string>`a.due_at`.as('sorted_at'))
      .where('a.district', '=', district)
      .where('a.kind', '=', 'holder')
      .where('a.due_at', 'is not', null)
      .where(sql<SqlBool>`c.sees @> array[${query.unit}]::text[]`)
      .orderBy('a.due_at')
      .orderBy('a.case_id')
      .limit(query.limit)
    if (query.step) rows = rows.where('a.step', '=', query.step)
    if (query.lateAt) rows = rows.where('a.due_at', '<', query.lateAt)
    if (query.after) rows = rows.where(sql<SqlBool>`(a.due_at, a.case_id) > (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}

/** What the unit closed, the latest first. */
export function doneRows(
  db: Db,
  scope: Scope,
  district: string,
  query: { unit: string; after?: Cursor | undefined; limit: number },
): Promise<ListRow[]> {
  return scoped(db, scope, async trx => {
    let rows = trx
      .selectFrom('case_record as c')
      .select(rowColumns.map(column => `c.${column}` as const))
      .where('c.district', '=', district)
      .where('c.owner', '=', query.unit)
      .where('c.final', '=', true)
      .orderBy('c.closed_at', 'desc')
      .orderBy('c.id', 'desc')
      .limit(query.limit)
    if (query.after) rows = rows.where(sql<SqlBool>`(c.closed_at, c.id) < (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}

export interface SearchQuery {
  /** tsquery text, or undefined for a list without words. */
  readonly words?: string | undefined
  readonly number?: string | undefined
  readonly unit: string
  /** True when the unit oversees a whole street or district: words first; else its own cases first. */
  readonly wide: boolean
  readonly procedure?: string | undefined
  readonly step?: string | undefined
  readonly open?: boolean | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly place?: string | undefined
  readonly after?: Cursor | undefined
  readonly limit: number
}

/** Newest first. Words walk the GIN index of case_search; without words the order itself is an index. */
export function searchRows(db: Db, scope: Scope, district: string, query: SearchQuery): Promise<ListRow[]> {
  return scoped(db, scope, async trx => {
    let rows = trx
      .selectFrom('case_record as c')
      .select(rowColumns.map(column => `c.${column}` as const))
      .where('c.district', '=', district)
      .where(sql<SqlBool>`c.sees @> array[${query.unit}]::text[]`)
      .limit(query.limit)
    if (query.words) {
      rows = rows
        .innerJoin('case_search as s', join => join.onRef('s.district', '=', 'c.district').onRef('s.case_id', '=', 'c.id'))
        .where(sql<SqlBool>`s.words @@ ${query.words}::tsquery`)
        .orderBy('s.filed_at', 'desc')
        .orderBy('s.case_id', 'desc')
      if (query.after) rows = rows.where(sql<SqlBool>`(s.filed_at, s.case_id) < (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    } else {
      rows = rows.orderBy('c.filed_at', 'desc').orderBy('c.id', 'desc')
      if (query.after) rows = rows.where(sql<SqlBool>`(c.filed_at, c.id) < (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    }
    if (!query.wide) rows = rows.where('c.owner', '=', query.unit)
    if (query.number) rows = rows.where('c.number', 'like', `${query.number.replaceAll(/[\\%_]/g, '\\$&')}%`)
    if (query.procedure) rows = rows.where('c.procedure', '=', query.procedure)
    if (query.step) rows = rows.where('c.step', '=', query.step)
    if (query.open !== undefined) rows = rows.where('c.final', '=', !query.open)
    if (query.place) rows = rows.where('c.place', 'like', `${query.place.replaceAll(/[^0-9A-Za-z-]/g, '')}%`)
    if (query.from) rows = rows.where('c.filed_at', '>=', `${query.from}T00:00:00+08:00`)
    if (query.to) rows = rows.where('c.filed_at', '<', sql<string>`(${`${query.to}T00:00:00+08:00`}::timestamptz + interval '1 day')`)
    return rows.execute()
  })
}

/** The planner's own estimate: exact counts of a common word cost 90 ms at a million rows. */
export async function estimateWords(db: Db, words: string): Promise<number> {
  const { rows } = await sql<{
    'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }]
  }>`explain (format json) select 1 from case_search where words @@ ${words}::tsquery`.execute(db)
  return rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0
}

/** Running summonses the unit may see, the earliest due first. */
export function whistleRows(
  db: Db,
  scope: Scope,
  district: string,
  query: { unit: string; after?: Cursor | undefined; limit: number },
): Promise<(ListRow & { assignment: string; sorted_at: string })[]> {
  return scoped(db, scope, async trx => {
    const order = sql<string>`coalesce(a.due_at, a.since)`
    let rows = trx
      .selectFrom('assignment as a')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'a.district').onRef('c.id', '=', 'a.case_id'))
      .select(rowColumns.map(column => `c.${column}` as const))
      .select(['a.id as assignment', order.as('sorted_at')])
      .where('a.district', '=', district)
      .where('a.kind', '=', 'whistle')
      .where(sql<SqlBool>`c.sees @> array[${query.unit}]::text[]`)
      .orderBy(order)
      .orderBy('a.case_id')
      .limit(query.limit)
    if (query.after) rows = rows.where(sql<SqlBool>`(${order}, a.case_id) > (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}
