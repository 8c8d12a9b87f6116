import { type Selectable, sql } from 'kysely'
import type { AccessRow, SecurityRow } from '../access-log/store.ts'
import type { CaseTables, EventTable } from '../cases/tables.ts'
import type { Db } from '../database/connect.ts'
import type { OutboxRow, TallyLine } from '../outbox/store.ts'

/** Owns: reading everything once, in order, in pieces that fit into memory. Nothing here writes. */
export interface CaseRows {
  readonly record: Selectable<CaseTables['case_record']>
  readonly events: readonly Selectable<EventTable>[]
  readonly assignments: readonly Selectable<CaseTables['assignment']>[]
  readonly deadlines: readonly Selectable<CaseTables['deadline']>[]
  readonly marks: readonly Selectable<CaseTables['case_mark']>[]
  readonly reporters: readonly string[]
  readonly searchable: boolean
}

export interface Batch {
  readonly cases: readonly CaseRows[]
  /** Rows of the other tables whose case does not exist: `assignment 0192…`. */
  readonly strays: readonly string[]
  /** Id after which the next batch begins; undefined at the end. */
  readonly next: string | undefined
}

export const firstId = '00000000-0000-0000-0000-000000000000'
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** One moment of the whole database, seen by the system, unable to write. Ends with the work. */
export function inOneMoment<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async trx => {
      await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
      return work(trx)
    })
}

