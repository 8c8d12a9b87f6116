import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkCase } from '@fengqiao/kernel'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { shippedHolidays } from '../calendars/holidays.ts'
import { workDeadlines } from '../deadlines/worker.ts'
import { silentLog } from '../log/log.ts'
import { toGcj02 } from '../places/gcj02.ts'
import { searchQuery } from '../search/words.ts'
import { type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import type { Plan } from './build.ts'
import { type Mapping, MappingProblem, readMapping } from './mapping.ts'
import { openSource } from './read-rows.ts'
import { type Counts, type Rejected, runImport } from './run.ts'

let database: TestDatabase
let world: DistrictWorld
const folder = mkdtempSync(join(tmpdir(), 'fengqiao-import-'))
beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database, '2026-03-02 09:10')
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
  await database.end()
})

const file = (name: string, lines: readonly (string | object)[], end = '\n'): string => {
  const path = join(folder, name)
  writeFileSync(path, lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join(end) + end)
  return path
}

async function run(
  path: string,
  mapping: Mapping,
  more: Partial<Plan> & { batch?: number; dryRun?: boolean } = {},
): Promise<Counts & { rejected: Rejected[] }> {
  const rejected: Rejected[] = []
  const procedure = world.cases.procedure('appeal')
  if (!procedure) throw new Error('no appeal')
  const options = { mapping, procedure, state: 'auto' as const, dispatch: false, now: world.now(), batch: 3, dryRun: false, ...more }
  const counts = await runImport(world.cases, openSource(path, mapping), options, {
    onProgress: () => undefined,
    onRejected: one => rejected.push(one),
    stopped: () => false,
  })
  expect(counts.rows).toBe(counts.imported + counts.known + counts.refused)
  return { ...counts, rejected }
}

const casesOf = (source: string) =>
  database.db.transaction().execute(async trx => {
    await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
    return trx
      .selectFrom('imported as i')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'i.district').onRef('c.id', '=', 'i.case_id'))
      .select(['i.key', 'c.state', 'c.filed_at', 'c.final', 'c.number'])
      .where('i.source', '=', source)
      .orderBy('i.key')
      .execute()
  })

const appeals = (source: string): Mapping => ({ ...readMapping('appeals-dev'), source, place: { datum: 'wgs84', address: '{body}' } })
const message = (id: string, more: object = {}) => ({
  id,
  title: '楼下工地夜间施工',
  body: '榕湾街道榕树社区旁工地每晚打桩，噪音很大。',
  time: '2020/1/6 12:09:38',
  label: '环境保护',
  raw: true,
  msgno: null,
  ...more,
})

test('open matters keep the day they were brought, their clocks start now, and the duty list sends them off', async () => {
  const path = file('open.jsonl', [
    message('A1'),
    message('A2', { time: null, label: '劳动和社会保障', title: '老板拖欠工资', body: '三个月没发工资' }),
    message('A3', { title: '' }),
  ])
  expect(await run(path, appeals('open'), { dispatch: true })).toMatchObject({ rows: 3, imported: 3, closed: 0, left: 0, refused: 0 })
  const [first, second, third] = await casesOf('open')
  expect(first).toMatchObject({ filed_at: '2020-01-06T04:09:38.000Z', final: false })
  expect(first?.state).toMatchObject({ step: 'dispatched', channel: 'import', place: '440399003001', reporters: [null] })
  expect(first?.state.data).toMatchObject({ subject: 'noise.construction' })
  expect(second?.filed_at).toBe(world.now().toISOString())
  expect(second?.state.data).toMatchObject({ subject: 'labour.wages' })
  expect(third?.state.data).toMatchObject({ title: expect.stringMatching(/^榕湾街道榕树社区/) })
  const procedure = world.cases.procedure('appeal')
  for (const { state } of [first, second, third].flatMap(one => one ?? [])) {
    if (procedure) expect(checkCase(procedure, state, shippedHolidays())).toEqual([])
    for (const clock of state.clocks) expect(clock.startedAt).toBe(world.now().toISOString())
  }
  expect(await workDeadlines(world.cases, silentLog, world.now())).toBe(0)
})

