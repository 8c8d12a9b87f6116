import pg from 'pg'

/**
 * How PostgreSQL's values look in TypeScript. Decided once, for every query:
 *
 * | PostgreSQL    | TypeScript | |
 * |---------------|------------|---|
 * | `int8`, `numeric` | number | an int8 beyond 2^53 throws instead of losing digits |
 * | `timestamptz` | string | ISO-8601 in UTC, `2026-03-02T01:00:00.000Z`: what JSON, the kernel and Zod already speak. Milliseconds always, microseconds when there are any, so that a cursor read is a cursor written |
 * | `date`        | string | `2026-03-02`, a day without a zone |
 *
 * Arrays of these follow their element. Everything else is as `pg` has it.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

const { INT8, NUMERIC, TIMESTAMPTZ, DATE } = pg.types.builtins
const textArray = (pg.types.getTypeParser as (oid: number, format: 'text') => (value: string) => (string | null)[])(1009, 'text')
const each =
  <T>(parse: (value: string) => T) =>
  (value: string): (T | null)[] =>
    textArray(value).map(item => (item === null ? null : parse(item)))

const asDay = (value: string): string => value

const parsers = new Map<number, (value: string) => unknown>([
  [INT8, wholeNumber],
  [NUMERIC, Number],
  [TIMESTAMPTZ, instant],
  [DATE, asDay],
  [1016, each(wholeNumber)],
  [1231, each(Number)],
  [1185, each(instant)],
  [1182, each(asDay)],
])

function wholeNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`int8 ${value} does not fit a number: select it as text`)
  return number
}

/** `2026-03-02 01:00:00+00` (the session's zone is UTC) → `2026-03-02T01:00:00.000Z`; `infinity` stays what it is. */
function instant(value: string): string {
  const found = /^(\d{4,})-(\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(value)
  if (!found) return value
  const [, year, day, time, fraction = ''] = found
  return `${year}-${day}T${time}.${fraction.padEnd(fraction.length > 3 ? 6 : 3, '0')}Z`
}
