import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../http/app.ts'
import { authenticate } from '../identity/authenticate.ts'
import { makeApiKey } from '../identity/security-routes.ts'
import { type IdentityServices, identityServices } from '../identity/services.ts'
import { silentLog } from '../log/log.ts'
import { centreOf, type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { demoOpen311Key } from './demo-key.ts'
import { escapeXml } from './document.ts'
import { open311Routes } from './routes.ts'

let database: TestDatabase
let world: DistrictWorld
let identity: IdentityServices
let app: FastifyInstance
let key: string

beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  const { district, keyring, now } = world
  identity = identityServices({ db: database.db, district, keyring, now, https: false, demo: true, sendNotice: async () => undefined })
  key = (await makeApiKey(identity, { name: 'test', perMinute: 1000, perDay: 100_000, by: null })).key
  app = await createApp(silentLog, { trustProxy: false, https: false })
  await authenticate(app, identity)
  open311Routes(app, { cases: world.cases, identity, publicUrl: 'http://fengqiao.test' })
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await world.close()
  await database.end()
})

const get = (path: string, language = 'zh') =>
  app.inject({ method: 'GET', url: `/open311/v2/${path}`, headers: { 'accept-language': language } })
const post = (form: Record<string, string>, format = 'json', headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: `/open311/v2/requests.${format}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  })
const light = {
  service_code: 'road-light',
  lat: '',
  long: '',
  address_string: '榕湾街道榕树社区',
  description: '路灯不亮，夜里很黑。已有三天。',
}
const file = async (more: Record<string, string> = {}): Promise<string> => {
  const reply = await post({ ...light, api_key: key, ...more })
  expect(reply.statusCode, reply.body).toBe(201)
  return reply.json()[0].service_request_id
}
const xml = new XMLParser({ parseTagValue: false })
const act = async (id: string, action: string, role: Parameters<DistrictWorld['does']>[2], input: Record<string, unknown>) =>
  world.does(id, action, role, centreOf(world.cases, (await get(`requests/${id}.json`)).json()[0].address_id), input)

test('discovery names this endpoint, in both forms', async () => {
  const json = (await get('discovery.json')).json()
  expect(json.endpoints).toMatchObject([
    { specification: 'http://wiki.open311.org/GeoReport_v2', url: 'http://fengqiao.test/open311/v2/', type: 'production' },
  ])
  const reply = await get('discovery.xml')
  expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(reply.body.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<discovery>')).toBe(true)
  expect(xml.parse(reply.body).discovery.endpoints.endpoint.formats.format).toEqual(['text/xml', 'application/json'])
})

test('services are the leaves of the catalogue, in the language asked for', async () => {
  const [zh, en] = [(await get('services.json')).json(), (await get('services.json', 'en')).json()]
  expect(zh).toHaveLength(world.reference.dutyList.leaves().length)
  expect(zh.find((one: { service_code: string }) => one.service_code === 'road-light')).toEqual({
    service_code: 'road-light',
    service_name: '路灯故障',
    description: expect.stringContaining('路灯'),
    metadata: true,
    type: 'realtime',
    keywords: '路灯,不亮,漆黑',
    group: '市政设施与水电气',
  })
  expect(en.find((one: { service_code: string }) => one.service_code === 'road-light').service_name).toBe('Street lights')
  const written = (await get('services.xml')).body
  expect(XMLValidator.validate(written)).toBe(true)
  expect(xml.parse(written).services.service).toHaveLength(zh.length)
})

test('a definition lists what the opening form asks beside the standard arguments', async () => {
  const definition = (await get('services/road-light.json', 'en')).json()
  expect(definition.service_code).toBe('road-light')
  const service = definition.attributes.find((one: { code: string }) => one.code === 'service')
  expect(service).toMatchObject({ variable: true, datatype: 'singlevaluelist', required: false })
  expect(service.values).toContainEqual({ key: 'hazard', name: 'Hazards' })
  expect(definition.attributes.map((one: { code: string }) => one.code)).not.toContain('title')
  const written = xml.parse((await get('services/road-light.xml')).body).service_definition
  expect(written.attributes.attribute).toHaveLength(definition.attributes.length)
  expect((await get('services/nothing.xml')).statusCode).toBe(404)
})

test('a filed request is a case like any other, and its public record names nobody', async () => {
  const reply = await post({
    ...light,
    api_key: key,
    first_name: '明',
    last_name: '张',
    email: 'zhang@example.org',
    phone: '+86 138 1234 5678',
    description: '路灯不亮 <b>&amp; 很黑。电话13912345678',
    media_url: 'http://127.0.0.1:1/a.jpg',
    'attribute[service]': 'hazard',
  })
  expect(reply.statusCode, reply.body).toBe(201)
  const [{ service_request_id: id, service_notice }] = reply.json()
  expect(service_notice).toContain('查询码')
  const [matter] = await caseOf(id)
  expect(matter?.channel).toBe('open311')
  expect(matter?.data).toMatchObject({
    service: 'hazard',
    subject: 'road.light',
    contactName: '张明 <zhang@example.org>',
    contactPhone: '13812345678',
    description: expect.stringContaining('http://127.0.0.1:1/a.jpg'),
  })
  const { body } = await get(`requests/${id}.xml`)
  expect(XMLValidator.validate(body)).toBe(true)
  for (const secret of ['张', 'zhang@', '13812345678', '138 1234', '13912345678', '127.0.0.1']) expect(body).not.toContain(secret)
  const shown = xml.parse(body).service_requests.request
  expect(shown).toMatchObject({
    service_request_id: id,
    status: 'open',
    service_code: 'road-light',
    service_name: '路灯故障',
    requested_datetime: world.now().toISOString(),
  })
  expect(shown.description).toContain('路灯不亮 <b>&amp; 很黑。电话***')
})

const caseOf = async (id: string) =>
  (
    await database.db.transaction().execute(async trx => {
      const { sql } = await import('kysely')
      await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
      return trx.selectFrom('case_record').select('state').where('id', '=', id).execute()
    })
  ).map(row => row.state)

test.each([
  [{}, 403, 'api_key'],
  [{ api_key: 'fq_wrong' }, 403, ''],
  [{ api_key: 'K', service_code: '' }, 400, 'service_code'],
  [{ api_key: 'K', service_code: 'nothing' }, 404, 'service_code'],
  [{ api_key: 'K', address_string: '' }, 400, 'address_string'],
  [{ api_key: 'K', lat: '40.7', long: '-73.9' }, 400, ''],
  [{ api_key: 'K', lat: 'x', long: '1' }, 400, 'lat'],
  [{ api_key: 'K', jurisdiction_id: 'boston.gov' }, 404, 'jurisdiction_id'],
  [{ api_key: 'K', 'attribute[service]': 'nothing' }, 400, ''],
  [{ api_key: 'K', description: 'L' }, 400, 'description'],
])('a request that cannot be filed leaves as errors: %j → %i', async (form: Record<string, string>, code, named) => {
  const sent = {
    ...light,
    ...form,
    ...(form.api_key === 'K' ? { api_key: key } : {}),
    ...(form.description === 'L' ? { description: '很'.repeat(4001) } : {}),
  }
  const json = await post(sent)
  expect(json.statusCode, json.body).toBe(code)
  expect(json.json()).toEqual([{ code, description: expect.stringContaining(named) }])
  const written = await post(sent, 'xml', { 'accept-language': 'en' })
  expect(written.headers['content-type']).toBe('text/xml; charset=utf-8')
  expect(xml.parse(written.body).errors.error.code).toBe(String(code))
})

test('quota, unknown ids and forms, and a wrong key in the query answer in the standard’s words too', async () => {
  const small = (await makeApiKey(identity, { name: 'small', perMinute: 1, perDay: 10, by: null })).key
  expect((await post({ ...light, api_key: small })).statusCode).toBe(201)
  const spent = await post({ ...light, api_key: small })
  expect([spent.statusCode, spent.json()[0].code]).toEqual([429, 429])
  expect(xml.parse((await get('requests/5b8f0000-0000-4000-8000-000000000000.xml')).body).errors.error.code).toBe('404')
  expect((await get('requests/not-an-id.json')).json()[0].code).toBe(404)
  expect((await get('requests.json?status=sleeping')).json()[0].code).toBe(400)
  expect((await get('requests.json?start_date=yesterday')).json()[0].code).toBe(400)
  expect((await get('services.json?api_key=fq_wrong')).json()[0].code).toBe(403)
  expect((await get('services.yaml')).statusCode).toBe(400)
})

test('the key may also come in the query or as a bearer token, and a repeated Idempotency-Key files once', async () => {
  const once = { 'idempotency-key': 'same', authorization: `Bearer ${key}` }
  const [first, second] = [await post(light, 'json', once), await post(light, 'json', once)]
  expect(first.statusCode).toBe(201)
  expect(second.json()[0].service_request_id).toBe(first.json()[0].service_request_id)
})

test('lists filter by service, status, time and ids, and page by key', async () => {
  world.at('2026-04-01 10:00')
  const ids = []
  for (const minute of ['10', '11', '12', '13', '14']) {
    world.at(`2026-04-01 10:${minute}`)
    ids.unshift(await file(minute === '12' ? { service_code: 'road-surface' } : {}))
  }
  const day = 'start_date=2026-04-01T00:00:00%2B08:00&end_date=2026-04-02T00:00:00%2B08:00'
  const listed = async (query: string): Promise<string[]> =>
    (await get(`requests.json?${query}`)).json().map((one: { service_request_id: string }) => one.service_request_id)
  expect(await listed(day)).toEqual(ids)
  expect(await listed(`${day}&service_code=road-surface`)).toEqual([ids[2]])
  expect(await listed(`${day}&service_code=nothing`)).toEqual([])
  expect(await listed(`${day}&status=closed`)).toEqual([])
  expect(await listed(`${day}&status=open,closed`)).toEqual(ids)
  expect(await listed(`service_request_id=${ids[4]},${ids[0]},unknown&status=closed`)).toEqual([ids[0], ids[4]])
  expect(await listed(`${day}&page_size=2&page=2`)).toEqual([ids[2], ids[3]])
  let link: string | undefined = `${day}&page_size=2`
  const walked: string[] = []
  while (link) {
    const reply = await get(`requests.json?${link}`)
    walked.push(...reply.json().map((one: { service_request_id: string }) => one.service_request_id))
    link = /\?(.*)>; rel="next"/.exec(String(reply.headers.link ?? ''))?.[1]
  }
  expect(walked).toEqual(ids)
  world.at('2026-07-15 10:00')
  expect(await listed('')).toEqual([])
  world.at('2026-04-01 11:00')
})

test('a token is the id of its request', async () => {
  const id = await file()
  expect((await get(`tokens/${id}.json`)).json()).toEqual([{ token: id, service_request_id: id }])
  expect((await get('tokens/none.xml')).statusCode).toBe(404)
})

test('updates tell the steps in plain words, without what staff wrote', async () => {
  const id = await file()
  await act(id, 'triage', 'triageOfficer', { subject: 'road.light', grade: 'general', kind: 'appeal', reason: '内部理由' })
  const updates = (await get(`servicerequestupdates.json?service_request_id=${id}`, 'en')).json()
  expect(updates.map((one: { description: string }) => one.description)).toEqual(['The appeal was filed', 'It was assessed'])
  expect(JSON.stringify(updates)).not.toContain('内部理由')
  const written = (await get(`servicerequestupdates.xml?service_request_id=${id}`)).body
  expect(xml.parse(written).service_request_updates.request_update).toHaveLength(2)
  expect((await get('servicerequestupdates.json')).json().map((one: { service_request_id: string }) => one.service_request_id)).toContain(
    id,
  )
})

test('petitions, flagged matters and matters from other doors are not public; people’s troubles have no words and no place', async () => {
  const petition = await file({ phone: '13812345678' })
  await act(petition, 'triage', 'triageOfficer', { subject: 'petition.general', grade: 'complex', kind: 'petition' })
  expect((await get(`requests/${petition}.json`)).statusCode).toBe(404)
  const accused = await file()
  await act(accused, 'markAccusation', 'triageOfficer', { reason: '涉及干部' })
  expect((await get(`requests/${accused}.json`)).statusCode).toBe(404)
  expect((await get(`servicerequestupdates.json?service_request_id=${accused}`)).json()).toEqual([])
  const { id } = await world.file()
  expect((await get(`requests/${id}.json`)).statusCode).toBe(404)
  const quiet = await file({ service_code: 'family-violence', description: '隔壁在打人' })
  expect((await get(`requests/${quiet}.json`)).json()[0]).toMatchObject({ description: '', lat: '', address_id: '' })
})

test('the demo has one key that stays the same', async () => {
  const made = await demoOpen311Key(identity)
  expect(made).toMatch(/^fq_[\w-]{40,}$/)
  expect(await demoOpen311Key(identity)).toBe(made)
  expect((await post({ ...light, api_key: made ?? '' })).statusCode).toBe(201)
})

test('escaping leaves nothing that XML cannot hold', () => {
  const nasty = escapeXml('a<b>&"\'\u0000\u0008\ud800]]>\u{1f600}')
  expect(XMLValidator.validate(`<a>${nasty}</a>`)).toBe(true)
  expect(nasty).toBe('a&lt;b&gt;&amp;&quot;&apos;]]&gt;\u{1f600}')
})
