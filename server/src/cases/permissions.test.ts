import { type Actor, type CaseState, permits, roleIds } from '@fengqiao/kernel'
import { procedures } from '@fengqiao/procedures'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Seat } from '../testing/fixture-ground.ts'
import { type Client, type TestHouse, testHouse } from '../testing/house.ts'
import { drain, place, team } from '../testing/matters.ts'
import { readCases, type Scope, scoped } from './store.ts'

/**
 * Who may do what, and who sees what: the answer over HTTP is the kernel's; whoever has nothing to do with a case is told that
 * there is none; and when the code forgets to ask, the database still does not tell.
 */
const units = [team, 'wanghai-centre', 'wanghai-housing', 'district-centre', 'supervision-office', 'yuge-station'] as const
/** Every role at units that stand in every relation to the case: its owner, the centre above it, one summoned, one unrelated, … */
const seats: Seat[] = units.flatMap(unit => roleIds.map(role => ({ unit, role })))

let city: TestHouse
let ids: Readonly<Record<'registered' | 'dispatched' | 'handling' | 'followUp' | 'closed', string>>
beforeAll(async () => {
  city = await testHouse({ seats, at: '2026-03-02 09:10' })
  ids = {
    registered: await matter(),
    dispatched: await matter(triage, dispatch),
    handling: await matter(
      triage,
      dispatch,
      ['luoqiang', 'accept', {}],
      ['zhoukai', 'whistle', { units: ['wanghai-police'], summonPlace: '路口', reason: '塌陷' }],
    ),
    followUp: await matter(
      triage,
      dispatch,
      ['luoqiang', 'accept', {}],
      ['luoqiang', 'answer', { finding: '堵塞', opinion: '已疏通', legalBasis: '条例' }],
      ['dengtao', 'passCheck', {}],
    ),
    closed: await matter(['zhangmin', 'redirect', { route: 'court', reason: '民事争议' }]),
  }
})
afterAll(() => city.close())

type Step = readonly [login: string, action: string, input: object]
const triage: Step = ['zhangmin', 'triage', { subject: 'drainage', grade: 'general', kind: 'appeal' }]
const dispatch: Step = ['dengtao', 'dispatch', { unit: team, reason: '归口' }]

async function matter(...steps: readonly Step[]): Promise<string> {
  const resident = await city.resident('19900005001')
  const { body } = await resident.ask('POST', '/api/cases', { procedure: 'appeal', place, input: drain })
  for (const [login, action, input] of steps)
    expect(await (await city.as(login)).ask('POST', `/api/cases/${body.id}/actions`, { action, input }), action).toMatchObject({
      status: 200,
    })
  return body.id
}

const stateOf = async (id: string): Promise<CaseState> =>
  (await readCases(city.database.db, 'system', city.house.deployment.district, [id]))[0]?.matter as CaseState
const seesOf = (id: string) =>
  scoped(city.database.db, 'system', trx => trx.selectFrom('case_record').select('sees').where('id', '=', id).executeTakeFirstOrThrow())
const login = ({ unit, role }: Seat): string => `${unit}.${role}`
const actor = (seat: Seat): Actor => ({ kind: 'staff', account: login(seat), name: '', post: `${seat.unit}/${seat.role}`, ...seat })

/** Asks with an input no action knows: whoever is permitted is told so by `bad-input`, and nothing happens. */
const knock = async (client: Client, id: string, action: string): Promise<string> => {
  const { body } = await client.ask('POST', `/api/cases/${id}/actions`, { action, input: { __nobody_asks_this: 1 } })
  return body.rule
}

describe('each role × each action × each relation, as the kernel says', () => {
  const [appeal] = procedures
  if (!appeal) throw new Error('there is no procedure')
  const actions = Object.keys(appeal.actions).filter(name => appeal.actions[name]?.from !== 'start')

  for (const step of ['registered', 'dispatched', 'handling', 'followUp', 'closed'] as const)
    test(`at ${step}`, async () => {
      const state = await stateOf(ids[step])
      const { sees } = await seesOf(ids[step])
      const world = city.house.cases.world()
      const said = (seat: Seat, action: string): string => {
        if (!sees.includes(seat.unit)) return 'not-found'
        return permits(appeal, state, { action, actor: actor(seat) }, world)?.rule ?? 'bad-input'
      }
      const all = seats.flatMap(seat => actions.map(action => ({ seat, action, rule: said(seat, action) })))
      // Everything permitted, and of the thousands of refusals: every role and action once, from different units each time.
      const chosen = all.filter(({ rule, seat, action }, n) => {
        if (rule === 'bad-input' || rule === 'separation-of-duty') return true
        return (
          units.indexOf(seat.unit as (typeof units)[number]) ===
          (actions.indexOf(action) + roleIds.indexOf(seat.role) + n) % (units.length * 2)
        )
      })
      const wrong: string[] = []
      for (const { seat, action, rule } of chosen) {
        const found = await knock(await city.as(login(seat)), ids[step], action)
        if (found !== rule) wrong.push(`${login(seat)} ${action}: ${found}, the kernel says ${rule}`)
      }
      expect(wrong).toEqual([])
      expect(new Set(chosen.map(({ seat }) => seat.role)).size).toBe(roleIds.length)
      expect(await stateOf(ids[step])).toEqual(state)
    })
})

