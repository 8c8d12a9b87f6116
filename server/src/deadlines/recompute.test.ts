import { noHolidays, replay } from '@fengqiao/kernel'
import { procedures } from '@fengqiao/procedures'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logWriter } from '../access-log/record.ts'
import { shippedHolidays } from '../calendars/holidays.ts'
import { Cases } from '../cases/cases.ts'
import { eventOf } from '../cases/page-store.ts'
import { readCases, scoped } from '../cases/store.ts'
import { fsck } from '../fsck/fsck.ts'
import { silentLog } from '../log/log.ts'
import { type DistrictWorld, districtWorld, team } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { askForHolidays, workRecompute } from './recompute.ts'
import { askJob, putRule, type RuleRow, readRules, remainders } from './rule-store.ts'

let database: TestDatabase
let world: DistrictWorld
beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
})
afterAll(async () => {
  await world.close()
  await database.end()
})

const row = (value: number, more: Partial<RuleRow> = {}): RuleRow => ({
  district: world.district,
  key: 'appeal.answer.general',
  value,
  unit: 'workingDay',
  calendar: 'workingDay',
  source: '区政府办〔2026〕3号',
  confidence: 'M',
  valid_from: '2026-03-02',
  valid_to: null,
  changed_by: 'admin',
  changed_at: world.now().toISOString(),
  ...more,
})
const stateOf = async (id: string) => (await readCases(database.db, 'system', world.district, [id]))[0]?.matter
const answerOf = async (id: string) => (await stateOf(id))?.clocks.findLast(clock => clock.key === 'answer')
const later = () => new Date(world.now().getTime() + 60_000)
const change = async (value: number, job: string) => {
  await putRule(database.db, row(value))
  await world.rules.load()
  await askJob(database.db, world.district, {
    id: job,
    kind: 'rule',
    key: 'appeal.answer.general',
    source: '区政府办〔2026〕3号',
    requestedBy: 'admin',
    at: world.now().toISOString(),
  })
}
const clean = async () =>
  (
    await fsck({
      db: database.db,
      district: world.district,
      procedures,
      holidays: world.cases.services.holidays(),
      org: world.cases.world().org,
      log: logWriter(world.district, world.keyring, world.now),
      now: world.now,
    })
  ).breaches

test('open clocks follow a changed period; a half stays a half; batches end where they may and nothing happens twice', async () => {
  const plain = await world.handled()
  const halved = await world.handled()
  await world.does(halved.id, 'answer', 'handler', team, { finding: '已查', opinion: '疏通' })
  await world.does(
    halved.id,
    'returnForCorrection',
    'dispatcher',
    world.cases.world().org.receivingCentre((await stateOf(halved.id))?.place ?? ''),
    { qualityNote: '补充依据' },
  )
  const other = await world.handled(team, { grade: 'complex' })
  const before = (await stateOf(other.id))?.revision
  expect((await answerOf(plain.id))?.due).toBe('2026-03-09T10:00:00.000Z')
  expect((await answerOf(halved.id))?.due).toBe('2026-03-05T10:00:00.000Z')

  await change(8, 'rule:one')
  expect(await workRecompute(world.cases, silentLog, world.now(), 1)).toBe(0)
  // One case a batch: the job is taken up where it was left.
  expect(await workRecompute(world.cases, silentLog, later(), 1)).toBe(1)
  await database.db.updateTable('recompute_job').set({ after: '00000000-0000-0000-0000-000000000000' }).execute()
  for (let looked = 1; looked > 0; ) looked = await workRecompute(world.cases, silentLog, later(), 1)

  expect((await answerOf(plain.id))?.due).toBe('2026-03-12T10:00:00.000Z')
  expect((await answerOf(halved.id))?.due).toBe('2026-03-06T10:00:00.000Z')
  expect((await stateOf(other.id))?.revision).toBe(before)
  const [job] = await database.db.selectFrom('recompute_job').selectAll().execute()
  expect(job).toMatchObject({ changed: 2, failed: 0 })
  expect(job?.finished_at).not.toBeNull()
  const events = await scoped(database.db, 'system', trx =>
    trx.selectFrom('event').selectAll().where('case_id', '=', plain.id).orderBy('seq').execute(),
  )
  expect(events.filter(event => event.type === 'deadline.recomputed')).toHaveLength(1)
  expect(replay(events.map(eventOf))).toEqual(await stateOf(plain.id))
  expect(
    (
      await database.db
        .selectFrom('deadline')
        .select('due_at')
        .where('case_id', '=', plain.id)
        .where('id', '=', 'answer#1')
        .executeTakeFirst()
    )?.due_at,
  ).toBe('2026-03-12T10:00:00.000Z')
  await world.work()
  expect(await clean()).toEqual([])
})

