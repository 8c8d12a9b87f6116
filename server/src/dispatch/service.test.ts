import { isRefusal, type RoleId } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accounts, demoDistrict, posts, units } from '../../demo/index.ts'
import { Cases } from '../cases/cases.ts'
import { readPage } from '../cases/page-store.ts'
import type { Caller } from '../identity/caller.ts'
import { silentLog } from '../log/log.ts'
import { simulate } from '../simulate/simulate.ts'
import { centreOf, type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { workDispatch } from './dispatcher.ts'
import { followJournal, type FollowServices } from './follow.ts'
import { readConfirmed } from './history.ts'
import { findJob, putJob, takeJob } from './job-store.ts'
import { Learned } from './learned.ts'
import { askByItself, type LearningServices, workLearning } from './learning.ts'
import { publicTriageRoutes } from './public-routes.ts'
import { rekey } from './rekey.ts'
import { triageRoutes } from './routes.ts'

let database: TestDatabase
let world: DistrictWorld
let learned: Learned
let cases: Cases
let app: FastifyInstance
let learning: LearningServices & FollowServices

const commander = 'liang.commander'
const officer = 'pan.triage'
const drain = { title: '小区门口下水道堵塞', description: '雨后积水没过脚踝，污水外溢，已有三天，请派人疏通下水道。', demand: '尽快疏通' }

beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  learned = await Learned.open(database.db, demoDistrict, { every: 0 })
  cases = new Cases({ ...world.cases.services, bands: learned.bands })
  learning = { ...cases.services, learned, demo: false, log: silentLog }
  app = Fastify()
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    request.caller = callerOf(String(request.headers['x-as'] ?? ''))
  })
  triageRoutes(app, { cases, learned })
  publicTriageRoutes(app, { cases, learned })
})
afterAll(async () => {
  await app.close()
  await learned.close()
  await world.close()
  await database.end()
})

function callerOf(login: string): Caller {
  const [name, wanted] = login.split('/')
  const account = accounts.find(one => one.login === name)
  const post = posts.find(one =>
    wanted === undefined ? one.id === account?.posts[0] : account?.posts.includes(one.id) && one.role === wanted,
  )
  if (!account || !post) return { kind: 'anonymous', district: demoDistrict, language: 'zh' }
  const place = units.find(one => one.id === post.unit)?.place ?? ''
  return {
    kind: 'staff',
    district: demoDistrict,
    language: 'zh',
    accountId: account.id,
    name: account.nameZh,
    sessionId: 's',
    postId: post.id,
    role: post.role as RoleId,
    unit: post.unit,
    place,
  }
}
let keys = 0
async function ask(method: 'GET' | 'POST' | 'PUT', url: string, as = '', body?: object, key = `k${keys++}`) {
  const reply = await app.inject({ method, url, headers: { 'x-as': as, 'idempotency-key': key }, ...(body ? { payload: body } : {}) })
  return { status: reply.statusCode, body: reply.json() }
}
const blocked = { title: '井盖旁边下水道堵塞，污水外溢', description: '下水道堵塞，污水外溢，积水三天了，请疏通。' }
const estate = '440399003001'
let serial = 0
/** Files what a resident wrote, without a subject, with keys of the present background. */
async function file(input: Record<string, unknown> = {}, place = estate) {
  const actor = { kind: 'resident', resident: null } as const
  const done = await cases.file(
    { procedure: 'appeal', input: { service: 'petition', ...drain, ...input }, place, point: [114.03, 22.52], channel: 'app', actor },
    { scope: 'system', actor, keys: 'test', key: `f${serial++}` },
  )
  if (isRefusal(done)) throw new Error(`${done.rule} ${JSON.stringify(done.fields)}`)
  return done
}
const journal = async (id: string) => (await readPage(database.db, 'system', demoDistrict, id))?.events ?? []
const follow = async () => {
  for (let passed = 1; passed > 0; ) passed = await followJournal(learning)
}
const dispatcher = () => ({ cases, learned, log: silentLog })

