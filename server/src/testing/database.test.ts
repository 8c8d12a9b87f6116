import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './index.ts'

let one: TestDatabase
let other: TestDatabase
beforeAll(async () => {
  ;[one, other] = await Promise.all([testDatabase(), testDatabase()])
})
afterAll(() => Promise.all([one.end(), other.end()]))

test('each call gets a migrated database of its own', async () => {
  await one.db
    .insertInto('reply')
    .values({ district: '330681', actor: 'a', key: 'k', fingerprint: 'f', status: 200, body: '{"a":1}' })
    .execute()
  expect(await one.db.selectFrom('reply').select(['key', 'body']).execute()).toEqual([{ key: 'k', body: { a: 1 } }])
  expect(await other.db.selectFrom('reply').select('key').execute()).toEqual([])
})

test('a connection left open fails the end, and the database is gone all the same', async () => {
  const database = await testDatabase()
  const forgotten = new pg.Client({ connectionString: database.url })
  forgotten.on('error', () => undefined)
  await forgotten.connect()
  await forgotten.query('select 42')
  await expect(database.end()).rejects.toThrow(/1 connection\(s\).*select 42/)
  const late = new pg.Client({ connectionString: database.url })
  await expect(late.connect()).rejects.toThrow(/does not exist/)
  await forgotten.end().catch(() => undefined)
})

test('ending twice is harmless', async () => {
  const database = await testDatabase()
  await database.end()
  await expect(database.end()).resolves.toBeUndefined()
})
