import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.end())

const read = async (expression: string) => (await database.pool.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]?.value

test.each([
  ['9007199254740991::int8', 9_007_199_254_740_991],
  ['1.25::numeric', 1.25],
  [`'2026-03-02 09:00:00+08'::timestamptz`, '2026-03-02T01:00:00.000Z'],
  [`'2026-03-02 09:00:00.5+08'::timestamptz`, '2026-03-02T01:00:00.500Z'],
  [`'2026-03-02 09:00:00.123456+08'::timestamptz`, '2026-03-02T01:00:00.123456Z'],
  [`'infinity'::timestamptz`, 'infinity'],
  [`'2026-03-02'::date`, '2026-03-02'],
  ['array[1, null, 3]::int8[]', [1, null, 3]],
  [`array['2026-03-02 09:00+08']::timestamptz[]`, ['2026-03-02T01:00:00.000Z']],
  [`array['2026-03-02']::date[]`, ['2026-03-02']],
  ['array[1.5]::numeric[]', [1.5]],
  [`'{"a": [1]}'::jsonb`, { a: [1] }],
])('%s is read as %j', async (expression, value) => {
  expect(await read(String(expression))).toEqual(value)
})

test('a time read is a time written, to the microsecond', async () => {
  const at = '2026-03-02T01:00:00.123456Z'
  expect((await database.pool.query('select $1::timestamptz as at', [at])).rows).toEqual([{ at }])
})

test('an int8 that a number cannot hold throws instead of losing digits', async () => {
  await expect(read('9007199254740993::int8')).rejects.toThrow('int8 9007199254740993 does not fit a number')
})

test('Kysely reads through the same parsers', async () => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from generate_series(1, 3)`.execute(database.db)
  expect(rows).toEqual([{ n: 3 }])
})

test('a Chinese name has trigrams', async () => {
  expect(await read(`cardinality(show_trgm('枫桥派出所'))`)).toBe(6)
})