test('a unit that has nothing to do with a case: 404 at every door', async () => {
  const stranger = await city.as(login({ unit: 'wanghai-housing', role: 'handler' }))
  const { body: mine } = await (await city.as('luoqiang')).ask('GET', `/api/cases/${ids.handling}`)
  expect(mine.letters.length).toBeGreaterThan(1)
  const doors: readonly (readonly [string, string, object?])[] = [
    ['GET', ''],
    ['POST', '/actions', { action: 'supplement', input: {} }],
    ['POST', '/unmask', { fields: ['contactPhone'], purpose: 'handleMatter', reason: '核实情况' }],
    ['GET', '/similar'],
    ['GET', '/triage'],
    ...mine.letters.map(({ id }: { id: string }) => ['GET', `/letters/${id.replace('#', '~')}`] as const),
  ]
  for (const [method, path, body] of doors)
    expect([path, (await stranger.ask(method, `/api/cases/${ids.handling}${path}`, body)).status]).toEqual([path, 404])
  expect((await city.anonymous.ask('GET', `/api/cases/${ids.handling}`)).status).toBe(401)
  expect((await city.anonymous.ask('POST', `/api/cases/${ids.handling}/actions`, { action: 'accept', input: {} })).status).toBe(401)
})

test('residents reach their own matters only; a code opens one case', async () => {
  const [mine, other] = [await city.resident('19900005001'), await city.resident('19900005002')]
  expect((await mine.ask('GET', `/api/my/cases/${ids.handling}`)).status).toBe(200)
  expect((await other.ask('GET', `/api/my/cases/${ids.handling}`)).status).toBe(404)
  expect((await other.ask('POST', `/api/my/cases/${ids.handling}/actions`, { action: 'withdraw', input: {} })).status).toBe(404)
  expect((await other.ask('GET', '/api/my/cases')).body.rows).toEqual([])
  expect((await mine.ask('GET', '/api/my/cases')).body.rows.map(({ id }: { id: string }) => id)).toContain(ids.handling)
  expect((await mine.ask('GET', `/api/cases/${ids.handling}`)).status).toBe(401)
  const code = { 'query-code': city.house.cases.services.queryCode(ids.registered) }
  const tracked = await city.anonymous.ask('GET', '/api/track', undefined, code)
  expect(tracked).toMatchObject({ status: 200, body: { id: ids.registered } })
  // What a unit is told is not for the resident: neither on the page nor by its letter.
  const { body: own } = await mine.ask('GET', `/api/my/cases/${ids.handling}`)
  expect(own.letters.map(({ letter }: { letter: string }) => letter)).not.toContain('dispatchOrder')
  const handling = { 'query-code': city.house.cases.services.queryCode(ids.handling) }
  expect((await city.anonymous.ask('GET', '/api/track/letters/dispatchOrder~1', undefined, handling)).status).toBe(404)
  expect((await city.anonymous.ask('GET', '/api/track/letters/receipt~1', undefined, handling)).status).toBe(200)
  expect((await city.anonymous.ask('GET', '/api/track', undefined, { 'query-code': 'AAAAAAAAAAAA' })).status).toBe(404)
  // The answer waits for the check: nobody reads it on its way.
  expect(JSON.stringify(own)).not.toContain('13812345678')
})