test('without --dispatch they wait for triage, and a second run imports nothing', async () => {
  const path = file('twice.jsonl', [message('B1'), message('B2')])
  expect(await run(path, appeals('twice'))).toMatchObject({ imported: 2, known: 0 })
  expect(await run(path, appeals('twice'))).toMatchObject({ imported: 0, known: 2 })
  expect((await casesOf('twice')).map(one => one.state.step)).toEqual(['registered', 'registered'])
})

test('what the source answered comes in closed, with its reply and both times', async () => {
  const path = file('closed.jsonl', [
    {
      id: 'R1',
      user: 'x',
      title: '宁朱公路拓宽',
      time: '2011/10/3 21:52:37',
      body: '公路太窄',
      reply: '已纳入规划。',
      replyTime: '2012/2/28 10:19:55',
    },
    { id: 'R2', user: 'x', title: '路灯不亮', time: '2019/1/3 8:00:00', body: '路灯不亮', reply: '', replyTime: '' },
  ])
  expect(await run(path, { ...readMapping('appeals-replies'), source: 'closed' }, { dispatch: true })).toMatchObject({
    imported: 2,
    closed: 1,
    refused: 0,
  })
  const [old, open] = await casesOf('closed')
  expect(old?.state).toMatchObject({
    step: 'closed',
    filedAt: '2011-10-03T13:52:37.000Z',
    closedAt: '2012-02-28T02:19:55.000Z',
    data: { finding: '已纳入规划。' },
  })
  expect(old?.number).toContain('〔2011〕')
  expect(open?.state).toMatchObject({ step: 'dispatched', data: { subject: 'road.light' } })
  expect(await run(file('all-closed.jsonl', [message('C1')]), appeals('all-closed'), { state: 'closed' })).toMatchObject({ closed: 1 })
})

test('service requests of another city fall back to the district, in their own zone', async () => {
  const row = (id: string, more: object) => ({
    id,
    created: '07/17/2021 02:07:21 PM',
    closed: '',
    agency: 'DOHMH',
    type: 'Illegal Animal Sold',
    descriptor: 'Other',
    locationType: 'Store',
    zip: '10013',
    borough: 'MANHATTAN',
    communityBoard: '02',
    status: 'Open',
    resolution: '',
    resolutionUpdated: '',
    channel: 'PHONE',
    lat: '40.71',
    lon: '-73.99',
    ...more,
  })
  const path = file('nyc.jsonl', [
    row('1', {}),
    row('2', { status: 'Closed', closed: '01/01/1900 12:00:00 AM', resolution: 'Inspected.', resolutionUpdated: '08/17/2021 09:00:00 AM' }),
  ])
  expect(await run(path, { ...readMapping('nyc311'), source: 'nyc' }, { dispatch: true })).toMatchObject({
    imported: 2,
    closed: 1,
    left: 0,
  })
  const [open, closed] = await casesOf('nyc')
  expect(open?.state).toMatchObject({ place: world.district, point: null, filedAt: '2021-07-17T18:07:21.000Z', step: 'dispatched' })
  expect(closed?.state).toMatchObject({ closedAt: '2021-08-17T13:00:00.000Z', step: 'closed', data: { finding: 'Inspected.' } })
})

test('every refused row is named with its line and reason, and the others come in', async () => {
  const path = file('bad.jsonl', [
    '{broken',
    message('D1'),
    message(''),
    message('D1'),
    message('D2', { time: '2020/13/40 99:00:00' }),
    message('D3', { label: '没有的' }),
    message('D4', { time: '2999/1/1 0:00:00' }),
    '',
    message('D5', { body: 'a\u0000b' }),
    message('D6', { title: 'x'.repeat(300) }),
  ])
  const { rejected, ...counts } = await run(path, appeals('bad'))
  expect(counts).toMatchObject({ rows: 9, imported: 2, refused: 7 })
  const named = rejected.map(({ line, key }) => [line, key] as const).toSorted(([a], [b]) => a - b)
  expect(named).toEqual([
    [1, null],
    [3, null],
    [4, 'D1'],
    [5, 'D2'],
    [6, 'D3'],
    [7, 'D4'],
    [9, null],
  ])
  for (const { because } of rejected) expect(because.because.zh && because.because.en).toBeTruthy()
})

