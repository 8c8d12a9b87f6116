import { isRefusal, type RoleId } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accounts, demoDistrict, loadDemo, places, posts, staff, unit, units } from '../../demo/index.ts'
import { duties, subjects } from '../duty/catalogue.ts'
import { dutyRoutes } from '../duty/routes.ts'
import type { Caller } from '../identity/caller.ts'
import { posterOf } from '../places/poster-facts.ts'
import { placeRoutes } from '../places/routes.ts'
import { rosterRoutes } from '../rosters/routes.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { unitRoutes } from '../units/routes.ts'
import { putUnits } from '../units/store.ts'
import { Reference } from './reference.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
const clock = () => now
let database: TestDatabase
let reference: Reference
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase()
  expect(await loadDemo(database.db, { now })).toBe(true)
  reference = await Reference.open(database.db, demoDistrict, { every: 0, clock })
  app = Fastify()
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    request.caller = callerOf(String(request.headers['x-as'] ?? ''))
  })
  const services = { db: database.db, reference, clock, publicUrl: 'http://fengqiao.test' }
  for (const routes of [placeRoutes, unitRoutes, dutyRoutes, rosterRoutes]) routes(app, services)
})
afterAll(async () => {
  await app.close()
  await reference.close()
  await database.end()
})

function callerOf(login: string): Caller {
  const account = accounts.find(one => one.login === login)
  const post = posts.find(one => one.id === account?.posts[0])
  if (!account || !post) return { kind: 'anonymous', district: demoDistrict, language: 'zh' }
  const place = units.find(one => one.id === post.unit)?.place ?? ''
  const who = {
    accountId: account.id,
    name: account.nameZh,
    sessionId: 's',
    postId: post.id,
    role: post.role as RoleId,
    unit: post.unit,
    place,
  }
  return { kind: 'staff', district: demoDistrict, language: 'zh', ...who }
}
let keys = 0
async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, as = '', body?: object, key = `k${keys++}`) {
  const headers = { 'x-as': as, 'idempotency-key': key }
  const reply = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
  return { status: reply.statusCode, body: reply.json() }
}

test('the demo loads once', async () => {
  expect(await loadDemo(database.db, { now })).toBe(false)
  expect(reference.atlas.all()).toHaveLength(places.length)
  expect(reference.organisation.units()).toHaveLength(units.length)
  expect(reference.dutyList.all()).toHaveLength(duties.length)
  expect(reference.dutyList.subjects()).toHaveLength(subjects.length)
})

test('a change of another process is seen at the next look', async () => {
  const other = await Reference.open(database.db, demoDistrict, { every: 0, clock })
  const changed = units.filter(one => one.id === 'district.culture').map(one => ({ ...one, phone: '0755-55508888' }))
  await putUnits(database.db, demoDistrict, changed, '2026-03-02')
  expect(other.organisation.find('district.culture')?.phone).not.toBe('0755-55508888')
  await other.refresh()
  expect(other.organisation.find('district.culture')?.phone).toBe('0755-55508888')
  await other.close()
})

test('a post given where accounts are kept is seen too', async () => {
  const holding = { district: demoDistrict, post: 'district.culture.handler', account: staff.leader, valid_from: now }
  await database.db.insertInto('post_holder').values(holding).execute()
  await reference.refresh()
  expect(reference.organisation.holders('district.culture', 'handler')).toContain(staff.leader)
})

