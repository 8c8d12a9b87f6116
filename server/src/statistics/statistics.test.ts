import type { RoleId } from '@fengqiao/kernel'
import { parse } from 'csv-parse/sync'
import Fastify, { type FastifyInstance } from 'fastify'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventOf } from '../cases/page-store.ts'
import { scoped } from '../cases/store.ts'
import type { Caller } from '../identity/caller.ts'
import { actorAt, type DistrictWorld, districtWorld, team } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { quantile } from './measure.ts'
import { statisticsRoutes } from './routes.ts'
import { spansOf } from './store.ts'

let database: TestDatabase
let world: DistrictWorld
let app: FastifyInstance
let caller: Caller

const as = (role: RoleId, unit: string): void => {
  const actor = actorAt(role, unit)
  if (actor.kind !== 'staff') throw new Error('not staff')
  caller = {
    kind: 'staff',
    accountId: actor.account,
    name: actor.name,
    sessionId: 's',
    postId: actor.post,
    role,
    unit,
    place: world.district,
    district: world.district,
    language: 'zh',
  }
}
// oxlint-disable-next-line typescript/no-explicit-any -- tests read replies of every shape
type Reply = any
const ask = async (query = '', path = ''): Promise<Reply> => (await app.inject({ url: `/api/statistics/appeal${path}?${query}` })).json()
const of = (reply: Reply, name: string): Reply => reply.measures.find((one: Reply) => one.name === name)

/** Three matters at Rongwan: one answered on time, one late, one withdrawn while it ran; and one at Wanghai the week after. */
beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  app = Fastify()
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    request.caller = caller
  })
  statisticsRoutes(app, { cases: world.cases })
  const answer = (id: string) => world.does(id, 'answer', 'handler', team, { finding: '已查明', opinion: '已疏通' })
  const prompt = await world.handled()
  const slow = await world.handled()
  const gone = await world.file({ resident: 'r-1' })
  const at = world.cases.world().org.receivingCentre(world.reference.atlas.find('440399003001') ? '440399003001' : world.district)
  await world.does(gone.id, 'triage', 'triageOfficer', at, { subject: 'drainage', grade: 'general', kind: 'appeal' })
  await world.does(gone.id, 'dispatch', 'dispatcher', at, { unit: team, reason: '归口' })
  await world.does(gone.id, 'accept', 'handler', team)
  world.at('2026-03-02 11:10')
  await world.does(prompt.id, 'contact', 'handler', team, { contactNote: '已联系' })
  world.at('2026-03-03 09:10')
  await answer(prompt.id)
  world.at('2026-03-04 09:00')
  await world.cases.act(
    gone.id,
    'withdraw',
    {},
    { scope: 'system', actor: { kind: 'resident', resident: 'r-1' }, isReporter: true, keys: 'r', key: 'w' },
  )
  world.at('2026-03-10 09:00')
  await world.work()
  world.at('2026-03-11 09:10')
  await answer(slow.id)
  const wanghai = world.reference.atlas.find('440399001001')?.code ?? ''
  await world.handled('wanghai.urban', { place: wanghai })
  await world.work()
})
afterAll(async () => {
  await app.close()
  await world.close()
  await database.end()
})

test('counts, rates and durations as counted by hand', async () => {
  as('supervisionOfficer', 'district.supervision')
  const march = await ask('from=2026-03-01&to=2026-03-31')
  expect(of(march, 'received')).toMatchObject({ numerator: 4, denominator: null, excluded: 0 })
  expect(of(march, 'accepted').byDay).toEqual([
    { day: '2026-03-02', numerator: 3, denominator: null },
    { day: '2026-03-11', numerator: 1, denominator: null },
  ])
  // A matter withdrawn in time left its step in time; the first contact with it
  // was overdue by then, and counts as missed although no worker ran in between: beside the one that stayed open.
  expect(of(march, 'answeredOnTime')).toMatchObject({ numerator: 2, denominator: 3, excluded: 0 })
  expect(
    (
      await database.db
        .selectFrom('tally')
        .select(eb => eb.fn.sum<number>('n').as('n'))
        .where('measure', '=', 'missed:contact')
        .executeTakeFirst()
    )?.n,
  ).toBe(2)
  // From acceptance at 9:10 to contact at 11:10; two hours, within a bucket's width. Three accepted matters had no contact.
  const first = of(march, 'firstResponse')
  expect(first).toMatchObject({ numerator: 1, excluded: 3 })
  expect(Math.abs(first.p50 - 7200) / 7200).toBeLessThan(0.05)
  const handling = of(march, 'handlingTime')
  expect(handling).toMatchObject({ numerator: 2, excluded: 2 })
  expect(Math.abs(handling.p50 - 86_400) / 86_400).toBeLessThan(0.05)
  expect(Math.abs(handling.p90 - 9 * 86_400) / (9 * 86_400)).toBeLessThan(0.05)
  expect(march.bySubject).toEqual([{ subject: expect.objectContaining({ id: 'drainage' }), count: 4 }])
  expect(of(march, 'received').byPlace.map((row: Reply) => [row.place.id, row.numerator])).toEqual([
    ['440399001', 1],
    ['440399003', 3],
  ])
})

