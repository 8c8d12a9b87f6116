import type { CaseEvent, CaseState } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import { type Scope, scoped } from './store.ts'
import type { EventTable } from './tables.ts'
import type { Selectable } from 'kysely'

/** Owns: reading one case whole: snapshot, journal, names of linked cases. */
export interface CasePage {
  readonly matter: CaseState
  readonly events: readonly CaseEvent[]
  readonly linked: ReadonlyMap<string, { number: string; title: string }>
}

export function readPage(db: Db, scope: Scope, district: string, id: string): Promise<CasePage | undefined> {
  return scoped(db, scope, async trx => {
    const row = await trx.selectFrom('case_record').select('state').where('district', '=', district).where('id', '=', id).executeTakeFirst()
    if (!row) return undefined
    const events = await trx
      .selectFrom('event')
      .selectAll()
      .where('district', '=', district)
      .where('case_id', '=', id)
      .orderBy('seq')
      .execute()
    const ids = row.state.links.map(link => link.case)
    const linked =
      ids.length > 0
        ? await trx
            .selectFrom('case_record')
            .select(['id', 'number', 'title'])
            .where('district', '=', district)
            .where('id', 'in', ids)
            .execute()
        : []
    return { matter: row.state, events: events.map(eventOf), linked: new Map(linked.map(one => [one.id, one])) }
  })
}

/** The event as the kernel wrote it; an erased one comes back with empty content. */
export function eventOf(row: Selectable<EventTable>): CaseEvent {
  const { content } = row
  return {
    case: row.case_id,
    district: row.district,
    seq: row.seq,
    type: row.type,
    ...(row.action ? { action: row.action } : {}),
    at: row.at,
    actor: content?.actor ?? { kind: 'system', name: 'erased' },
    ...(content?.birth ? { birth: content.birth } : {}),
    ...(row.from_step ? { from: row.from_step } : {}),
    ...(row.to_step ? { to: row.to_step } : {}),
    ...(content?.closes === undefined ? {} : { closes: content.closes }),
    ...(content?.version === undefined ? {} : { version: content.version }),
    input: content?.input ?? {},
    effects: content?.effects ?? [],
  }
}

/** Ids of the cases a resident brought, newest first. */
export function casesOfResident(
  db: Db,
  district: string,
  resident: string,
  after: { at: string; id: string } | undefined,
  limit: number,
): Promise<{ state: CaseState; filed_at: string; case_id: string }[]> {
  return scoped(db, `resident:${resident}`, async trx => {
    let rows = trx
      .selectFrom('case_reporter as r')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'r.district').onRef('c.id', '=', 'r.case_id'))
      .select(['c.state', 'r.filed_at', 'r.case_id'])
      .where('r.district', '=', district)
      .where('r.resident', '=', resident)
      .orderBy('r.filed_at', 'desc')
      .orderBy('r.case_id', 'desc')
      .limit(limit)
    if (after) rows = rows.where(sql<boolean>`(r.filed_at, r.case_id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
    return rows.execute()
  })
}

/** Adds a case to a resident who proved its query code; false when it was theirs already. */
export async function addReporter(db: Db, district: string, caseId: string, resident: string, at: string): Promise<boolean> {
  const result = await db
    .insertInto('case_reporter')
    .values({ district, case_id: caseId, resident, filed_at: at })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}
