import type { CaseState } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { OutboxBody } from '../cases/commit.ts'
import type { EventContent } from '../cases/tables.ts'
import type { About, Said } from './tells.ts'

export interface OutboxRow {
  readonly id: number
  readonly case_id: string
  readonly seq: number
  readonly at: string
  readonly body: OutboxBody
}

/** Takes the oldest rows for this transaction; other workers skip them. They are gone when it commits, there again when it does not. */
export async function takeOutbox(trx: Db, district: string, limit: number): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    delete from outbox where district = ${district} and id in (
      select id from outbox where district = ${district} order by id limit ${limit} for update skip locked)
    returning id, case_id, seq, at, body`.execute(trx)
  return rows.toSorted((a, b) => a.id - b.id)
}

/** The cases that are told of, as they stand now. */
export async function readAbout(trx: Db, district: string, ids: readonly string[]): Promise<ReadonlyMap<string, About>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; state: CaseState; residents: string[] }>`
    select c.id, c.state, array(select r.resident from case_reporter r where r.district = c.district and r.case_id = c.id order by 1) as residents
    from case_record c where c.district = ${district} and c.id = any(${[...ids]}::uuid[])`.execute(trx)
  return new Map(rows.map(({ id, state, residents }) => [id, { matter: state, residents }]))
}

/** What the events said, by `case/seq`; an erased one is left out. */
export async function readSaid(
  trx: Db,
  district: string,
  events: readonly { readonly case_id: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Said>> {
  if (events.length === 0) return new Map()
  const { rows } = await sql<{ case_id: string; seq: number; to_step: string | null; content: EventContent | null }>`
    select e.case_id, e.seq, e.to_step, e.content
    from unnest(${events.map(one => one.case_id)}::uuid[], ${events.map(one => one.seq)}::int[]) as asked (case_id, seq)
    join event e on e.district = ${district} and e.case_id = asked.case_id and e.seq = asked.seq`.execute(trx)
  return new Map(
    rows.flatMap(({ case_id, seq, to_step, content }) =>
      content ? [[`${case_id}/${seq}`, { to: to_step, owner: content.birth?.owner, effects: content.effects }] as const] : [],
    ),
  )
}

export interface TallyLine {
  readonly procedure: string
  readonly measure: string
  readonly unit: string
  readonly place: string
  readonly day: string
  readonly bucket: number
  readonly n: number
}

/** Adds to the statistics. Lines are sorted, so that two workers never wait for each other in a circle. */
export async function addTallies(trx: Db, district: string, lines: readonly TallyLine[]): Promise<void> {
  if (lines.length === 0) return
  const sorted = lines.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await sql`
    insert into tally (district, procedure, measure, unit, place, day, bucket, n)
    select ${district}, t.procedure, t.measure, t.unit, t.place, t.day, t.bucket, t.n
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as t(procedure text, measure text, unit text, place text, day date, bucket int, n bigint)
    on conflict (district, procedure, measure, day, unit, place, bucket) do update set n = tally.n + excluded.n`.execute(trx)
  await sql`
    insert into tally_month (district, procedure, measure, unit, place, month, bucket, n)
    select ${district}, t.procedure, t.measure, t.unit, t.place, date_trunc('month', t.day)::date as month, t.bucket, sum(t.n)
    from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as t(procedure text, measure text, unit text, place text, day date, bucket int, n bigint)
    group by t.procedure, t.measure, t.unit, t.place, month, t.bucket
    order by t.procedure, t.measure, month, t.unit, t.place, t.bucket
    on conflict (district, procedure, measure, month, unit, place, bucket) do update set n = tally_month.n + excluded.n`.execute(trx)
}

export const keyOf = ({ procedure, measure, day, unit, place, bucket }: Omit<TallyLine, 'n'>): string =>
  [procedure, measure, day, unit, place, bucket].join(' ')

/** Tells every web process what changed, when the transaction commits. PostgreSQL drops a payload over 8000 bytes, so it is cut into several. */
export async function announce(trx: Db, lines: readonly string[]): Promise<void> {
  for (let from = 0; from < lines.length; from += 60)
    await sql`select pg_notify('fengqiao', ${lines.slice(from, from + 60).join('\n')})`.execute(trx)
}
