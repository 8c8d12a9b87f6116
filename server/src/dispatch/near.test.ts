import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accounts, demoDistrict, posts } from '../../demo/index.ts'
import { simulate } from '../simulate/simulate.ts'
import { centreOf } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type TriageWorld, triageWorld } from '../testing/triage-district.ts'
import { askByItself, workLearning } from './learning.ts'
import { rekey } from './rekey.ts'

const officer = 'pan.triage'
const commander = 'liang.commander'
const estate = '440399003001'
let database: TestDatabase
let world: TriageWorld
beforeAll(async () => {
  database = await testDatabase()
  world = await triageWorld(database)
  await simulate(world.cases, { cases: 300, until: new Date(world.district.now().getTime() - 3_600_000), days: 90, seed: 11 })
}, 60_000)
afterAll(async () => {
  await world.close()
  await database.end()
})
const sort = (id: string, subject: string, place = estate) =>
  world.district.does(id, 'triage', 'triageOfficer', centreOf(world.cases, place), { subject, grade: 'general', kind: 'appeal' })

describe('the background', () => {
  it('is learned from the city once there are enough matters, and older keys are made again with it, batch by batch', async () => {
    const { procedures } = world.cases.services
    const keysOf = async () =>
      (await database.db.selectFrom('case_search').select('bands').orderBy('case_id').limit(1).executeTakeFirst())?.bands
    const before = await keysOf()
    await askByItself(world.services)
    await askByItself(world.services)
    expect(await workLearning(world.services)).toBe(true)
    expect(await workLearning(world.services)).toBe(false)
    expect(world.learned.background.messages).toBe(300)
    expect(world.learned.model).toBeUndefined()
    const batches: number[] = []
    for (let n = 1; n > 0; batches.push(n)) n = await rekey(database.db, demoDistrict, procedures, world.learned, 120)
    expect(batches).toEqual([120, 120, 60, 0])
    expect(await keysOf()).not.toEqual(before)
    await askByItself(world.services)
    expect(await workLearning(world.services)).toBe(false)
  })
})

describe('near-duplicates', () => {
  it('find a paraphrase with the passages in common, for staff and before filing', async () => {
    const first = await world.file(
      { title: '榕荫路28号夜宵摊油烟熏进卧室', description: '楼下夜宵摊每晚十点到凌晨烧烤，油烟从窗户飘进卧室，孩子咳嗽。' },
      estate,
    )
    await sort(first.id, 'air.fumes')
    const second = await world.file(
      { title: '夜宵摊烧烤油烟太大', description: '榕荫路28号楼下的夜宵摊，每晚烧烤到凌晨，油烟飘进卧室，没法开窗。' },
      estate,
    )
    const { body } = await world.ask('GET', `/api/cases/${second.id}/similar`, officer)
    expect(body.rows[0]).toMatchObject({ case: { id: first.id } })
    expect(body.rows[0].score).toBeGreaterThan(0.25)
    expect(body.rows[0].shared.join()).toContain('夜宵摊')

    const offered = await world.ask('POST', '/api/similar', '', {
      title: '夜宵摊烧烤油烟',
      description: '榕荫路28号楼下夜宵摊每晚烧烤到凌晨，油烟飘进卧室',
      place: estate,
    })
    expect(offered).toMatchObject({
      status: 200,
      body: { rows: [{ title: '榕荫路28号夜宵摊油烟熏进卧室', reporters: 1, step: { zh: expect.any(String) } }] },
    })
    expect(Object.keys(offered.body.rows[0]).toSorted()).toEqual(['filedAt', 'place', 'reporters', 'score', 'step', 'title'])
    const far = await world.ask('POST', '/api/similar', '', {
      title: '夜宵摊烧烤油烟',
      description: '榕荫路28号楼下夜宵摊每晚烧烤到凌晨，油烟飘进卧室',
      place: '440399002001',
    })
    expect(far.body.rows).toEqual([])
  })

  it('a stranger never sees a matter about people, one that carries a flag, or one nobody has sorted', async () => {
    const words = { title: '石坪二路9号丈夫酗酒夫妻吵架抚养孩子', description: '石坪二路9号，丈夫酗酒，夫妻吵架，抚养孩子没人管。' }
    const { id } = await world.file(words, estate)
    const offered = async () => (await world.ask('POST', '/api/similar', '', { ...words, place: estate })).body.rows.length
    expect(await offered()).toBe(0)
    await sort(id, 'family.dispute')
    expect(await offered()).toBe(0)
    await sort(id, 'city.vendor')
    expect(await offered()).toBe(1)
    await world.district.does(id, 'markAccusation', 'triageOfficer', centreOf(world.cases, estate), { reason: '试验' })
    expect(await offered()).toBe(0)
  })

  it('is asked a limited number of times a minute', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await world.ask('POST', '/api/similar', '', { title: '路灯不亮' })).status),
    )
    expect(new Set(statuses)).toEqual(new Set([200, 429]))
  })
})