export async function countCases(db: Db, district: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from case_record where district = ${district}`.execute(db)
  return rows[0]?.n ?? 0
}

/** The next cases by id with every row about them, and the rows between them that belong to no case. */
export async function readBatch(db: Db, district: string, after: string, size: number): Promise<Batch> {
  const records = await db
    .selectFrom('case_record')
    .selectAll()
    .where('district', '=', district)
    .where('id', '>', after)
    .orderBy('id')
    .limit(size)
    .execute()
  const next = records.length === size ? records.at(-1)?.id : undefined
  const until = next ?? lastId
  const between = <T extends 'event' | 'assignment' | 'deadline' | 'case_mark'>(table: T) =>
    sql<
      Selectable<CaseTables[T]>
    >`select * from ${sql.table(table)} where district = ${district} and case_id > ${after}::uuid and case_id <= ${until}::uuid`.execute(db)
  const ids = (table: 'case_search' | 'case_reporter', column: string) =>
    sql<{
      case_id: string
      resident: string
    }>`select case_id, ${sql.raw(column)} as resident from ${sql.table(table)} where district = ${district} and case_id > ${after}::uuid and case_id <= ${until}::uuid`.execute(
      db,
    )
  const events = Map.groupBy((await between('event')).rows, row => row.case_id)
  const assignments = Map.groupBy((await between('assignment')).rows, row => row.case_id)
  const deadlines = Map.groupBy((await between('deadline')).rows, row => row.case_id)
  const marks = Map.groupBy((await between('case_mark')).rows, row => row.case_id)
  const reporters = Map.groupBy((await ids('case_reporter', 'resident')).rows, row => row.case_id)
  const searched = new Set((await ids('case_search', `''`)).rows.map(row => row.case_id))
  const cases = records.map(record => ({
    record,
    events: (events.get(record.id) ?? []).toSorted((a, b) => a.seq - b.seq),
    assignments: assignments.get(record.id) ?? [],
    deadlines: deadlines.get(record.id) ?? [],
    marks: marks.get(record.id) ?? [],
    reporters: (reporters.get(record.id) ?? []).map(row => row.resident),
    searchable: searched.has(record.id),
  }))
  const known = new Set(records.map(({ id }) => id))
  const tables = { event: events, assignment: assignments, deadline: deadlines, case_mark: marks, case_reporter: reporters }
  const strays = Object.entries(tables).flatMap(([table, rows]) =>
    [...rows.keys()].filter(id => !known.has(id)).map(id => `${table} ${id}`),
  )
  return { cases, strays: [...strays, ...[...searched].filter(id => !known.has(id)).map(id => `case_search ${id}`)], next }
}

/** Every row of the statistics, in pages. */
export async function* readTallies(db: Db, district: string): AsyncIterable<readonly TallyLine[]> {
  let after: TallyLine | undefined
  for (;;) {
    const { rows } = await sql<TallyLine>`
      select procedure, measure, day, unit, place, bucket, n from tally
      where district = ${district} ${after ? sql`and (procedure, measure, day, unit, place, bucket) > (${after.procedure}, ${after.measure}, ${after.day}::date, ${after.unit}, ${after.place}, ${after.bucket}::int)` : sql``}
      order by procedure, measure, day, unit, place, bucket limit 20000`.execute(db)
    if (rows.length > 0) yield rows
    after = rows.length === 20_000 ? rows.at(-1) : undefined
    if (!after) return
  }
}

/** What is not counted yet, in pages. */
export async function* readOutbox(db: Db, district: string): AsyncIterable<readonly OutboxRow[]> {
  let after = 0
  for (;;) {
    const { rows } =
      await sql<OutboxRow>`select id, case_id, seq, at, body from outbox where district = ${district} and id > ${after} order by id limit 5000`.execute(
        db,
      )
    if (rows.length > 0) yield rows
    if (rows.length < 5000) return
    after = rows.at(-1)?.id ?? 0
  }
}

/** Answers given for an action whose event is not in the journal. A key's answer has the case's id and the revision it led to. */
export async function repliesWithoutEvent(
  db: Db,
  district: string,
): Promise<{ actor: string; key: string; id: string; revision: number }[]> {
  const { rows } = await sql<{ actor: string; key: string; id: string; revision: number }>`
    select r.actor, r.key, r.id, r.revision from (${outcomes(district)}) r
    where not exists (select 1 from event e where e.district = ${district} and e.case_id = r.id and e.seq = r.revision)
    order by r.id limit 1000`.execute(db)
  return rows
}

/** Events that two keys were answered with: one of the two was never done, or done twice. */
export async function repliesTwice(db: Db, district: string): Promise<{ id: string; revision: number; keys: number }[]> {
  const { rows } = await sql<{ id: string; revision: number; keys: number }>`
    select r.id, r.revision, count(*) as keys from (${outcomes(district)}) r group by r.id, r.revision having count(*) > 1 order by r.id limit 1000`.execute(
    db,
  )
  return rows
}

const outcomes = (district: string) => sql`
  select actor, key, case when body->>'id' ~ '^[0-9a-f]{8}-[0-9a-f-]{27}$' then (body->>'id')::uuid end as id,
    case when body->>'revision' ~ '^[0-9]{1,9}$' then (body->>'revision')::int end as revision
  from reply where district = ${district} and status < 300 and body ? 'revision' and body ? 'event' and body ? 'number'`

/** Rows of the access log by id, in pages. */
export async function* readAccess(db: Db, district: string): AsyncIterable<readonly AccessRow[]> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('access_log')
      .selectAll()
      .where('district', '=', district)
      .where('id', '>', after)
      .orderBy('id')
      .limit(5000)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < 5000) return
    after = rows.at(-1)?.id ?? ''
  }
}

export async function* readSecurity(db: Db, district: string): AsyncIterable<readonly SecurityRow[]> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('security_log')
      .select(['id', 'at', 'actor', 'act', 'subject', 'detail', 'request', 'mac'])
      .where('district', '=', district)
      .where('id', '>', after)
      .orderBy('id')
      .limit(5000)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < 5000) return
    after = rows.at(-1)?.id ?? ''
  }
}

export async function oldOutbox(db: Db, district: string, before: string): Promise<{ n: number; oldest: string | null }> {
  const { rows } = await sql<{
    n: number
    oldest: string | null
  }>`select count(*) as n, min(at) as oldest from outbox where district = ${district} and at < ${before}::timestamptz`.execute(db)
  return rows[0] ?? { n: 0, oldest: null }
}

export interface StoredFile {
  readonly hash: string
  readonly thumbnail: string | null
  readonly original: string | null
}

export async function* readFiles(db: Db, district: string): AsyncIterable<readonly StoredFile[]> {
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('file')
      .select(['hash', 'thumbnail', 'original'])
      .where('district', '=', district)
      .where('hash', '>', after)
      .orderBy('hash')
      .limit(1000)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < 1000) return
    after = rows.at(-1)?.hash ?? ''
  }
}

/** Uses of files by a case that does not exist. */
export async function usesWithoutCase(db: Db, district: string): Promise<{ id: string; hash: string; case_id: string }[]> {
  const { rows } = await sql<{ id: string; hash: string; case_id: string }>`
    select u.id, u.hash, u.case_id from file_use u
    where u.district = ${district} and u.case_id is not null and not exists (
      select 1 from case_record c where c.district = u.district and c.id::text = u.case_id)
    order by u.id limit 1000`.execute(db)
  return rows
}

/** Months that are not the sum of their days. */
export async function unequalMonths(db: Db, district: string): Promise<{ key: string; days: number; month: number }[]> {
  const { rows } = await sql<{ key: string; days: number; month: number }>`
    select concat_ws(' ', procedure, measure, month, unit, place, bucket) as key, sum(d)::bigint as days, sum(m)::bigint as month from (
      select procedure, measure, date_trunc('month', day)::date as month, unit, place, bucket, n as d, 0 as m from tally where district = ${district}
      union all
      select procedure, measure, month, unit, place, bucket, 0, n from tally_month where district = ${district}) each
    group by procedure, measure, month, unit, place, bucket having sum(d) <> sum(m) order by 1 limit 1000`.execute(db)
  return rows
}
