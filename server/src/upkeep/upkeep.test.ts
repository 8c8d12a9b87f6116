import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { localBlobs } from '../files/local-blobs.ts'
import { silentLog } from '../log/log.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { ifNobodyElse, sweepReplies } from './store.ts'
import { doUpkeep, runUpkeep } from './upkeep.ts'

let database: TestDatabase
const folder = mkdtempSync(join(tmpdir(), 'upkeep-'))
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.end()
})

const now = new Date('2026-03-10T00:00:00Z')
const hoursAgo = (hours: number): string => new Date(now.getTime() - hours * 3_600_000).toISOString()
const reply = (at: string) =>
  sql`
  insert into reply (district, actor, key, fingerprint, status, at) values ('x', 'a', ${randomUUID()}, 'f', 200, ${at}::timestamptz)`.execute(
    database.db,
  )
const replies = async (): Promise<number> => (await database.db.selectFrom('reply').select('key').execute()).length
const services = async () => ({ db: database.db, district: 'x', blobs: await localBlobs(folder), now: () => now, log: silentLog })

test('answers leave after two days, messages of the demo after a month, the younger ones stay', async () => {
  for (const hours of [1, 47, 49, 500]) await reply(hoursAgo(hours))
  for (const hours of [24, 24 * 31])
    await sql`insert into local_message (district, id, channel, address, subject, body, dedupe_key, at)
      values ('x', ${randomUUID()}, 'sms', '1', '', 'b', ${randomUUID()}, ${hoursAgo(hours)}::timestamptz)`.execute(database.db)
  expect(await doUpkeep(await services())).toBe(true)
  expect(await replies()).toBe(2)
  expect(await database.db.selectFrom('local_message').select('id').execute()).toHaveLength(1)
})

test('many answers leave in parts', async () => {
  for (let n = 0; n < 7; n++) await reply(hoursAgo(100))
  expect(await sweepReplies(database.db, hoursAgo(48), 3)).toBe(7)
})

test('while one process is at it, another leaves it alone', async () => {
  const inside = await ifNobodyElse(database.db, async () => {
    expect(await doUpkeep(await services())).toBe(false)
  })
  expect(inside).toBe(true)
})

test('the loop does its first round soon after the start and stops when told', async () => {
  await reply(hoursAgo(100))
  const loop = runUpkeep(await services(), 0)
  while ((await replies()) > 2) await new Promise(resolve => setTimeout(resolve, 20))
  await loop.stop()
})