test('a shorter period can be missed at once; a longer one takes the escalation back, and the card stays', async () => {
  const { id } = await world.handled()
  await world.does(id, 'contact', 'handler', team, { contactNote: '已联系' })
  world.at('2026-03-06 09:00')
  await change(1, 'rule:two')
  for (let looked = 1; looked > 0; ) looked = await workRecompute(world.cases, silentLog, later())
  expect((await answerOf(id))?.due).toBe('2026-03-03T10:00:00.000Z')
  await world.work()
  expect(await answerOf(id)).toMatchObject({ state: 'late' })
  expect((await stateOf(id))?.assignments.filter(one => one.kind === 'escalation' && !one.to && one.clock === 'answer#1')).toHaveLength(1)
  await change(20, 'rule:three')
  for (let looked = 1; looked > 0; ) looked = await workRecompute(world.cases, silentLog, later())
  expect(await answerOf(id)).toMatchObject({ state: 'running', fired: 0 })
  expect((await stateOf(id))?.assignments.filter(one => one.kind === 'escalation' && !one.to && one.clock === 'answer#1')).toHaveLength(0)
  expect((await stateOf(id))?.cards.filter(card => !card.lifted && card.why === 'answer')).not.toHaveLength(0)
  await world.work()
  expect(await clean()).toEqual([])
})

test('a published year turns provisional due times into final ones, once', async () => {
  let holidays = noHolidays
  const early = new Cases({ ...world.cases.services, holidays: () => holidays })
  world.at('2026-04-29 10:00')
  const actor = { kind: 'resident', resident: null } as const
  const filed = await early.file(
    {
      procedure: 'appeal',
      input: { service: 'petition', title: '路灯不亮', description: '整条街', contactPhone: '13812345678' },
      place: world.district,
      point: null,
      channel: 'app',
      actor,
    },
    { scope: 'system', actor, keys: 'anonymous', key: 'h' },
  )
  if (!('id' in filed)) throw new Error('not filed')
  const triage = async () => (await stateOf(filed.id))?.clocks.find(clock => clock.key === 'triage')
  expect(await triage()).toMatchObject({ provisional: true })
  holidays = shippedHolidays()
  expect(await askForHolidays(early, holidays, world.now())).toBe(true)
  expect(await askForHolidays(early, holidays, world.now())).toBe(false)
  for (let looked = 1; looked > 0; ) looked = await workRecompute(early, silentLog, later(), 2)
  expect(await triage()).toMatchObject({ provisional: false })
  await world.work()
  expect(await clean()).toEqual([])
})

test('a new row takes its days from the older ones', async () => {
  const [from, to] = ['2026-05-01', '2026-06-01']
  const spans = (other: Partial<RuleRow>, end: string | null = to) =>
    remainders(row(5, other), from, end).map(one => [one.valid_from, one.valid_to])
  expect(spans({ valid_from: '2026-01-01' })).toEqual([
    ['2026-01-01', from],
    [to, null],
  ])
  expect(spans({ valid_from: '2026-01-01' }, null)).toEqual([['2026-01-01', from]])
  expect(spans({ valid_from: '2026-05-10', valid_to: '2026-05-20' })).toEqual([])
  expect(spans({ valid_from: '2026-05-10', valid_to: '2026-07-01' })).toEqual([[to, '2026-07-01']])
  expect(spans({ valid_from: '2026-01-01', valid_to: '2026-02-01' })).toEqual([['2026-01-01', '2026-02-01']])
  expect(spans({ valid_from: '2026-07-01' })).toEqual([['2026-07-01', null]])
  await putRule(database.db, row(3, { valid_from: '2027-01-01', valid_to: '2027-02-01' }))
  expect((await readRules(database.db, world.district)).map(one => [one.valid_from, one.value])).toEqual([
    ['2026-03-02', 20],
    ['2027-01-01', 3],
    ['2027-02-01', 20],
  ])
})