describe('with nothing learned', () => {
  it('rules and keywords suggest, and say so; nothing goes out by itself', async () => {
    const { id } = await file()
    const { status, body } = await ask('GET', `/api/cases/${id}/suggestion`, officer)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      subject: { id: 'water.drainage' },
      model: null,
      automatic: false,
      rule: { zh: '按分类关键词' },
      unit: { id: expect.any(String) },
    })
    expect(body.confidence).toBeLessThan(0.5)
    expect(body.reasons.map((one: { words: string }) => one.words)).toContain('下水道')
    expect(body.why.zh).toContain('权责清单')
    expect(await workDispatch(dispatcher())).toEqual({ looked: 0, dispatched: 0 })
    await world.does(id, 'triage', 'triageOfficer', centreOf(cases, estate), {
      subject: 'water.drainage',
      grade: 'general',
      kind: 'appeal',
    })
  })

  it('too little history is refused with the number, and automatic dispatch cannot be switched on', async () => {
    expect(await ask('POST', '/api/triage/models', commander)).toMatchObject({ status: 409, body: { rule: 'too-few-confirmed' } })
    expect(await ask('PUT', '/api/triage/threshold', commander, { threshold: 0.9, automatic: true })).toMatchObject({
      status: 409,
      body: { rule: 'no-model' },
    })
    await askByItself(learning)
    expect(await workLearning(learning)).toBe(false)
  })
})

describe('learning', () => {
  it('is a job that shows progress, gives figures, and waits for the duty commander', async () => {
    await simulate(cases, { cases: 450, until: new Date(world.now().getTime() - 3_600_000), days: 90, seed: 11 })
    const asked = await ask('POST', '/api/triage/models', 'shen.system', undefined, 'same-key')
    expect(asked).toMatchObject({ status: 202, body: { job: expect.any(String) } })
    expect((await ask('POST', '/api/triage/models', 'shen.system', undefined, 'same-key')).body).toEqual(asked.body)
    expect(await ask('POST', '/api/triage/models', commander)).toMatchObject({ status: 409, body: { rule: 'job-running' } })
    expect((await ask('GET', '/api/triage', officer)).body.job).toMatchObject({ state: 'running' })

    expect(await workLearning(learning)).toBe(true)
    const { body } = await ask('GET', '/api/triage', officer)
    expect(body).toMatchObject({ automatic: false, job: { state: 'idle' }, models: [{ state: 'proposed', before: null, decidedBy: null }] })
    expect(body.models[0].rows).toBeGreaterThan(250)
    expect(body.models[0].figures.accuracy).toBeGreaterThan(0.7)
    expect(learned.model).toBeUndefined()

    const url = `/api/triage/models/${body.models[0].id}/decision`
    expect((await ask('POST', url, officer, { approve: true })).status).toBe(403)
    expect((await ask('POST', url, 'shen.system', { approve: true })).status).toBe(403)
    expect((await ask('POST', url, commander, { approve: true })).body).toMatchObject({
      state: 'active',
      decidedBy: '梁国安',
      decidedAt: expect.any(String),
    })
    expect((await ask('POST', url, commander, { approve: true })).status).toBe(200)
    expect((await ask('POST', url, commander, { approve: false })).status).toBe(409)
    expect((await ask('POST', '/api/triage/models/none/decision', commander, { approve: true })).status).toBe(404)
    expect(learned.model?.id).toBe(body.models[0].id)
  }, 120_000)

  it('brings a background, and older keys are made again with it', async () => {
    expect(learned.background.messages).toBeGreaterThan(400)
    let made = 0
    for (let n = 1; n > 0; made += n) n = await rekey(database.db, demoDistrict, cases.services.procedures, learned, 200)
    expect(made).toBeGreaterThan(400)
    expect(await rekey(database.db, demoDistrict, cases.services.procedures, learned)).toBe(0)
  })
})

describe('suggestions', () => {
  it('explain themselves with words of the message, ranked alternatives and the duty-list row', async () => {
    const { id } = await file()
    const { body } = await ask('GET', `/api/cases/${id}/suggestion`, officer)
    expect(body).toMatchObject({
      subject: { id: 'water.drainage', name: { zh: '排水与内涝' } },
      grade: { id: 'urgent' },
      model: learned.model?.id,
      rule: null,
    })
    expect(body.reasons.length).toBeGreaterThan(0)
    for (const { words, weight } of body.reasons) {
      expect(`${drain.title}${drain.description}${drain.demand}`).toContain(words)
      expect(weight).toBeGreaterThan(0)
    }
    expect(body.ranked.length).toBe(5)
    expect(body.ranked[0].confidence).toBe(body.confidence)
    await world.does(id, 'triage', 'triageOfficer', centreOf(cases, estate), { subject: 'water.drainage', grade: 'urgent', kind: 'appeal' })
  })

  it.each([
    ['电梯困人，有人被困在里面', 'emergency', 'urgent'],
    ['邻居家暴，孩子被殴打', 'violence', 'urgent'],
    ['法院判决后物业仍不执行', 'litigation', undefined],
    ['检举街道干部索贿', 'accusation', undefined],
    ['信访复查申请', 'petition', undefined],
  ])('%s: %s leaves it to a person', async (title, rule, grade) => {
    const { id } = await file({ title })
    const { body } = await ask('GET', `/api/cases/${id}/suggestion`, officer)
    const { wordRules } = await import('./rules.ts')
    expect(body.rule).toEqual(wordRules.find(one => one.id === rule)?.says)
    expect(body.automatic).toBe(false)
    if (grade) expect(body.grade.id).toBe(grade)
    await world.does(id, 'redirect', 'triageOfficer', centreOf(cases, estate), { route: 'court', reason: '试验' })
  })
})

