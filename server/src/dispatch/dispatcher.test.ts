import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoDistrict, seeded, write } from '../../demo/index.ts'
import { Cases } from '../cases/cases.ts'
import { silentLog } from '../log/log.ts'
import { simulate } from '../simulate/simulate.ts'
import { centreOf } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type TriageWorld, triageWorld } from '../testing/triage-district.ts'
import { workDispatch } from './dispatcher.ts'
import { Learned } from './learned.ts'
import { askByItself, workLearning } from './learning.ts'
import { wordRules } from './rules.ts'

const commander = 'liang.commander'
const officer = 'pan.triage'
const estate = '440399003001'
let database: TestDatabase
let world: TriageWorld

/** A demo city whose first model has gone to work by itself; eight matters wait from before. */
beforeAll(async () => {
  database = await testDatabase()
  world = await triageWorld(database)
  await simulate(world.cases, { cases: 450, until: new Date(world.district.now().getTime() - 3_600_000), days: 90, seed: 11 })
  await askByItself({ ...world.services, demo: true })
  expect(await workLearning({ ...world.services, demo: true })).toBe(true)
}, 120_000)
afterAll(async () => {
  await world.close()
  await database.end()
})

const services = () => ({ cases: world.cases, learned: world.learned, log: silentLog })
/** What a resident of the demo would write about drains. */
const drains = (seed: number): { title: string; description: string } => {
  const { title, body } = write(seeded(seed), 'water.drainage')
  return { title: title.slice(0, 80), description: body }
}
const order = (threshold: number, automatic = true) => world.ask('PUT', '/api/triage/threshold', commander, { threshold, automatic })
const acts = async (id: string) => (await world.journal(id)).map(event => event.action)
const verdictOf = async (id: string) =>
  (await database.db.selectFrom('triage_look').select('verdict').where('case_id', '=', id).executeTakeFirst())?.verdict

describe('the first model of a demo city', () => {
  it('works at once under an order that says whose it is, and leaves what waits to people', async () => {
    const { body } = await world.ask('GET', '/api/triage', officer)
    expect(body).toMatchObject({
      automatic: true,
      setBy: '演示城市 Demo city',
      models: [{ state: 'active', decidedBy: '演示城市 Demo city' }],
    })
    const { body: queue } = await world.ask('GET', '/api/triage/queue', officer)
    await workDispatch(services())
    expect((await world.ask('GET', '/api/triage/queue', officer)).body.rows.length).toBe(queue.rows.length)
  })
})

describe('suggestions', () => {
  it('explain themselves with words of the message, ranked alternatives and the duty-list row', async () => {
    const message = drains(3)
    const { id } = await world.file(message, estate)
    const { body } = await world.ask('GET', `/api/cases/${id}/suggestion`, officer)
    expect(body).toMatchObject({
      subject: { id: 'water.drainage', name: { zh: '排水与内涝' } },
      grade: { id: 'urgent' },
      model: world.learned.model?.id,
      rule: null,
      threshold: world.learned.order.threshold,
    })
    expect(body.reasons.length).toBeGreaterThan(0)
    for (const { words, weight } of body.reasons) {
      expect(`${message.title}${message.description}`).toContain(words)
      expect(weight).toBeGreaterThan(0)
    }
    expect(body.why.zh).toContain('权责清单')
    expect(body.unit.id).toBe('rongwan.housing')
    expect(body.ranked.length).toBe(5)
    expect(body.ranked[0].confidence).toBe(body.confidence)
    await world.district.does(id, 'triage', 'triageOfficer', centreOf(world.cases, estate), {
      subject: 'water.drainage',
      grade: 'urgent',
      kind: 'appeal',
    })
  })

  it.each([
    ['电梯困人，有人被困在里面', 'emergency', 'urgent'],
    ['邻居家暴，孩子被殴打', 'violence', 'urgent'],
    ['法院判决后物业仍不执行', 'litigation', undefined],
    ['检举街道干部索贿', 'accusation', undefined],
    ['信访复查申请', 'petition', undefined],
  ])('%s: %s leaves it to a person', async (title, rule, grade) => {
    const { id } = await world.file({ title, description: '详见附件。' }, estate)
    const { body } = await world.ask('GET', `/api/cases/${id}/suggestion`, officer)
    expect(body.rule).toEqual(wordRules.find(one => one.id === rule)?.says)
    expect(body.automatic).toBe(false)
    if (grade) expect(body.grade.id).toBe(grade)
    await workDispatch(services())
    expect(await acts(id)).toEqual(['file'])
  })
})

