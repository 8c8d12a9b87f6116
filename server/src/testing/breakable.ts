import { randomUUID } from 'node:crypto'
import { procedures } from '@fengqiao/procedures'
import { expect } from 'vitest'
import { logWriter } from '../access-log/record.ts'
import { shippedHolidays } from '../calendars/holidays.ts'
import { type FsckReport, fsck } from '../fsck/fsck.ts'
import { type DistrictWorld, districtWorld, team } from './district.ts'
import { type TestDatabase, testDatabase } from './index.ts'

const viewer = {
  kind: 'staff',
  accountId: 'a-1',
  name: '张敏',
  sessionId: 's',
  postId: 'p-1',
  role: 'handler',
  unit: team,
  place: '440399',
  district: '440399',
  language: 'zh',
} as const

/** A district with a few cases and log rows, made to be damaged by hand and looked over. */
export interface Breakable {
  readonly database: TestDatabase
  readonly world: DistrictWorld
  /** Case that is being handled. */
  readonly open: string
  /** Case that its reporter withdrew. */
  readonly closed: string
  /** Runs a statement as the owner of the tables; it must change something. */
  readonly run: (statement: string) => Promise<void>
  readonly check: (blobs?: { has(hash: string): Promise<boolean> }, progress?: (done: number, total: number) => void) => Promise<FsckReport>
  readonly sentences: (blobs?: { has(hash: string): Promise<boolean> }) => Promise<string[]>
  /** Breaks something by hand, expects to be told, repairs it, and expects silence. */
  readonly breaking: (change: string, repair: string, ...expected: RegExp[]) => Promise<void>
  readonly close: () => Promise<void>
}

export async function breakable(): Promise<Breakable> {
  const database = await testDatabase()
  const world = await districtWorld(database)
  const open = (await world.handled()).id
  const closed = (await world.file({ resident: 'r-1' })).id
  await world.cases.act(
    closed,
    'withdraw',
    { reason: '已自行疏通' },
    { scope: 'system', actor: { kind: 'resident', resident: 'r-1' }, isReporter: true, keys: 'resident:r-1', key: randomUUID() },
  )
  const late = await world.handled()
  await world.does(late.id, 'askResident', 'handler', team, { question: '请问门牌号？' })
  world.at('2026-03-20 09:00')
  await world.work()
  const log = logWriter(world.district, world.keyring, world.now)

  // Row-level security asks the owner for a scope too.
  const run = async (statement: string): Promise<void> => {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      await client.query(`select set_config('fengqiao.scope', 'system', true)`)
      // The journal's own wall lets nobody change an event, not even its owner; who pulls it down can.
      await client.query('alter table event no force row level security')
      const { rowCount } = await client.query(statement)
      await client.query('alter table event force row level security')
      if (!rowCount) throw new Error(`nothing was changed by: ${statement}`)
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
    }
  }

  const check: Breakable['check'] = (blobs, progress) =>
    fsck(
      {
        db: database.db,
        district: world.district,
        procedures,
        holidays: shippedHolidays(),
        org: world.cases.world().org,
        log,
        now: world.now,
        blobs,
      },
      { batch: 2, ...(progress ? { progress } : {}) },
    )

  const sentences = async (blobs?: Parameters<typeof check>[0]): Promise<string[]> =>
    (await check(blobs)).breaches.map(({ sentence }) => sentence)

  const breaking = async (change: string, repair: string, ...expected: RegExp[]): Promise<void> => {
    await run(change)
    const found = await sentences()
    await run(repair)
    for (const sentence of expected)
      expect(
        found.filter(one => sentence.test(one)),
        found.join('\n'),
      ).not.toEqual([])
    expect(await sentences()).toEqual([])
  }

  await log.looks(database.db, viewer, 'q-1', [
    { resident: 'r-1', case: open, fields: ['contactPhone'], masked: false, purpose: 'handleMatter', reason: '回访', grant: 'g-1' },
  ])
  await log.deed(database.db, { actor: 'a-1', act: 'account.created', subject: 'a-2', detail: { b: 1, a: 2 }, request: 'q-2' })
  await run(`insert into unmask_grant (district, id, account, post, resident, case_id, purpose, reason, fields, given_at, until, request_key)
    values ('${world.district}', 'g-1', 'a-1', 'p-1', 'r-1', '${open}', 'handleMatter', '回访', '{contactPhone}', now(), now(), 'k-1')`)
  return {
    database,
    world,
    open,
    closed,
    run,
    check,
    sentences,
    breaking,
    close: async () => {
      await world.close()
      await database.end()
    },
  }
}