describe('automatic dispatch', () => {
  it('does nothing without an order, respects the threshold, then signs what it does in the journal', async () => {
    const { id } = await file(blocked, '440399003003')
    expect(await workDispatch(dispatcher())).toEqual({ looked: 0, dispatched: 0 })

    expect((await ask('PUT', '/api/triage/threshold', officer, { threshold: 0.9, automatic: true })).status).toBe(403)
    expect((await ask('PUT', '/api/triage/threshold', commander, { threshold: 0.4, automatic: true })).status).toBe(400)
    expect((await ask('PUT', '/api/triage/threshold', commander, { threshold: 1, automatic: true })).body).toEqual({
      threshold: 1,
      automatic: true,
    })
    expect(await workDispatch(dispatcher())).toMatchObject({ looked: expect.any(Number), dispatched: 0 })
    const queue = await ask('GET', '/api/triage/queue?limit=100', officer)
    const waiting = queue.body.rows.find((row: { id: string }) => row.id === id)
    expect(waiting.suggestion).toMatchObject({
      subject: { id: 'water.drainage' },
      automatic: false,
      threshold: 1,
      rule: { zh: '置信度低于值班指挥长设定的阈值' },
    })
    expect((await workDispatch(dispatcher())).looked).toBe(0)

    world.at('2026-03-02 09:20')
    const { confidence } = waiting.suggestion
    await ask('PUT', '/api/triage/threshold', commander, { threshold: Math.max(0.5, confidence - 0.01), automatic: true })
    expect((await workDispatch(dispatcher())).dispatched).toBeGreaterThan(0)
    const events = (await journal(id)).filter(event => event.action === 'triage' || event.action === 'dispatch')
    expect(events.map(event => event.action)).toEqual(['triage', 'dispatch'])
    for (const event of events) {
      expect(event.actor).toEqual({ kind: 'system', name: 'autoDispatch' })
      expect(event.input['confidence']).toBeCloseTo(confidence, 3)
      expect(String(event.input['reason'])).toContain('梁国安2026-03-02 09:20设定的')
    }
    expect(String(events[1]?.input['reason'])).toContain('权责清单')
    expect((await ask('GET', '/api/triage', officer)).body).toMatchObject({
      automatic: true,
      setBy: '梁国安',
      setAt: '2026-03-02T01:20:00.000Z',
    })
  })

  it('happens once, however many workers', async () => {
    world.at('2026-03-02 09:30')
    await ask('PUT', '/api/triage/threshold', commander, { threshold: 0.5, automatic: true })
    const sites = ['440399003001', '440399003002', '440399001001', '440399001002', '440399002001']
    const ids = await Promise.all(
      sites.map(
        async place => (await file({ title: '井盖旁边下水道堵塞', description: '污水外溢，积水三天了，请疏通下水道。' }, place)).id,
      ),
    )
    const other = await Learned.open(database.db, demoDistrict, { every: 0 })
    const turns = await Promise.all([
      workDispatch(dispatcher()),
      workDispatch({ cases: new Cases(cases.services), learned: other, log: silentLog }),
      workDispatch(dispatcher()),
    ])
    await other.close()
    expect(turns.reduce((sum, turn) => sum + turn.dispatched, 0)).toBeGreaterThanOrEqual(ids.length)
    for (const id of ids) expect((await journal(id)).map(event => event.action)).toEqual(['file', 'triage', 'dispatch'])
  })

  it('goes on after a process died between sorting and assigning, and never takes over what a person has begun', async () => {
    const { id } = await file({ title: '下水道堵塞半个月', description: '污水外溢，积水发臭。' }, '440399002002')
    const actor = { kind: 'system', name: 'autoDispatch' } as const
    await cases.act(
      id,
      'triage',
      { subject: 'water.drainage', grade: 'general', kind: 'appeal', confidence: 0.9999 },
      { scope: 'system', actor, keys: 'system', key: '' },
    )
    const begun = await file({ title: '下水道堵塞一个月', description: '污水外溢，积水发臭。' }, '440399001003')
    await world.does(begun.id, 'triage', 'triageOfficer', centreOf(cases, '440399001003'), {
      subject: 'water.drainage',
      grade: 'general',
      kind: 'appeal',
    })
    await workDispatch(dispatcher())
    expect((await journal(id)).map(event => event.action)).toEqual(['file', 'triage', 'dispatch'])
    expect((await journal(begun.id)).map(event => event.action)).toEqual(['file', 'triage'])
  })

  it('leaves to a person what repeats a recent matter next door, what is in danger, and what has no place', async () => {
    const again = await file(blocked, '440399003003')
    const danger = await file({ title: '下水道冒出毒气，有人昏迷', description: '污水外溢' }, '440399001004')
    const nowhere = await file({ title: '下水道堵塞', description: '污水外溢，积水。' }, demoDistrict)
    await workDispatch(dispatcher())
    const looks = new Map((await database.db.selectFrom('triage_look').selectAll().execute()).map(look => [look.case_id, look.verdict]))
    expect([again, danger, nowhere].map(({ id }) => looks.get(id))).toEqual(['duplicate', 'emergency', 'placeTooWide'])
    const { body } = await ask('GET', '/api/triage/queue?limit=100', officer)
    expect(body.rows.find((row: { id: string }) => row.id === again.id).suggestion).toMatchObject({
      automatic: false,
      rule: { zh: expect.stringContaining('重复') },
    })
  })
})