describe('places over HTTP', () => {
  test('anybody may list, search, locate and draw them', async () => {
    const first = await ask('GET', '/api/places?level=cell&limit=100')
    const second = await ask('GET', `/api/places?level=cell&limit=100&after=${first.body.next}`)
    expect(first.body.rows.length + second.body.rows.length).toBe(120)
    expect(second.body.next).toBeNull()
    expect((await ask('GET', '/api/places?search=rongshu&level=community')).body.rows[0].name.zh).toBe('榕树社区')
    const site = places.find(place => place.name.zh === '榕树花园')
    const located = await ask('GET', `/api/locate?lon=${site?.centre?.lon}&lat=${site?.centre?.lat}`)
    expect(located.body).toMatchObject({
      site: { name: { zh: '榕树花园' } },
      community: { name: { zh: '榕树社区' } },
      street: { name: { zh: '榕湾街道' } },
    })
    expect((await ask('GET', '/api/places.geojson?level=street')).body.features).toHaveLength(3)
    const near = await ask('GET', `/api/stations/nearest?lon=${site?.centre?.lon}&lat=${site?.centre?.lat}&limit=2`)
    expect(near.body.stations).toHaveLength(2)
    expect(near.body.stations[0].metres).toBeLessThanOrEqual(near.body.stations[1].metres)
    expect((await ask('GET', `/api/addresses?text=${encodeURIComponent('榕树花园3栋')}`)).body.found[0].name.zh).toBe('榕树花园')
    expect((await ask('GET', '/api/places/nowhere')).status).toBe(404)
    expect((await ask('GET', '/api/locate?lon=abc&lat=1')).status).toBe(400)
  })

  test('staff print the poster of a place; its code opens filing there', async () => {
    const site = places.find(place => place.name.zh === '榕树花园')
    const url = `/api/places/${site?.code}/poster?size=A5`
    expect((await app.inject({ url })).statusCode).toBe(401)
    const poster = await app.inject({ url, headers: { 'x-as': staff.leader } })
    expect(poster.headers['content-type']).toBe('application/pdf')
    expect(poster.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await ask('GET', '/api/places/nowhere/poster', staff.leader)).status).toBe(404)
    expect(posterOf(reference, site?.code ?? '', 'http://fengqiao.test')).toMatchObject({
      place: { zh: '榕树社区榕树花园' },
      district: { zh: '枫桥区' },
      url: `http://fengqiao.test/#/p/${site?.code}`,
    })
  })
})

describe('units over HTTP', () => {
  test('staff see units with superiors and holders; others sign in first', async () => {
    expect((await ask('GET', '/api/units')).status).toBe(401)
    const found = await ask('GET', `/api/units/${unit.rongwanUrban}`, staff.handler)
    expect(found.body.superiors.map((one: { id: string }) => one.id)).toEqual([unit.rongwanCentre, unit.districtCentre, 'city.governance'])
    expect(found.body.posts.flatMap((post: { holders: { account: string }[] }) => post.holders.map(holder => holder.account))).toContain(
      staff.handler,
    )
    expect(
      (await ask('GET', '/api/units?place=440399003&kind=police', staff.handler)).body.rows.map((one: { id: string }) => one.id),
    ).toEqual([unit.rongwanPolice])
    expect((await ask('GET', '/api/unit-tree', staff.handler)).body.units.map((one: { id: string }) => one.id)).toEqual(['city.governance'])
    expect((await ask('GET', `/api/posts?account=${staff.unitHead}`, staff.handler)).body.rows).toHaveLength(3)
  })
})

describe('the duty list over HTTP', () => {
  const row = {
    subject: 'city.vendor',
    level: 'community',
    unitKind: 'residentsCommittee',
    place: '440399003001',
    part: 'own',
    legalBasis: { zh: '街道规定', en: 'Street rule' },
    remark: { zh: '', en: '' },
  }

  test('anybody may ask who is responsible, and why', async () => {
    const { body } = await ask('GET', '/api/responsibility?subject=city.vendor&place=440399003001001')
    expect(body.unit.id).toBe(unit.rongwanUrban)
    expect(body.why.zh).toContain('占道经营')
  })

  test('only the system administrator edits it, and the change holds at once', async () => {
    expect((await ask('POST', '/api/duties', staff.commander, row)).status).toBe(403)
    const added = await ask('POST', '/api/duties', staff.systemAdministrator, row)
    expect(added.status).toBe(201)
    expect((await ask('GET', '/api/responsibility?subject=city.vendor&place=440399003001001')).body.unit.id).toBe(unit.rongshuCommittee)
    expect((await ask('POST', '/api/duties', staff.systemAdministrator, row)).body.rule).toBe('duty-stands-already')
    const change = { ...row, remark: { zh: '试点', en: 'Trial' }, version: 1 }
    expect((await ask('PUT', `/api/duties/${added.body.id}`, staff.systemAdministrator, change)).body.version).toBe(2)
    expect((await ask('PUT', `/api/duties/${added.body.id}`, staff.systemAdministrator, change)).body.rule).toBe('version-conflict')
    expect((await ask('DELETE', `/api/duties/${added.body.id}`, staff.systemAdministrator)).status).toBe(200)
    expect((await ask('GET', '/api/responsibility?subject=city.vendor&place=440399003001001')).body.unit.id).toBe(unit.rongwanUrban)
    expect((await ask('DELETE', '/api/duties/city.park-d-urbanManagement', staff.systemAdministrator)).body.rule).toBe(
      'last-duty-of-subject',
    )
  })
})

