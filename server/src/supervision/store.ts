import { type SqlBool, sql } from 'kysely'
import { type Cursor, type ListRow, rowColumns } from '../cases/list-store.ts'
import { type Scope, scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: the lists of supervision and the standing of each unit. Marks and assignments are walked by index; case_record is joined by key. */
export interface MarkQuery {
  /** The unit that looks. */
  readonly unit: string
  /** A flag's name, or every card that is not lifted. */
  readonly mark: { readonly flag: string } | 'card'
  readonly after?: Cursor | undefined
  readonly limit: number
}

export type MarkedRow = ListRow & { readonly marked_at: string }

/** Open cases that carry the mark and that the unit may see, the latest first; a case with several cards stands at its latest. */
export function markedRows(db: Db, scope: Scope, district: string, { unit, mark, after, limit }: MarkQuery): Promise<MarkedRow[]> {
  return scoped(db, scope, async trx => {
    let rows = trx
      .selectFrom('case_mark as m')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'm.district').onRef('c.id', '=', 'm.case_id'))
      .select(rowColumns.map(column => `c.${column}` as const))
      .select('m.since as marked_at')
      .where('m.district', '=', district)
      .where(sql<SqlBool>`c.sees @> array[${unit}]::text[]`)
      .orderBy('m.since', 'desc')
      .orderBy('m.case_id', 'desc')
      .limit(limit)
    if (mark === 'card')
      rows = rows.where('m.kind', '=', 'card').where(
        sql<SqlBool>`not exists (select 1 from case_mark later where later.district = m.district and later.case_id = m.case_id and later.kind = 'card'
          and (later.since, later.id) > (m.since, m.id))`,
      )
    else rows = rows.where('m.kind', '=', 'flag').where('m.id', '=', `flag:${mark.flag}`)
    if (after) rows = rows.where(sql<SqlBool>`(m.since, m.case_id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    return rows.execute()
  })
}

export interface Standing {
  readonly unit: string
  /** Cases it holds now. */
  readonly open: number
  /** Of these, past due. */
  readonly late: number
  readonly yellow: number
  readonly red: number
}

/** Every unit that holds something or has a card. Reads two indexes, no case. */
export async function standings(db: Db, district: string, now: string): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select unit, sum(open)::int as open, sum(late)::int as late, sum(yellow)::int as yellow, sum(red)::int as red from (
      select unit, count(*) as open, count(*) filter (where due_at < ${now}::timestamptz) as late, 0 as yellow, 0 as red
      from assignment where district = ${district} and kind = 'holder' group by unit
      union all
      select unit, 0, 0, count(*) filter (where name = 'yellow'), count(*) filter (where name = 'red')
      from case_mark where district = ${district} and kind = 'card' group by unit) each
    group by unit`.execute(db)
  return rows
}
