import { afterAll, beforeAll, expect, test } from 'vitest'
import { workDeadlines } from '../deadlines/worker.ts'
import { silentLog } from '../log/log.ts'
import { type OutboxServices, workOutbox } from '../outbox/worker.ts'
import { type TestHouse, testHouse } from '../testing/house.ts'
import { drain, place } from '../testing/matters.ts'
import { scoped } from './store.ts'

/** Several workers at once, and workers that die half-way: each thing happens, and happens once. */
let city: TestHouse
let outbox: OutboxServices
beforeAll(async () => {
  city = await testHouse()
  const { reference, cases, deployment } = city.house
  outbox = {
    db: city.database.db,
    district: deployment.district,
    reference,
    procedures: cases.services.procedures,
    now: () => city.clock.now,
    log: silentLog,
  }
})
afterAll(() => city.close())

const four = <T>(work: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 4 }, work))
async function untilQuiet(turn: () => Promise<number>): Promise<number> {
  let sum = 0
  for (let more = 1; more > 0; sum += more) more = await turn()
  return sum
}
const file = async (count: number): Promise<string[]> => {
  const resident = await city.resident('19900005001')
  const ids: string[] = []
  for (let n = 0; n < count; n++) ids.push((await resident.ask('POST', '/api/cases', { procedure: 'appeal', place, input: drain })).body.id)
  return ids
}
const events = (type: string) =>
  scoped(city.database.db, 'system', trx =>
    trx.selectFrom('event').select(['case_id', 'seq', 'content']).where('type', '=', type).execute(),
  )
const count = async (table: 'outbox' | 'notice'): Promise<number> =>
  Number(
    (
      await city.database.db
        .selectFrom(table)
        .select(eb => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const clean = async () => expect(await city.fsck()).toMatchObject({ breaches: [], warnings: [], unsaid: 0 })

test('four deadline workers fire each miss exactly once', async () => {
  city.at('2026-03-02 09:10')
  const ids = await file(30)
  city.at('2026-03-02 11:10')
  const fired = await four(() => untilQuiet(() => workDeadlines(city.house.cases, silentLog, city.clock.now, 20)))
  const missed = await events('deadline.missed')
  expect(missed.map(one => one.case_id).toSorted()).toEqual(ids.toSorted())
  expect(fired.reduce((a, b) => a + b, 0)).toBe(30)
  expect(await city.database.db.selectFrom('assignment').select('case_id').where('kind', '=', 'escalation').execute()).toHaveLength(30)
})

test('four outbox workers enqueue each notice once, and the statistics equal the events', async () => {
  const before = await count('outbox')
  expect(before).toBe(60)
  const taken = await four(() => untilQuiet(() => workOutbox(outbox, 7)))
  expect(taken.reduce((a, b) => a + b, 0)).toBe(before)
  expect(await count('outbox')).toBe(0)
  // Filing: in-app, SMS and push to one resident. The miss: in-app and push to each duty commander of the centre.
  const commanders = city.house.reference.organisation.holders('wanghai-centre', 'dutyCommander').length
  expect(await count('notice')).toBe(30 * 3 + 30 * 2 * commanders)
  await clean()
})

test('four senders send each message once', async () => {
  const { sendDueNotices } = await import('../notices/send.ts')
  const reports = await four(() => sendDueNotices(city.house.post, city.clock.now.toISOString(), 50))
  expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(30)
  const said = await city.database.db.selectFrom('local_message').select('dedupe_key').where('body', 'like', '%已收到%').execute()
  expect(new Set(said.map(one => one.dedupe_key)).size).toBe(30)
})

test('an outbox worker that dies inside its transaction leaves everything to the next', async () => {
  await file(10)
  const [notices, rows] = [await count('notice'), await count('outbox')]
  const dying = {
    ...outbox,
    now: (): Date => {
      throw new Error('killed here')
    },
  }
  await expect(workOutbox(dying)).rejects.toThrow('killed here')
  expect([await count('notice'), await count('outbox')]).toEqual([notices, rows])
  // Killed from outside, when the notices are written and the statistics wait for a lock.
  const killed = await killedAt('tally', () => workOutbox(outbox))
  expect(killed).toBe(true)
  expect([await count('notice'), await count('outbox')]).toEqual([notices, rows])
  await four(() => untilQuiet(() => workOutbox(outbox, 3)))
  expect([await count('notice'), await count('outbox')]).toEqual([notices + 30, 0])
  await clean()
})

test('a deadline worker that dies before its commit fires again, once, without waiting', async () => {
  const missed = (await events('deadline.missed')).length
  city.at('2026-03-02 13:30')
  const before = await events('deadline.missed')
  expect(before).toHaveLength(missed)
  city.at('2026-03-02 16:00')
  await killedAt('outbox', () => workDeadlines(city.house.cases, silentLog, city.clock.now))
  await four(() => untilQuiet(() => workDeadlines(city.house.cases, silentLog, city.clock.now)))
  const after = await events('deadline.missed')
  expect(after).toHaveLength(missed + 10)
  expect(new Set(after.map(one => one.case_id)).size).toBe(after.length)
  await untilQuiet(() => workOutbox(outbox))
  await clean()
})

/** Holds a table so that the work stops in the middle of its transaction, then kills its connection. */
async function killedAt(table: string, work: () => Promise<unknown>): Promise<boolean> {
  const holder = await city.database.pool.connect()
  try {
    await holder.query(`begin; lock table ${table} in exclusive mode`)
    const working = work().then(
      () => false,
      () => true,
    )
    for (let tries = 0; tries < 200; tries++) {
      const { rowCount } = await holder.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (rowCount) break
      await new Promise(resolve => setTimeout(resolve, 10))
    }
    // Whoever was queued behind the dead goes on once the table is free.
    await holder.query('rollback')
    return await working
  } finally {
    holder.release()
  }
}
