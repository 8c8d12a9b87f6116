import { type RawBuilder, sql } from 'kysely'
import { scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: reading the statistics. Days at the two ends of a period, whole months between them. */
export interface Scope {
  /** Places whose code begins so. */
  readonly place: string
  /** Undefined: every unit. */
  readonly units: readonly string[] | undefined
}

export interface Asked {
  readonly district: string
  readonly procedure: string
  readonly measures: readonly string[]
  /** Measures whose buckets are needed. */
  readonly timed: readonly string[]
  readonly from: string
  readonly to: string
  readonly scope: Scope
  /** Digits of the place codes that the figures are gathered by. */
  readonly placeDigits: 9 | 12
}

/** One sum: of a day (or month), of a unit and bucket, or of a place; the others are null. */
export interface Sum {
  readonly measure: string
  readonly day: string | null
  readonly unit: string | null
  readonly place: string | null
  readonly bucket: number | null
  readonly n: number
}

/** Longer periods are shown by month: nobody reads a thousand days. */
export const mostDays = 92

/** One pass over the rows gives every sum that the page shows. */
export async function readSums(db: Db, asked: Asked): Promise<Sum[]> {
  if (asked.measures.length === 0) return []
  const { rows } = await sql<Sum>`
    select measure, day, unit, place, bucket, sum(n::int) as n from (
      select measure, day, unit, left(place, ${asked.placeDigits}::int) as place, case when measure = any(${[...asked.timed]}::text[]) then bucket else 0 end as bucket, n
      from (${source(asked)}) rows) each
    group by grouping sets ((measure, day), (measure, unit, bucket), (measure, place))`.execute(db)
  return rows
}

function source(asked: Asked): RawBuilder<unknown> {
  const parts = spansOf(asked.from, asked.to)
  const where = sql`district = ${asked.district} and procedure = ${asked.procedure} and measure = any(${[...asked.measures]}::text[])
    ${asked.scope.place === '' ? sql`` : sql`and place like ${`${asked.scope.place}%`}`} ${asked.scope.units ? sql`and unit = any(${[...asked.scope.units]}::text[])` : sql``}`
  const long = parts.months !== undefined
  const days = parts.days.map(
    ([from, to]) =>
      sql`select measure, ${long ? sql`date_trunc('month', day)::date` : sql`day`} as day, unit, place, bucket, n from tally where ${where} and day between ${from}::date and ${to}::date`,
  )
  const months = parts.months
    ? [
        sql`select measure, month as day, unit, place, bucket, n from tally_month where ${where} and month between ${parts.months[0]}::date and ${parts.months[1]}::date`,
      ]
    : []
  return sql.join([...months, ...days], sql` union all `)
}

type Span = readonly [from: string, to: string]

/** A short period in days; a long one as its whole months and the days before and after them. Both ends count. */
export function spansOf(from: string, to: string): { days: Span[]; months?: Span } {
  if ((Date.parse(to) - Date.parse(from)) / 86_400_000 < mostDays) return { days: [[from, to]] }
  const first = from.endsWith('-01') ? from : monthAfter(from)
  const last = monthAfter(to)
  const end = dayBefore(last) === to ? last : `${to.slice(0, 7)}-01`
  const days: Span[] = []
  if (from < first) days.push([from, dayBefore(first)])
  if (end <= to) days.push([end, to])
  return { days, months: [first, monthBefore(end)] }
}

const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
const monthBefore = (first: string): string => `${dayBefore(first).slice(0, 7)}-01`
function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

export interface SubjectCount {
  readonly subject: string
  readonly count: number
}

/** Matters filed in the period by subject, the most first. */
export function countSubjects(
  db: Db,
  { district, procedure, from, to, scope }: Pick<Asked, 'district' | 'procedure' | 'from' | 'to' | 'scope'>,
): Promise<SubjectCount[]> {
  return scoped(db, 'system', async trx => {
    const { rows } = await sql<SubjectCount>`
      select subject, count(*) as count from case_record
      where district = ${district} and procedure = ${procedure} and subject is not null
        and filed_at >= ${`${from}T00:00:00+08:00`}::timestamptz and filed_at < ${`${to}T00:00:00+08:00`}::timestamptz + interval '1 day'
        ${scope.place === '' ? sql`` : sql`and place like ${`${scope.place}%`}`} ${scope.units ? sql`and owner = any(${[...scope.units]}::text[])` : sql``}
      group by subject order by count(*) desc, subject limit 200`.execute(trx)
    return rows
  })
}
