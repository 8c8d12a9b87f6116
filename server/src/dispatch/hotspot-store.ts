import { sql } from 'kysely'
import { type ListRow } from '../cases/list-store.ts'
import { type Scope, scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: matters as points in place, topic and time. No names, no reporters: a hotspot counts matters, never people. */
export interface PlacedRow {
  readonly id: string
  readonly place: string
  readonly subject: string | null
  readonly filed_at: string
  readonly lon: number | null
  readonly lat: number | null
}

export function placedRows(db: Db, district: string, since: string, until: string): Promise<PlacedRow[]> {
  return scoped(db, 'system', trx =>
    trx
      .selectFrom('case_record')
      .select(['id', 'place', 'subject', 'filed_at', 'lon', 'lat'])
      .where('district', '=', district)
      .where('filed_at', '>=', since)
      .where('filed_at', '<', until)
      .execute(),
  )
}

/** Titles for the words that set a hotspot apart. */
export function titlesOf(db: Db, district: string, ids: readonly string[]): Promise<{ id: string; title: string }[]> {
  if (ids.length === 0) return Promise.resolve([])
  return scoped(db, 'system', trx =>
    trx
      .selectFrom('case_record')
      .select(['id', 'title'])
      .where('district', '=', district)
      .where('id', 'in', [...ids])
      .execute(),
  )
}

/** Of these cases the ones that the reader may see. */
export function seenRows(
  db: Db,
  scope: Scope,
  district: string,
  ids: readonly string[],
): Promise<Pick<ListRow, 'id' | 'number' | 'title'>[]> {
  if (ids.length === 0) return Promise.resolve([])
  return scoped(db, scope, trx =>
    trx
      .selectFrom('case_record')
      .select(['id', 'number', 'title'])
      .where('district', '=', district)
      .where('id', 'in', [...ids])
      .orderBy(sql`filed_at desc`)
      .execute(),
  )
}