describe('corrections', () => {
  it('become rows to learn from: another subject, and a unit designated after an objection', async () => {
    await follow()
    const before = await ask('GET', '/api/triage', officer)
    const centre = centreOf(cases, estate)
    const wrong = await file({ title: '负一层下水道返水', description: '下水道堵塞，污水外溢，积水，物业管理处不管。' })
    await world.does(wrong.id, 'triage', 'triageOfficer', centre, { subject: 'property.service', grade: 'general', kind: 'appeal' })

    const objected = await file({ title: '明渠下水道堵塞', description: '污水外溢，积水，雨水篦子堵了。' }, '440399001005')
    await workDispatch(dispatcher())
    const { matter } = (await readPage(database.db, 'system', demoDistrict, objected.id)) ?? {}
    if (!matter) throw new Error('gone')
    expect(matter.acts['dispatch']?.actor.kind).toBe('system')
    const settled = cases.world().org.unitOf('urbanManagement', '440399001005') ?? ''
    await world.does(objected.id, 'object', 'handler', matter.owner, { legalReason: '不属本单位职责' })
    const holder = (await readPage(database.db, 'system', demoDistrict, objected.id))?.matter.assignments.findLast(
      one => one.kind === 'holder' && !one.to,
    )
    await world.does(objected.id, 'designate', 'dutyCommander', holder?.unit ?? '', { unit: settled, reason: '由综合执法队办理' })

    await follow()
    const rows = await database.db.selectFrom('triage_correction').selectAll().execute()
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          case_id: wrong.id,
          kind: 'subject',
          suggested: expect.any(String),
          chosen: 'property.service',
          label: 'property.service',
          model: learned.model?.id,
        }),
        expect.objectContaining({
          case_id: objected.id,
          kind: 'unit',
          suggested: matter.owner,
          chosen: settled,
          label: expect.stringMatching(/^(city|noise|air|dust|transport|safety)/),
        }),
      ]),
    )
    const { rows: confirmed } = await readConfirmed(database.db, demoDistrict, cases.services.procedures)
    expect(confirmed.find(row => row.title === '负一层下水道返水')?.label).toBe('property.service')
    const after = await ask('GET', '/api/triage', officer)
    expect(after.body.corrections).toBeGreaterThan(before.body.corrections)
    expect(after.body.lately.objected - before.body.lately.objected).toBe(1)
    expect(after.body.lately.automatic - before.body.lately.automatic).toBe(1)
    await follow()
    expect((await database.db.selectFrom('triage_correction').selectAll().execute()).length).toBe(rows.length)
  })

  it('retraining shows before and after on the same rows; a rejected model never works', async () => {
    world.at('2026-03-02 10:00')
    await ask('POST', '/api/triage/models', commander)
    expect(await workLearning(learning)).toBe(true)
    const { body } = await ask('GET', '/api/triage', officer)
    const [proposed] = body.models
    expect(proposed).toMatchObject({ state: 'proposed', before: { rows: proposed.figures.rows } })
    expect(proposed.figures.rows).toBeGreaterThan(50)
    const active = learned.model?.id
    expect((await ask('POST', `/api/triage/models/${proposed.id}/decision`, commander, { approve: false })).body).toMatchObject({
      state: 'rejected',
      decidedBy: '梁国安',
    })
    expect(learned.model?.id).toBe(active)
    expect(
      (await database.db.selectFrom('triage_model').select('bytes').where('id', '=', proposed.id).executeTakeFirst())?.bytes,
    ).toBeNull()
  }, 120_000)

  it('a job whose process died is taken up again once, then marked failed', async () => {
    const at = (minute: number): string => new Date(Date.parse('2026-03-02T03:00:00Z') + minute * 60_000).toISOString()
    await putJob(database.db, demoDistrict, { id: 'dies', kind: 'model', askedBy: null, at: at(0) })
    expect(await takeJob(database.db, demoDistrict, at(0))).toMatchObject({ id: 'dies', attempts: 1 })
    expect(await takeJob(database.db, demoDistrict, at(0))).toBeUndefined()
    expect(await takeJob(database.db, demoDistrict, at(1))).toMatchObject({ id: 'dies', attempts: 2 })
    expect(await takeJob(database.db, demoDistrict, at(2))).toBeUndefined()
    expect(await findJob(database.db, demoDistrict, 'dies')).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('interrupted'),
    })
    expect((await ask('GET', '/api/triage', officer)).body.job).toMatchObject({ state: 'failed' })
  })

  it('stopping ends the thread and puts the job back', async () => {
    await putJob(database.db, demoDistrict, { id: 'stopped', kind: 'model', askedBy: null, at: '2026-03-02T04:00:00Z' })
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 300)
    expect(await workLearning(learning, stopping.signal)).toBe(false)
    expect(await findJob(database.db, demoDistrict, 'stopped')).toMatchObject({ state: 'waiting', attempts: 0 })
    await database.db.deleteFrom('triage_job').execute()
  })
})

