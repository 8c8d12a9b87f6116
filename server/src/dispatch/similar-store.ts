import { sql, type SqlBool } from 'kysely'
import { type ListRow, rowColumns } from '../cases/list-store.ts'
import { type Scope, scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: candidates for near-duplicates, and making their keys again with a newer background. */
export type CandidateRow = ListRow & {
  readonly subject: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly reporters: number
  readonly sealed: boolean
}

export interface CandidateQuery {
  readonly keys: readonly number[]
  readonly since: string
  readonly except?: string | undefined
  readonly openOnly: boolean
  /** Code that the places must begin with. */
  readonly within?: string | undefined
  readonly limit: number
}

/** Rows looked at for each query, newest first: form letters share keys by the thousand. */
const newest = 400

/**
 * Those that share most keys. The GIN index is walked without row-level security, which would keep the planner from it; the
 * few that are left are joined with the case, where it applies.
 */
export function candidates(db: Db, scope: Scope, district: string, query: CandidateQuery): Promise<CandidateRow[]> {
  if (query.keys.length === 0) return Promise.resolve([])
  const keys = `{${query.keys.join(',')}}`
  return scoped(db, scope, trx => {
    let rows = trx
      .with('near', near =>
        near
          .selectFrom('case_search as s')
          .select(['s.case_id', 's.filed_at', 's.bands'])
          .where('s.district', '=', district)
          .where(sql<SqlBool>`s.bands && ${keys}::int[]`)
          .where('s.filed_at', '>', query.since)
          .orderBy('s.filed_at', 'desc')
          .limit(newest),
      )
      .with('counted', counted =>
        counted
          .selectFrom('near')
          .select([
            'case_id',
            'filed_at',
            sql<number>`(select count(*) from unnest(bands) band where band = any(${keys}::int[]))`.as('shared'),
          ]),
      )
      .selectFrom('counted as n')
      .innerJoin('case_record as c', join => join.on('c.district', '=', district).onRef('c.id', '=', 'n.case_id'))
      .select(rowColumns.map(column => `c.${column}` as const))
      .select(['c.subject'])
      .select(sql<Readonly<Record<string, unknown>>>`c.state->'data'`.as('data'))
      .select(sql<number>`jsonb_array_length(c.state->'reporters')`.as('reporters'))
      .select(sql<boolean>`(c.state->>'sealed')::boolean`.as('sealed'))
      .orderBy('n.shared', 'desc')
      .orderBy('n.filed_at', 'desc')
      .limit(query.limit)
    if (query.except) rows = rows.where('c.id', '<>', query.except)
    if (query.openOnly) rows = rows.where('c.final', '=', false)
    if (query.within) rows = rows.where('c.place', 'like', `${query.within.replaceAll(/[^0-9A-Za-z-]/g, '')}%`)
    return rows.execute()
  })
}

export interface Rekeying {
  readonly version: number
  readonly rekeyed_at: string | null
  readonly rekeyed_case: string | null
}

/** The background whose keys are still being made, locked; undefined when there is none or another worker is at it. */
export async function lockRekeying(trx: Db, district: string): Promise<Rekeying | undefined> {
  const { rows } = await sql<Rekeying>`
    select version, rekeyed_at, rekeyed_case from triage_background
    where district = ${district} and not rekeyed order by version desc limit 1 for update skip locked`.execute(trx)
  return rows[0]
}

export async function putKeys(trx: Db, district: string, keys: readonly { id: string; bands: readonly number[] }[]): Promise<void> {
  if (keys.length === 0) return
  await sql`
    update case_search s set bands = k.bands from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as k(id uuid, bands int[])
    where s.district = ${district} and s.case_id = k.id`.execute(trx)
}

export async function moveRekeying(
  trx: Db,
  district: string,
  version: number,
  last: { at: string; id: string } | undefined,
): Promise<void> {
  const moved = last ? { rekeyed_at: last.at, rekeyed_case: last.id } : { rekeyed: true }
  await trx.updateTable('triage_background').set(moved).where('district', '=', district).where('version', '=', version).execute()
}
