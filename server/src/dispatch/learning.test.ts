import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoDistrict, seeded, write } from '../../demo/index.ts'
import { readPage } from '../cases/page-store.ts'
import { silentLog } from '../log/log.ts'
import { simulate } from '../simulate/simulate.ts'
import { centreOf } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type TriageWorld, triageWorld } from '../testing/triage-district.ts'
import { workDispatch } from './dispatcher.ts'
import { readConfirmed } from './history.ts'
import { findJob, putJob, takeJob } from './job-store.ts'
import { askByItself, workLearning } from './learning.ts'

const commander = 'liang.commander'
const officer = 'pan.triage'
const estate = '440399003001'
let database: TestDatabase
let world: TriageWorld
beforeAll(async () => {
  database = await testDatabase()
  world = await triageWorld(database)
})
afterAll(async () => {
  await world.close()
  await database.end()
})
const drain = { title: '小区门口下水道堵塞', description: '雨后积水没过脚踝，污水外溢，已有三天，请派人疏通下水道。' }

describe('with nothing learned', () => {
  it('rules and keywords suggest, and say so; nothing goes out by itself', async () => {
    const { id } = await world.file(drain, estate)
    const { status, body } = await world.ask('GET', `/api/cases/${id}/suggestion`, officer)
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
    expect(await workDispatch({ cases: world.cases, learned: world.learned, log: silentLog })).toEqual({ looked: 0, dispatched: 0 })
  })

  it('too little history is refused with the number; a production city learns nothing by itself and cannot switch on', async () => {
    expect(await world.ask('POST', '/api/triage/models', commander)).toMatchObject({
      status: 409,
      body: { rule: 'too-few-confirmed', title: expect.stringContaining('0 件') },
    })
    expect(await world.ask('PUT', '/api/triage/threshold', commander, { threshold: 0.9, automatic: true })).toMatchObject({
      status: 409,
      body: { rule: 'no-model' },
    })
    await askByItself(world.services)
    expect(await workLearning(world.services)).toBe(false)
    expect((await world.ask('GET', '/api/triage', officer)).body).toMatchObject({
      automatic: false,
      models: [],
      setBy: null,
      job: { state: 'idle' },
    })
  })
})