describe('near-duplicates', () => {
  it('find a paraphrase with the passages in common, for staff and before filing', async () => {
    const first = await file({
      title: '榕荫路28号夜宵摊油烟熏进卧室',
      description: '楼下夜宵摊每晚十点到凌晨烧烤，油烟从窗户飘进卧室，孩子咳嗽。',
    })
    await world.does(first.id, 'triage', 'triageOfficer', centreOf(cases, estate), {
      subject: 'air.fumes',
      grade: 'general',
      kind: 'appeal',
    })
    const second = await file({
      title: '夜宵摊烧烤油烟太大',
      description: '榕荫路28号楼下的夜宵摊，每晚烧烤到凌晨，油烟飘进卧室，没法开窗。',
    })
    const { body } = await ask('GET', `/api/cases/${second.id}/similar`, officer)
    expect(body.rows[0]).toMatchObject({ case: { id: first.id } })
    expect(body.rows[0].score).toBeGreaterThan(0.25)
    expect(body.rows[0].shared.join()).toContain('夜宵摊')

    const offered = await ask('POST', '/api/similar', '', {
      title: '夜宵摊烧烤油烟',
      description: '榕荫路28号楼下夜宵摊每晚烧烤到凌晨，油烟飘进卧室',
      place: estate,
    })
    expect(offered).toMatchObject({
      status: 200,
      body: { rows: [{ title: '榕荫路28号夜宵摊油烟熏进卧室', reporters: 1, step: { zh: expect.any(String) } }] },
    })
    expect(Object.keys(offered.body.rows[0]).toSorted()).toEqual(['filedAt', 'place', 'reporters', 'score', 'step', 'title'])
  })

  it('a stranger never sees a matter about people, a petition, or one nobody has sorted', async () => {
    const words = { title: '石坪二路9号丈夫酗酒夫妻吵架抚养孩子', description: '石坪二路9号，丈夫酗酒，夫妻吵架，抚养孩子没人管。' }
    const { id } = await file(words)
    const offered = () => ask('POST', '/api/similar', '', { ...words, place: estate })
    expect((await offered()).body.rows).toEqual([])
    await world.does(id, 'triage', 'triageOfficer', centreOf(cases, estate), {
      subject: 'family.dispute',
      grade: 'general',
      kind: 'appeal',
    })
    expect((await offered()).body.rows).toEqual([])
    await world.does(id, 'triage', 'triageOfficer', centreOf(cases, estate), { subject: 'city.vendor', grade: 'general', kind: 'appeal' })
    expect((await offered()).body.rows.length).toBe(1)
    await world.does(id, 'markAccusation', 'triageOfficer', centreOf(cases, estate), { reason: '试验' })
    expect((await offered()).body.rows).toEqual([])
  })

  it('is asked a limited number of times a minute', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await ask('POST', '/api/similar', '', { title: '路灯不亮' })).status),
    )
    expect(statuses).toContain(429)
    expect(statuses).toContain(200)
  })
})