test('lists, search, whistles, supervision and statistics tell a unit nothing of cases that are not its own to see', async () => {
  const words = ['排水', '噪音', '路灯', '电梯', '垃圾']
  const anyCase = fc.record({
    title: fc.constantFrom(...words).map(word => `${word}问题`),
    unit: fc.constantFrom('wanghai-housing', team, 'wanghai-office', undefined),
    whistled: fc.constantFrom('wanghai-police', 'wanghai-housing', undefined),
  })
  const resident = await city.resident('19900005003')
  const acts = async (who: string, id: string, action: string, input: object) =>
    (await city.as(who)).ask('POST', `/api/cases/${id}/actions`, { action, input })
  for (const { title, unit, whistled } of fc.sample(anyCase, { numRuns: 12, seed: 20260302 })) {
    const { body } = await resident.ask('POST', '/api/cases', { procedure: 'appeal', place, input: { ...drain, title } })
    if (!unit) continue
    await acts('zhangmin', body.id, 'triage', { subject: 'drainage', grade: 'general', kind: 'appeal' })
    await acts('dengtao', body.id, 'dispatch', { unit, reason: '归口' })
    if (whistled && whistled !== unit) await acts('zhoukai', body.id, 'whistle', { units: [whistled], summonPlace: '路口', reason: '协同' })
  }
  await city.workUntilQuiet()
  const rows = await scoped(city.database.db, 'system', trx => trx.selectFrom('case_record').select(['id', 'sees', 'owner']).execute())
  const looked: string[] = []
  for (const unit of ['wanghai-housing', 'wanghai-police', team]) {
    const head = await city.as(unit === 'wanghai-police' ? 'zhaolei' : login({ unit, role: 'unitHead' }))
    const may = new Set(rows.filter(row => row.sees.includes(unit)).map(row => row.id))
    expect(may.size).toBeLessThan(rows.length)
    const asked = [
      ...['held', 'called', 'escalated', 'done', 'unit'].map(view => `/api/inbox?view=${view}&limit=100`),
      '/api/search?limit=100',
      ...words.map(word => `/api/search?limit=100&q=${encodeURIComponent(word)}`),
      `/api/search?limit=100&q=${encodeURIComponent('望海诉〔2026〕')}`,
      '/api/whistles?limit=100',
      ...['late', 'supervised', 'leader', 'cards'].map(view => `/api/supervision?view=${view}&limit=100`),
    ]
    for (const url of asked) {
      const { status, body } = await head.ask('GET', url)
      if (status === 403) continue
      expect([url, status]).toEqual([url, 200])
      const seen = body.rows.map((row: { id?: string; case?: { id: string } }) => row.id ?? row.case?.id) as string[]
      looked.push(...seen)
      expect([unit, url, seen.filter(id => !may.has(id))]).toEqual([unit, url, []])
    }
    const { body } = await head.ask('GET', '/api/statistics/appeal')
    const told = JSON.stringify(body)
    for (const other of ['wanghai-housing', 'wanghai-police', team].filter(one => one !== unit))
      expect([unit, told.includes(other)]).toEqual([unit, false])
  }
  expect(looked.length).toBeGreaterThan(20)
})

describe('the second wall: the database when the code forgets', () => {
  const visible = (scope: Scope | undefined, table: 'case_record' | 'event'): Promise<string[]> =>
    city.database.db.transaction().execute(async trx => {
      if (scope) await sql`select set_config('fengqiao.scope', ${scope}, true)`.execute(trx)
      const column = table === 'event' ? sql.ref('case_id') : sql.ref('id')
      const { rows } = await sql<{ id: string }>`select distinct ${column}::text as id from ${sql.table(table)}`.execute(trx)
      return rows.map(({ id }) => id).toSorted()
    })

  test('rows of others are not there, and without a scope there is nothing', async () => {
    const rows = await scoped(city.database.db, 'system', trx => trx.selectFrom('case_record').select(['id', 'sees', 'state']).execute())
    const expected: readonly (readonly [Scope | undefined, (row: (typeof rows)[number]) => boolean])[] = [
      ...[team, 'wanghai-housing', 'wanghai-police', 'no-such-unit'].map(
        unit => [`units:${unit}` as Scope, (row: (typeof rows)[number]) => row.sees.includes(unit)] as const,
      ),
      [`resident:${city.residents.get('r-linhua')}`, row => row.state.reporters.includes(city.residents.get('r-linhua') ?? '')],
      [`resident:nobody`, () => false],
      [`case:${ids.closed}`, row => row.id === ids.closed],
      ['none', () => false],
      [undefined, () => false],
      ['system', () => true],
    ]
    for (const table of ['case_record', 'event'] as const)
      for (const [scope, may] of expected)
        expect([table, scope, await visible(scope, table)]).toEqual([
          table,
          scope,
          rows
            .filter(may)
            .map(row => row.id)
            .toSorted(),
        ])
    expect((await visible('units:wanghai-housing', 'case_record')).length).toBeLessThan(rows.length)
  })

  test('nobody writes into a case that is not theirs to see, and nobody changes the journal', async () => {
    const touch = (scope: Scope, work: ReturnType<typeof sql>) =>
      city.database.db.transaction().execute(async trx => {
        await sql`select set_config('fengqiao.scope', ${scope}, true)`.execute(trx)
        return Number((await work.execute(trx)).numAffectedRows ?? 0)
      })
    expect(await touch('units:wanghai-housing', sql`update case_record set title = '改' where id = ${ids.handling}`)).toBe(0)
    expect(await touch('units:wanghai-housing', sql`delete from case_record where id = ${ids.handling}`)).toBe(0)
    expect(await touch(`units:${team}`, sql`delete from event where case_id = ${ids.handling}`)).toBe(0)
    expect(await touch(`units:${team}`, sql`update event set type = 'x' where case_id = ${ids.handling}`)).toBe(0)
    expect((await city.fsck()).breaches).toEqual([])
  })
})