describe('learning', () => {
  it('is a job that gives figures and waits for the duty commander', async () => {
    await simulate(world.cases, { cases: 420, until: new Date(world.district.now().getTime() - 3_600_000), days: 90, seed: 11 })
    const asked = await world.ask('POST', '/api/triage/models', 'shen.system', undefined, 'same-key')
    expect(asked).toMatchObject({ status: 202, body: { job: expect.any(String) } })
    expect((await world.ask('POST', '/api/triage/models', 'shen.system', undefined, 'same-key')).body).toEqual(asked.body)
    expect(await world.ask('POST', '/api/triage/models', commander)).toMatchObject({ status: 409, body: { rule: 'job-running' } })
    expect((await world.ask('GET', '/api/triage', officer)).body.job).toMatchObject({ state: 'running' })

    expect(await workLearning(world.services)).toBe(true)
    const { body } = await world.ask('GET', '/api/triage', officer)
    expect(body).toMatchObject({ automatic: false, job: { state: 'idle' }, models: [{ state: 'proposed', before: null, decidedBy: null }] })
    expect(body.models[0].rows).toBeGreaterThan(250)
    expect(body.models[0].figures.accuracy).toBeGreaterThan(0.5)
    expect(world.learned.model).toBeUndefined()

    const url = `/api/triage/models/${body.models[0].id}/decision`
    expect((await world.ask('POST', url, officer, { approve: true })).status).toBe(403)
    expect((await world.ask('POST', url, 'shen.system', { approve: true })).status).toBe(403)
    expect((await world.ask('POST', url, commander, { approve: true })).body).toMatchObject({
      state: 'active',
      decidedBy: '梁国安',
      decidedAt: expect.any(String),
    })
    expect((await world.ask('POST', url, commander, { approve: true })).status).toBe(200)
    expect((await world.ask('POST', url, commander, { approve: false })).status).toBe(409)
    expect((await world.ask('POST', '/api/triage/models/none/decision', commander, { approve: true })).status).toBe(404)
    expect(world.learned.model?.id).toBe(body.models[0].id)
    expect(world.learned.order.automatic).toBe(false)
  }, 120_000)

  it('corrections become rows to learn from: another subject, and a unit designated after an objection', async () => {
    await world.follow()
    const before = await world.ask('GET', '/api/triage', officer)
    world.district.at('2026-03-02 09:20')
    await world.ask('PUT', '/api/triage/threshold', commander, { threshold: 0.5, automatic: true })
    const wrong = await world.file({ ...drain, title: '负一层下水道返水' }, estate)
    await world.district.does(wrong.id, 'triage', 'triageOfficer', centreOf(world.cases, estate), {
      subject: 'property.service',
      grade: 'general',
      kind: 'appeal',
    })

    const place = '440399001005'
    const { title, body } = write(seeded(5), 'water.drainage')
    const objected = await world.file({ title, description: body }, place)
    await workDispatch({ cases: world.cases, learned: world.learned, log: silentLog })
    const matter = async () => {
      const page = await readPage(database.db, 'system', demoDistrict, objected.id)
      if (!page) throw new Error('the case is gone')
      return page.matter
    }
    const { owner, acts } = await matter()
    expect(acts['dispatch']?.actor.kind).toBe('system')
    await world.district.does(objected.id, 'object', 'handler', owner, { legalReason: '不属本单位职责' })
    const settled = world.cases.world().org.unitOf('urbanManagement', place) ?? ''
    const holder = (await matter()).assignments.findLast(one => one.kind === 'holder' && !one.to)?.unit ?? ''
    await world.district.does(objected.id, 'designate', 'dutyCommander', holder, { unit: settled, reason: '由综合执法队办理' })

    await world.follow()
    const rows = await database.db.selectFrom('triage_correction').selectAll().execute()
    const answered = world.district.reference.dutyList.resolve(rows.find(row => row.case_id === objected.id)?.label ?? '', place)
    expect(answered).toMatchObject({ unit: { id: settled } })
    expect(rows).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          case_id: wrong.id,
          kind: 'subject',
          suggested: expect.any(String),
          chosen: 'property.service',
          label: 'property.service',
          model: world.learned.model?.id,
        }),
        expect.objectContaining({ case_id: objected.id, kind: 'unit', suggested: owner, chosen: settled }),
      ]),
    )
    const { rows: confirmed } = await readConfirmed(database.db, demoDistrict, world.cases.services.procedures)
    expect(confirmed.find(row => row.title === '负一层下水道返水')?.label).toBe('property.service')
    const after = await world.ask('GET', '/api/triage', officer)
    expect(after.body.corrections - before.body.corrections).toBe(2)
    expect(after.body.lately.objected - before.body.lately.objected).toBe(1)
    await world.follow()
    expect((await database.db.selectFrom('triage_correction').selectAll().execute()).length).toBe(rows.length)
    expect((await world.ask('GET', '/api/triage', officer)).body.lately).toEqual(after.body.lately)
  })

  it('retraining shows before and after on the same rows; a rejected model never works', async () => {
    world.district.at('2026-03-02 10:00')
    await world.ask('POST', '/api/triage/models', commander)
    expect(await workLearning(world.services)).toBe(true)
    const { body } = await world.ask('GET', '/api/triage', officer)
    const [proposed] = body.models
    expect(proposed).toMatchObject({ state: 'proposed', before: { rows: proposed.figures.rows } })
    expect(proposed.figures.rows).toBeLessThan(proposed.rows / 2)
    const active = world.learned.model?.id
    expect((await world.ask('POST', `/api/triage/models/${proposed.id}/decision`, commander, { approve: false })).body).toMatchObject({
      state: 'rejected',
      decidedBy: '梁国安',
    })
    expect(world.learned.model?.id).toBe(active)
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
    expect((await world.ask('GET', '/api/triage', officer)).body.job).toMatchObject({ state: 'failed', error: expect.any(String) })
  })

  it('stopping ends the thread and puts the job back', async () => {
    await putJob(database.db, demoDistrict, { id: 'stopped', kind: 'model', askedBy: null, at: '2026-03-02T04:00:00Z' })
    const stopping = new AbortController()
    setTimeout(() => stopping.abort(), 300)
    expect(await workLearning(world.services, stopping.signal)).toBe(false)
    expect(await findJob(database.db, demoDistrict, 'stopped')).toMatchObject({ state: 'waiting', attempts: 0 })
  })
})