describe('hotspots', () => {
  it('find a planted cluster by place and topic, with its words and only cases that the reader may see', async () => {
    world.at('2026-03-03 09:00')
    const place = '440399002001'
    const centre = centreOf(cases, place)
    for (let n = 0; n < 12; n++) {
      const { id } = await file({ title: `河边死鱼发臭${n}`, description: '河水发黑，一片死鱼，臭味很大。' }, place)
      await world.does(id, 'triage', 'triageOfficer', centre, { subject: 'water.pollution', grade: 'general', kind: 'appeal' })
    }
    const local =
      accounts.find(one => posts.some(post => one.posts.includes(post.id) && post.unit === centre && post.role === 'triageOfficer'))
        ?.login ?? ''
    const { body } = await ask('GET', '/api/hotspots?days=7', `${local}/triageOfficer`)
    const hot = body.rows.find((row: { subject: { id: string } | null }) => row.subject?.id === 'water.pollution')
    expect(hot).toMatchObject({ place: { id: place } })
    expect(hot.count).toBeGreaterThanOrEqual(12)
    expect(hot.surprise).toBeGreaterThan(3)
    expect(hot.words.join()).toMatch(/死鱼|发臭/)
    expect(hot.cases.length).toBeGreaterThanOrEqual(12)
    expect(hot.point).toEqual([expect.closeTo(114.03, 2), expect.closeTo(22.52, 2)])
    const stranger = await ask('GET', '/api/hotspots?days=7', 'ma.police')
    expect(stranger.body.rows.find((row: { subject: { id: string } | null }) => row.subject?.id === 'water.pollution').cases).toEqual([])
  })
})

describe('doors', () => {
  const id = '0198a000-0000-7000-8000-000000000000'
  it.each([
    ['GET', `/api/cases/${id}/suggestion`, [officer, commander], ['huang.handler', 'jiang.auditor']],
    ['GET', '/api/triage/queue', [officer, 'wu.dispatcher', commander], ['huang.handler', 'zeng.station']],
    ['GET', '/api/triage', [officer, 'huang.handler'], []],
    ['GET', '/api/hotspots', ['huang.handler'], []],
    ['GET', `/api/cases/${id}/similar`, ['huang.handler'], []],
    ['PUT', '/api/triage/threshold', [], [officer, 'wu.dispatcher/dispatcher', 'shen.system']],
    ['POST', '/api/triage/models', [], [officer, 'huang.handler', 'jiang.auditor']],
  ] as const)('%s %s', async (method, url, open, shut) => {
    expect((await ask(method, url)).status).toBe(401)
    for (const who of open) expect([200, 404]).toContain((await ask(method, url, who)).status)
    for (const who of shut)
      expect((await ask(method, url, who, method === 'PUT' ? { threshold: 0.9, automatic: false } : undefined)).status).toBe(403)
  })

  it('a unit that has nothing to do with a matter gets no suggestion and no neighbours of it', async () => {
    const { id: own } = await file({ title: '下水道' }, '440399002001')
    const elsewhere = centreOf(cases, estate)
    expect(elsewhere).not.toBe(centreOf(cases, '440399002001'))
    expect((await ask('GET', `/api/cases/${own}/suggestion`, officer)).status).toBe(404)
    expect((await ask('GET', `/api/cases/${own}/similar`, officer)).status).toBe(404)
  })
})
