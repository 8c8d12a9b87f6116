import { sql } from 'kysely'
import { scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: confirmed history as rows to learn from, and the words of all matters for the background. */
export interface ConfirmedRow {
  readonly id: string
  readonly procedure: string
  readonly step: string
  readonly final: boolean
  readonly subject: string
  readonly data: Readonly<Record<string, unknown>>
  /** What the filing itself said; null when the resident left the subject open. */
  readonly filed: Readonly<Record<string, unknown>> | null
  /** The subject that a correction teaches. */
  readonly label: string | null
}

/**
 * Matters whose subject stood to the end, and those that a person has corrected, the latest first. Sealed ones are never learned from.
 */
export function confirmedRows(db: Db, district: string, limit: number): Promise<ConfirmedRow[]> {
  return scoped(db, 'system', async trx => {
    const { rows } = await sql<ConfirmedRow>`
      select c.id, c.procedure, c.step, c.final, c.subject, c.state->'data' as data, e.content->'input' as filed, k.label
      from case_record c
      left join lateral (select label from triage_correction k where k.district = c.district and k.case_id = c.id and k.label is not null order by seq desc limit 1) k on true
      left join event e on e.district = c.district and e.case_id = c.id and e.seq = 1
      where c.district = ${district} and c.subject is not null and (c.final or k.label is not null) and not (c.state->>'sealed')::boolean
      order by c.filed_at desc
      limit ${limit}`.execute(trx)
    return rows
  })
}

/** Closed matters counted for each unit at most: past this the answer is "many". */
const mostPerUnit = 2000

/**
 * Matters closed or corrected since a moment: how much a new model could learn. Walks the index of each unit's closed matters; a
 * matter both corrected and closed counts once.
 */
export function confirmedSince(db: Db, district: string, since: string, units: readonly string[]): Promise<number> {
  return scoped(db, 'system', async trx => {
    const { rows } = await sql<{ n: number }>`
      select (select count(*) from unnest(${[...units]}::text[]) unit, lateral (
                select from case_record where district = ${district} and owner = unit and final and closed_at > ${since} and subject is not null limit ${mostPerUnit}) closed)
           + (select count(distinct k.case_id) from triage_correction k join case_record c on c.district = k.district and c.id = k.case_id
                where k.district = ${district} and k.at > ${since} and k.label is not null and not (c.final and c.closed_at > ${since})) as n`.execute(
      trx,
    )
    return rows[0]?.n ?? 0
  })
}

export interface TextRow {
  readonly id: string
  readonly procedure: string
  readonly filed_at: string
  readonly data: Readonly<Record<string, unknown>>
}

/** Words of matters filed before a place in the list, newest first. Runs in the caller's transaction under the system scope. */
export function textRows(trx: Db, district: string, before: { at: string; id: string } | undefined, limit: number): Promise<TextRow[]> {
  let rows = trx
    .selectFrom('case_record as c')
    .select(['c.id', 'c.procedure', 'c.filed_at'])
    .select(sql<Readonly<Record<string, unknown>>>`c.state->'data'`.as('data'))
    .where('c.district', '=', district)
    .orderBy('c.filed_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
  if (before) rows = rows.where(sql<boolean>`(c.filed_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return rows.execute()
}

/** How many matters there are, counted no further than `most`. */
export function countMatters(db: Db, district: string, most: number): Promise<number> {
  return scoped(db, 'system', async trx => {
    const { rows } = await sql<{
      n: number
    }>`select count(*) as n from (select from case_search where district = ${district} limit ${most}) counted`.execute(trx)
    return rows[0]?.n ?? 0
  })
}