describe('automatic dispatch', () => {
  it('does nothing without an order, respects the threshold, then signs what it does in the journal', async () => {
    world.district.at('2026-03-02 09:15')
    await order(0.9, false)
    const place = '440399003003'
    const { id } = await world.file(drains(21), place)
    expect(await workDispatch(services())).toEqual({ looked: 0, dispatched: 0 })
    expect((await world.ask('PUT', '/api/triage/threshold', officer, { threshold: 0.9, automatic: true })).status).toBe(403)
    expect((await order(0.4)).status).toBe(400)

    world.district.at('2026-03-02 09:20')
    expect((await order(1)).body).toEqual({ threshold: 1, automatic: true })
    expect((await workDispatch(services())).dispatched).toBe(0)
    expect((await workDispatch(services())).looked).toBe(0)
    const { body: queue } = await world.ask('GET', '/api/triage/queue?limit=100', officer)
    const { suggestion } = queue.rows.find((row: { id: string }) => row.id === id)
    expect(suggestion).toMatchObject({
      subject: { id: 'water.drainage' },
      automatic: false,
      threshold: 1,
      rule: { zh: '置信度低于值班指挥长设定的阈值' },
    })

    world.district.at('2026-03-02 09:30')
    await order(Math.min(0.999, suggestion.confidence - 0.001))
    expect((await workDispatch(services())).dispatched).toBeGreaterThan(0)
    const events = (await world.journal(id)).slice(1)
    expect(events.map(event => event.action)).toEqual(['triage', 'dispatch'])
    for (const event of events) {
      expect(event.actor).toEqual({ kind: 'system', name: 'autoDispatch' })
      expect(event.input['confidence']).toBeCloseTo(suggestion.confidence, 3)
      expect(String(event.input['reason'])).toContain('梁国安 于 2026-03-02 09:30 设定的')
    }
    expect(String(events[1]?.input['reason'])).toContain('权责清单')
    expect((await world.ask('GET', '/api/triage', officer)).body).toMatchObject({
      automatic: true,
      setBy: '梁国安',
      setAt: '2026-03-02T01:30:00.000Z',
    })
  })

  it('happens once, however many workers', async () => {
    world.district.at('2026-03-02 09:40')
    await order(0.5)
    const places = ['440399003001', '440399003002', '440399001001', '440399001002', '440399002001']
    const ids = await Promise.all(places.map(async (place, at) => (await world.file(drains(100 + at), place)).id))
    const other = await Learned.open(database.db, demoDistrict, { every: 0 })
    const turns = await Promise.all([
      workDispatch(services()),
      workDispatch({ cases: new Cases(world.cases.services), learned: other, log: silentLog }),
      workDispatch(services()),
    ])
    await other.close()
    const actions = await Promise.all(ids.map(acts))
    expect(actions).toEqual(ids.map(() => ['file', 'triage', 'dispatch']))
    expect(turns.reduce((sum, turn) => sum + turn.dispatched, 0)).toBeGreaterThanOrEqual(ids.length)
  })

  it('goes on after a process died between sorting and assigning, and never takes over what a person has begun', async () => {
    const { id } = await world.file(drains(200), '440399002002')
    const actor = { kind: 'system', name: 'autoDispatch' } as const
    await world.cases.act(
      id,
      'triage',
      { subject: 'water.drainage', grade: 'general', kind: 'appeal', confidence: 0.9999 },
      { scope: 'system', actor, keys: 'system', key: '' },
    )
    const begun = await world.file(drains(201), '440399001003')
    await world.district.does(begun.id, 'triage', 'triageOfficer', centreOf(world.cases, '440399001003'), {
      subject: 'water.drainage',
      grade: 'general',
      kind: 'appeal',
    })
    await workDispatch(services())
    expect(await acts(id)).toEqual(['file', 'triage', 'dispatch'])
    expect(await acts(begun.id)).toEqual(['file', 'triage'])
    expect(await verdictOf(begun.id)).toBe('inHand')
  })

  it('a claim of a worker that died lapses after a minute', async () => {
    const { id, revision } = await world.file(drains(202), '440399002003')
    const claim = {
      district: demoDistrict,
      case_id: id,
      revision,
      mark: world.learned.mark,
      at: world.district.now().toISOString(),
      verdict: null,
    }
    await database.db.insertInto('triage_look').values(claim).execute()
    await workDispatch(services())
    expect(await acts(id)).toEqual(['file'])
    world.district.at('2026-03-02 09:42')
    await workDispatch(services())
    expect(await acts(id)).toEqual(['file', 'triage', 'dispatch'])
  })

  it('leaves to a person what repeats a recent matter next door, what is in danger, and what has no place', async () => {
    const again = await world.file(drains(21), '440399003003')
    const danger = await world.file({ title: '下水道冒出毒气，有人昏迷', description: '污水外溢' }, '440399001004')
    const nowhere = await world.file(drains(203), demoDistrict)
    await workDispatch(services())
    expect(await Promise.all([again, danger, nowhere].map(({ id }) => verdictOf(id)))).toEqual(['duplicate', 'emergency', 'placeTooWide'])
    const { body } = await world.ask('GET', '/api/triage/queue?limit=100', officer)
    expect(body.rows.find((row: { id: string }) => row.id === again.id).suggestion).toMatchObject({
      automatic: false,
      rule: { zh: expect.stringContaining('重复') },
    })
  })
})
