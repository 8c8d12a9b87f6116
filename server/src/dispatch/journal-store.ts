import type { CaseState } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

/** Owns: following the journal by position. Every call runs inside the caller's transaction under the system scope. */

/** How far back a deployment that begins to follow looks, in events. */
const lookBack = 50_000

/** The position followed to, locked; undefined while another worker follows. The first call begins a little before the end. */
export async function lockCursor(trx: Db, district: string): Promise<number | undefined> {
  await sql`
    insert into triage_cursor (district, position)
    select ${district}, coalesce((select position from event where district = ${district} order by position desc offset ${lookBack} limit 1),
                                 (select min(position) - 1 from event where district = ${district}), 0)
    where not exists (select from triage_cursor where district = ${district})
    on conflict do nothing`.execute(trx)
  const { rows } = await sql<{
    position: number
  }>`select position from triage_cursor where district = ${district} for update skip locked`.execute(trx)
  return rows[0]?.position
}

export async function moveCursor(trx: Db, district: string, position: number): Promise<void> {
  await sql`update triage_cursor set position = ${position} where district = ${district}`.execute(trx)
}

export async function positionsAfter(trx: Db, district: string, after: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{
    position: number
  }>`select position from event where district = ${district} and position > ${after} order by position limit ${limit}`.execute(trx)
  return rows.map(row => row.position)
}

export interface FollowedEvent {
  readonly case_id: string
  readonly seq: number
  readonly action: string
  readonly at: string
  readonly actor_kind: string
  readonly account: string | null
  readonly input: Readonly<Record<string, unknown>> | null
  readonly procedure: string
  readonly version: number
  readonly state: CaseState
}

/** Events of the given actions between two positions, with the case as it stands now. */
export async function eventsBetween(
  trx: Db,
  district: string,
  after: number,
  until: number,
  actions: readonly string[],
): Promise<FollowedEvent[]> {
  const { rows } = await sql<FollowedEvent>`
    select e.case_id, e.seq, e.action, e.at, e.actor_kind, e.account, e.content->'input' as input, c.procedure, c.version, c.state
    from event e join case_record c on c.district = e.district and c.id = e.case_id
    where e.district = ${district} and e.position > ${after} and e.position <= ${until} and e.action = any(${[...actions]})
    order by e.position`.execute(trx)
  return rows
}

/** What an earlier event of the case put into a field, the latest first. */
export async function inputBefore(trx: Db, district: string, caseId: string, seq: number, field: string): Promise<string | undefined> {
  const { rows } = await sql<{ value: string }>`
    select content->'input'->>${field} as value from event
    where district = ${district} and case_id = ${caseId} and seq < ${seq} and content->'input'->>${field} is not null
    order by seq desc limit 1`.execute(trx)
  return rows[0]?.value
}

export interface Correction {
  readonly case_id: string
  readonly seq: number
  readonly at: string
  readonly kind: 'subject' | 'unit'
  readonly suggested: string
  readonly chosen: string
  readonly label: string | null
  readonly model: string
  readonly account: string | null
}

export async function putCorrections(trx: Db, district: string, rows: readonly Correction[]): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('triage_correction')
    .values(rows.map(row => ({ district, ...row })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

export interface Fate {
  readonly day: string
  readonly automatic: number
  readonly byHand: number
  readonly objected: number
}

export async function addFates(trx: Db, district: string, fates: readonly Fate[]): Promise<void> {
  for (const { day, automatic, byHand, objected } of fates)
    await sql`
      insert into triage_fate (district, day, automatic, by_hand, objected) values (${district}, ${day}, ${automatic}, ${byHand}, ${objected})
      on conflict (district, day) do update set automatic = triage_fate.automatic + excluded.automatic, by_hand = triage_fate.by_hand + excluded.by_hand,
        objected = triage_fate.objected + excluded.objected`.execute(trx)
}

export async function fatesSince(db: Db, district: string, day: string): Promise<Omit<Fate, 'day'>> {
  const { rows } = await sql<Omit<Fate, 'day'>>`
    select coalesce(sum(automatic), 0)::int as automatic, coalesce(sum(by_hand), 0)::int as "byHand", coalesce(sum(objected), 0)::int as objected
    from triage_fate where district = ${district} and day >= ${day}`.execute(db)
  return rows[0] ?? { automatic: 0, byHand: 0, objected: 0 }
}