describe('hotspots', () => {
  it('find a planted cluster by place and topic, with its words and only cases that the reader may see', async () => {
    world.district.at('2026-03-03 09:00')
    const place = '440399002001'
    for (let n = 0; n < 12; n++) {
      const { id } = await world.file({ title: `河边死鱼发臭${n}`, description: '河水发黑，一片死鱼，臭味很大。' }, place)
      await sort(id, 'water.pollution', place)
    }
    const centre = centreOf(world.cases, place)
    const local =
      accounts.find(one => posts.some(post => one.posts.includes(post.id) && post.unit === centre && post.role === 'triageOfficer'))
        ?.login ?? ''
    const water = (body: { rows: { subject: { id: string } | null }[] }) => body.rows.find(row => row.subject?.id === 'water.pollution')
    const { body } = await world.ask('GET', '/api/hotspots?days=7', `${local}/triageOfficer`)
    const hot = water(body) as { count: number; surprise: number; words: string[]; cases: object[]; point: number[] } | undefined
    expect(hot).toMatchObject({ place: { id: place } })
    expect(hot?.count).toBeGreaterThanOrEqual(12)
    expect(hot?.surprise).toBeGreaterThan(3)
    expect(hot?.words.join()).toMatch(/死鱼|发臭/)
    expect(hot?.cases.length).toBeGreaterThanOrEqual(12)
    expect(hot?.point).toEqual([expect.closeTo(114.03, 1), expect.closeTo(22.52, 1)])
    expect(water((await world.ask('GET', '/api/hotspots?days=7', 'ma.police')).body)).toMatchObject({ cases: [] })
  })
})

describe('doors', () => {
  const id = '0198a000-0000-7000-8000-000000000000'
  it.each([
    ['GET', `/api/cases/${id}/suggestion`, [officer, 'wu.dispatcher', commander, 'zeng.station'], ['huang.handler', 'jiang.auditor']],
    ['GET', '/api/triage/queue', [officer, 'wu.dispatcher', commander], ['huang.handler', 'zeng.station']],
    ['GET', '/api/triage', [officer, 'huang.handler'], []],
    ['GET', '/api/hotspots', ['huang.handler'], []],
    ['GET', `/api/cases/${id}/similar`, ['huang.handler'], []],
    ['PUT', '/api/triage/threshold', [], [officer, 'wu.dispatcher/dispatcher', 'shen.system']],
    ['POST', '/api/triage/models', [], [officer, 'huang.handler', 'jiang.auditor']],
    ['POST', '/api/triage/models/x/decision', [], [officer, 'shen.system']],
  ] as const)('%s %s', async (method, url, open, shut) => {
    expect((await world.ask(method, url)).status).toBe(401)
    for (const who of open) expect([200, 404]).toContain((await world.ask(method, url, who)).status)
    for (const who of shut)
      expect(
        (await world.ask(method, url, who, method === 'GET' ? undefined : { threshold: 0.9, automatic: false, approve: true })).status,
      ).toBe(403)
  })

  it('a unit that has nothing to do with a matter gets no suggestion and no neighbours of it', async () => {
    const { id: own } = await world.file({ title: '下水道', description: '堵了' }, '440399002001')
    expect(centreOf(world.cases, estate)).not.toBe(centreOf(world.cases, '440399002001'))
    expect((await world.ask('GET', `/api/cases/${own}/suggestion`, officer)).status).toBe(404)
    expect((await world.ask('GET', `/api/cases/${own}/similar`, officer)).status).toBe(404)
  })
})