describe('rosters over HTTP', () => {
  const shift = {
    unit: unit.rongwanUrban,
    role: 'handler',
    account: staff.handler,
    startsAt: '2026-03-05T01:00:00Z',
    endsAt: '2026-03-05T09:00:00Z',
    note: '',
  }

  test('who is on duty now', async () => {
    const { body } = await ask('GET', `/api/on-duty?unit=${unit.rongwanCentre}&role=dutyCommander`, staff.handler)
    expect(body.shifts).toHaveLength(1)
    expect(reference.onDuty(unit.rongwanCentre, 'dutyCommander', now)[0]?.account).toBe(body.shifts[0].account)
  })

  test('the commander of the street keeps its rosters, another street’s head does not', async () => {
    const stranger = accounts.find(one => one.posts.includes('wanghai.urban.unitHead'))?.login
    expect((await ask('POST', '/api/shifts', stranger, shift)).body.rule).toBe('not-your-roster')
    const added = await ask('POST', '/api/shifts', staff.streetCommander, shift, 'same-key')
    expect(added.status).toBe(201)
    expect((await ask('POST', '/api/shifts', staff.streetCommander, shift, 'same-key')).body.id).toBe(added.body.id)
    expect((await ask('POST', '/api/shifts', staff.streetCommander, shift)).body.rule).toBe('shifts-overlap')
    expect((await ask('POST', '/api/shifts', staff.streetCommander, { ...shift, account: staff.mediator })).body.rule).toBe(
      'not-holding-the-role',
    )
    expect((await ask('POST', '/api/shifts', staff.streetCommander, { ...shift, endsAt: '2026-03-09T09:00:00Z' })).body.rule).toBe(
      'shift-too-long',
    )
    const note = { handover: '榕树花园噪声待复查', version: 1 }
    expect((await ask('PUT', `/api/shifts/${added.body.id}/handover`, staff.streetCommander, note)).body.rule).toBe('not-your-shift')
    expect((await ask('PUT', `/api/shifts/${added.body.id}/handover`, staff.handler, note)).body.handover).toBe(note.handover)
    expect((await ask('PUT', `/api/shifts/${added.body.id}`, staff.streetCommander, { ...shift, version: 1 })).body.rule).toBe(
      'version-conflict',
    )
    expect((await ask('DELETE', `/api/shifts/${added.body.id}`, staff.streetCommander)).body.removed).toBe(added.body.id)
  })

  test('pages of a roster join without repeating or missing a shift', async () => {
    const seen: string[] = []
    for (let after = ''; ; ) {
      const { body } = await ask(
        'GET',
        `/api/shifts?unit=${unit.rongshuStation}&from=2026-03-02T00:00:00Z&to=2026-03-12T00:00:00Z&limit=7${after}`,
        staff.handler,
      )
      seen.push(...body.rows.map((one: { id: string }) => one.id))
      if (body.next === null) break
      after = `&after=${body.next}`
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeGreaterThan(18)
  })
})

test('every subject resolves in every community on the loaded database', () => {
  for (const subject of reference.dutyList.leaves())
    for (const community of reference.atlas.all().filter(place => place.level === 'community'))
      expect(isRefusal(reference.dutyList.resolve(subject.code, community.code))).toBe(false)
})