test('one row that the database does not take does not spoil its batch', async () => {
  const mapping = { ...appeals('spoiled'), place: { datum: 'wgs84' as const, code: '{code}' } }
  const path = file('spoiled.jsonl', [
    message('E1', { code: '' }),
    message('E2', { code: '' }),
    message('E3', { code: '', title: '\udbff尾' }),
  ])
  const { imported, refused } = await run(path, mapping)
  expect([imported, refused]).toEqual([2, 1])
})

test('a GCJ-02 point is stored as WGS 84, at its place', async () => {
  const mapping: Mapping = { ...appeals('gcj'), place: { datum: 'gcj02', lon: '{lon}', lat: '{lat}' } }
  const centre = world.reference.atlas.find('440399003001')?.centre ?? { lon: 0, lat: 0 }
  const shifted = toGcj02(centre)
  await run(file('gcj.jsonl', [message('M1', shifted), message('M2', { lon: '', lat: '' })]), mapping)
  const [first, second] = await casesOf('gcj')
  expect(first?.state.point?.map(degrees => degrees.toFixed(6))).toEqual([centre.lon.toFixed(6), centre.lat.toFixed(6)])
  expect(second?.state).toMatchObject({ place: world.district, point: null })
})

test('where the duty list names nobody the case waits for a person, and is said so', async () => {
  const mapping = { ...appeals('nobody'), subject: { of: 'environment.nothing city.dog' } }
  const path = file('nobody.jsonl', [message('L1')])
  expect(await run(path, mapping, { dispatch: true })).toMatchObject({ imported: 1, left: 0 })
  const alone: Mapping = {
    ...appeals('alone'),
    subject: { of: 'housing' },
    dispatch: appeals('x').dispatch.map(step => ({
      ...step,
      input: { ...step.input, ...(step.action === 'dispatch' ? { unit: 'no.such.unit {@none}' } : {}) },
    })),
  }
  const { left, leftBecause } = await run(path, alone, { dispatch: true })
  expect([left, [...leftBecause.keys()]]).toEqual([1, [expect.stringContaining('There is no such unit')]])
  expect((await casesOf('alone')).map(one => one.state.step)).toEqual(['triaged'])
})

test('a case is found by the number it had in its source', async () => {
  await run(file('old-number.jsonl', [message('MSG-2019-00042')]), appeals('old-number'))
  const asked = searchQuery('MSG-2019-00042')
  const rows = await database.db
    .selectFrom('case_search as s')
    .innerJoin('imported as i', 'i.case_id', 's.case_id')
    .select('i.key')
    .where(sql<boolean>`s.words @@ ${asked}::tsquery`)
    .execute()
  expect(rows).toEqual([{ key: 'MSG-2019-00042' }])
})

test('a dry run writes nothing, and a mapping that names another file’s columns is refused whole', async () => {
  const path = file('dry.jsonl', [message('F1')])
  expect(await run(path, appeals('dry'), { dryRun: true, dispatch: true })).toMatchObject({ imported: 1 })
  expect(await casesOf('dry')).toEqual([])
  await expect(run(path, { ...readMapping('nyc311'), source: 'dry' })).rejects.toThrow(MappingProblem)
})

test('two imports of one file at once bring each row in once', async () => {
  const path = file(
    'race.jsonl',
    Array.from({ length: 60 }, (_, n) => message(`G${n}`)),
  )
  const [one, other] = await Promise.all([run(path, appeals('race'), { batch: 7 }), run(path, appeals('race'), { batch: 11 })])
  expect(one.imported + other.imported).toBe(60)
  expect(await casesOf('race')).toHaveLength(60)
})

const data = join(process.env.FENGQIAO_SHARED ?? join(import.meta.dirname, '../../../../shared'), 'data')
test('the first rows of the real files come in, are dispatched and found', async context => {
  if (!existsSync(data)) return context.skip('no ../shared/data here: real files are not tried')
  for (const [name, path] of [
    ['appeals-dev', 'appeals/dev.jsonl'],
    ['appeals-replies', 'appeals/replies.jsonl'],
    ['nyc311', 'open311/nyc311.jsonl'],
  ] as const) {
    const sample = file(`${name}.jsonl`, readFileSync(join(data, path), 'utf8').split('\n').slice(0, 150))
    expect(await run(sample, { ...readMapping(name), source: `sample-${name}` }, { dispatch: true, batch: 50 })).toMatchObject({
      rows: 150,
      imported: 150,
      left: 0,
    })
  }
})
