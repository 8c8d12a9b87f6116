import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { connect } from './connect.ts'
import { hashOf, MigrationProblem, migrate, readMigrations } from './migrate.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.end())

const write = (file: string, sql: string) => writeFileSync(join(folder, file), sql)

beforeEach(async () => {
  await database.pool.query('drop schema public cascade; create schema public')
  folder = mkdtempSync(join(tmpdir(), 'migrations-'))
  write('0001_first.sql', 'create table first (id int primary key);')
  write('0002_second.sql', 'create table second (id int primary key);\ninsert into second values (1);')
  return () => rmSync(folder, { recursive: true })
})

test('applies what is missing, in order, once', async () => {
  expect(await migrate(database.pool, folder)).toEqual(['0001_first.sql', '0002_second.sql'])
  expect(await migrate(database.pool, folder)).toEqual([])
  write('0003_third.sql', 'alter table second add column name text;')
  expect(await migrate(database.pool, folder)).toEqual(['0003_third.sql'])
  expect((await database.pool.query('select * from second')).rows).toEqual([{ id: 1, name: null }])
})

test('processes that start together apply each migration once', async () => {
  const others = [1, 2, 3].map(() => connect(database.url, { max: 1 }))
  try {
    const applied = await Promise.all(others.map(({ pool }) => migrate(pool, folder)))
    expect(applied.flat()).toEqual(['0001_first.sql', '0002_second.sql'])
  } finally {
    await Promise.all(others.map(other => other.end()))
  }
})

test('a migration that fails names its file and line, and leaves nothing of itself', async () => {
  write('0003_third.sql', 'create table third (id int);\n\nselect broken from first;')
  await expect(migrate(database.pool, folder)).rejects.toThrow(
    '0003_third.sql line 3: column "broken" does not exist; nothing of it was applied',
  )
  expect((await database.pool.query(`select to_regclass('third') as third, to_regclass('second')::text as second`)).rows).toEqual([
    { third: null, second: 'second' },
  ])
  write('0003_third.sql', 'create table third (id int);')
  expect(await migrate(database.pool, folder)).toEqual(['0003_third.sql'])
})

test.each([
  [
    'edited',
    () => write('0001_first.sql', 'create table first (id bigint primary key);'),
    /^0001_first\.sql was edited after it had been applied/,
  ],
  ['removed', () => rmSync(join(folder, '0001_first.sql')), /^0001_first\.sql was applied to this database but is gone/],
  [
    'newer than the code',
    () => rmSync(join(folder, '0002_second.sql')),
    /^the database is newer than this program: it has 0002_second\.sql, the program ends at 1/,
  ],
])('refuses an applied migration that is %s', async (_, change, sentence) => {
  await migrate(database.pool, folder)
  change()
  const problem = await migrate(database.pool, folder).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(MigrationProblem)
  expect(String((problem as Error).message)).toMatch(sentence)
})

test('refuses a renamed one, a late one, a number used twice and a strange name', async () => {
  await migrate(database.pool, folder)
  rmSync(join(folder, '0001_first.sql'))
  write('0001_erste.sql', 'create table first (id int primary key);')
  await expect(migrate(database.pool, folder)).rejects.toThrow('0001_erste.sql was applied to this database under the name 0001_first.sql')
  write('0001_first.sql', '')
  await expect(readMigrations(folder)).rejects.toThrow('0001_first.sql and 0001_erste.sql have the same number')
  rmSync(join(folder, '0001_erste.sql'))
  write('third.sql', '')
  await expect(readMigrations(folder)).rejects.toThrow('third.sql: a migration is named')
})

test('a migration may not come before an applied one', async () => {
  rmSync(join(folder, '0001_first.sql'))
  await migrate(database.pool, folder)
  write('0001_first.sql', 'create table first (id int primary key);')
  await expect(migrate(database.pool, folder)).rejects.toThrow('0001_first.sql comes before migration 2, which is already applied')
})

test('line endings do not count as an edit, a changed word changes the hash', async () => {
  const before = hashOf(await readMigrations(folder))
  write('0002_second.sql', 'create table second (id int primary key);\r\ninsert into second values (1);')
  expect(hashOf(await readMigrations(folder))).toBe(before)
  write('0002_second.sql', 'create table second (id int primary key);\ninsert into second values (2);')
  expect(hashOf(await readMigrations(folder))).not.toBe(before)
})

test('the house’s own migrations have no gap in meaning: they apply to an empty database', async () => {
  const own = await readMigrations()
  expect(await migrate(database.pool)).toEqual(own.map(({ file }) => file))
})