test('what is shown by day, by unit and by place adds up to the whole, and to the journal counted again', async () => {
  as('supervisionOfficer', 'district.supervision')
  const march = await ask('from=2026-03-01&to=2026-03-31')
  const events = await scoped(database.db, 'system', trx => trx.selectFrom('event').selectAll().execute())
  const counted = new Map<string, number>()
  for (const event of events.map(eventOf))
    for (const effect of event.effects) if (effect.do === 'count') counted.set(effect.measure, (counted.get(effect.measure) ?? 0) + 1)
  const sum = (rows: readonly { numerator: number }[]) => rows.reduce((all, row) => all + row.numerator, 0)
  for (const measure of march.measures) {
    for (const rows of [measure.byDay, measure.byUnit, measure.byPlace]) expect(sum(rows), measure.name).toBe(measure.numerator)
    expect(of(march, 'accepted').numerator).toBe(counted.get('action:accept'))
  }
  expect(of(march, 'answeredOnTime').denominator).toBe((counted.get('onTime:answer') ?? 0) + (counted.get('missed:answer') ?? 0))
  // The same over years, where months are read instead of days.
  const years = await ask('from=2024-02-29&to=2026-12-30')
  for (const { name, numerator, denominator, excluded, p50 } of march.measures)
    expect(of(years, name)).toMatchObject({ numerator, denominator, excluded, p50 })
  expect(of(years, 'accepted').byDay).toEqual([{ day: '2026-03-01', numerator: 4, denominator: null }])
})

test('a unit sees what it oversees and nothing else', async () => {
  as('handler', team)
  expect(of(await ask('from=2026-03-01&to=2026-03-31'), 'accepted').byUnit.map((row: Reply) => row.unit.id)).toEqual([team])
  expect(await ask('from=2026-03-01&to=2026-03-31&unit=wanghai.urban')).toMatchObject({ rule: 'not-permitted' })
  as('dutyCommander', 'wanghai.governance')
  expect(of(await ask('from=2026-03-01&to=2026-03-31'), 'received').numerator).toBe(1)
  expect(await ask('place=440399003')).toMatchObject({ status: 403 })
  as('dutyCommander', 'rongwan.governance')
  const ours = await ask(`from=2026-03-01&to=2026-03-31&unit=${team}`)
  expect(of(ours, 'accepted').numerator).toBe(3)
  expect(of(ours, 'accepted').byPlace.every((row: Reply) => row.place.id.length === 12)).toBe(true)
})

test('units stand in the order of the organisation, whatever they received', async () => {
  as('supervisionOfficer', 'district.supervision')
  const { byUnit } = of(await ask('from=2026-03-01&to=2026-03-31'), 'accepted')
  expect(byUnit.map((row: Reply) => row.unit.id)).toEqual([team, 'wanghai.urban'].sort())
})

test('CSV and XLSX hold the same figures', async () => {
  as('supervisionOfficer', 'district.supervision')
  const url = '/api/statistics/appeal/export?from=2026-03-01&to=2026-03-31'
  const csv = parse((await app.inject({ url })).body, { bom: true }) as string[][]
  expect(csv[0]).toEqual(['指标', '分组', '编号', '名称', '分子', '分母', '剔除', '中位数（秒）', '九成位（秒）'])
  expect(csv).toContainEqual(['按期答复率', '合计', '2026-03-01/2026-03-31', '', '2', '3', '0', '', ''])
  const answer = await app.inject({ url: `${url}&format=xlsx&language=en` })
  expect(answer.headers['content-disposition']).toBe('attachment; filename="appeal-2026-03-01-2026-03-31.xlsx"')
  const sheet = await readSheet(answer.rawPayload)
  expect(sheet.map(row => row.slice(0, 7))).toContainEqual(['Answered on time', 'Total', '2026-03-01/2026-03-31', null, 2, 3, 0])
  expect(sheet).toHaveLength(csv.length)
})

test('a period is cut into months and the days around them without gap or overlap', () => {
  expect(spansOf('2026-03-01', '2026-03-31')).toEqual({ days: [['2026-03-01', '2026-03-31']] })
  expect(spansOf('2026-01-01', '2026-12-31')).toEqual({ days: [], months: ['2026-01-01', '2026-12-01'] })
  expect(spansOf('2025-11-15', '2026-03-10')).toEqual({
    days: [
      ['2025-11-15', '2025-11-30'],
      ['2026-03-01', '2026-03-10'],
    ],
    months: ['2025-12-01', '2026-02-01'],
  })
  expect(spansOf('2024-02-29', '2026-12-30')).toEqual({
    days: [
      ['2024-02-29', '2024-02-29'],
      ['2026-12-01', '2026-12-30'],
    ],
    months: ['2024-03-01', '2026-11-01'],
  })
})

test('percentiles of nothing are nothing', () => {
  expect(quantile([], 0.5)).toBeNull()
  expect(quantile([{ bucket: 0, n: 5 }], 0.5)).toBeNull()
  expect(
    quantile(
      [
        { bucket: 1, n: 1 },
        { bucket: 81, n: 1 },
      ],
      0.5,
    ),
  ).toBe(0)
})
