import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Client, type TestHouse, testHouse } from '../testing/house.ts'
import { scoped } from './store.ts'
import { drain, place, team } from '../testing/matters.ts'

/** What is asked twice happens once; what two ask at once happens to one of them. */
let city: TestHouse
beforeAll(async () => {
  city = await testHouse()
})
afterAll(() => city.close())
beforeEach(() => city.at('2026-03-02 09:10'))

const filing = (more: object = {}) => ({ procedure: 'appeal', place, input: { ...drain, ...more } })
const file = async (): Promise<string> => (await city.anonymous.ask('POST', '/api/cases', filing())).body.id
const act = (client: Client, id: string, action: string, input: object = {}, more: object = {}, headers: Record<string, string> = {}) =>
  client.ask('POST', `/api/cases/${id}/actions`, { action, input, ...more }, headers)
const triage = { subject: 'drainage', grade: 'general', kind: 'appeal' }
const triaged = async (): Promise<string> => {
  const id = await file()
  expect((await act(await city.as('zhangmin'), id, 'triage', triage)).status).toBe(200)
  return id
}
const eventsOf = (id: string) =>
  scoped(city.database.db, 'system', trx =>
    trx.selectFrom('event').select(['seq', 'type']).where('case_id', '=', id).orderBy('seq').execute(),
  )
const casesNow = async () =>
  Number(
    (
      await city.database.db
        .selectFrom('case_search')
        .select(eb => eb.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )
const clean = async () => expect(await city.fsck()).toMatchObject({ breaches: [], unsaid: 0 })

test('the same key twice: the same answer, one event', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const resident = await city.resident('19900005001')
  const before = await casesNow()
  const first = await resident.ask('POST', '/api/cases', filing(), key)
  const again = await resident.ask('POST', '/api/cases', filing(), key)
  expect(first.status).toBe(201)
  expect([again.status, again.body]).toEqual([201, first.body])
  expect(await casesNow()).toBe(before + 1)
  const officer = await city.as('zhangmin')
  const acting = { 'idempotency-key': randomUUID() }
  const done = await act(officer, first.body.id, 'triage', triage, {}, acting)
  city.at('2026-03-02 10:00')
  expect(await act(officer, first.body.id, 'triage', triage, {}, acting)).toMatchObject({ status: 200, body: done.body })
  expect(await eventsOf(first.body.id)).toHaveLength(2)
  // Another's key is another key.
  const other = await act(await city.as('hejing', 'dispatcher'), first.body.id, 'dispatch', { unit: team, reason: '归口' }, {}, acting)
  expect(other.status).toBe(200)
  await clean()
})

test('the same key with another body is refused and does nothing', async () => {
  const id = await file()
  const officer = await city.as('zhangmin')
  const key = { 'idempotency-key': randomUUID() }
  expect((await act(officer, id, 'triage', triage, {}, key)).status).toBe(200)
  for (const [action, input] of [
    ['triage', { ...triage, grade: 'urgent' }],
    ['markLitigation', { reason: '民事争议' }],
  ] as const)
    expect(await act(officer, id, action, input, {}, key)).toMatchObject({
      status: 422,
      body: { rule: 'key-reused', type: '/problems/key-reused' },
    })
  const filed = { 'idempotency-key': randomUUID() }
  const resident = await city.resident('19900005001')
  expect((await resident.ask('POST', '/api/cases', filing(), filed)).status).toBe(201)
  expect((await resident.ask('POST', '/api/cases', filing({ title: '另一件' }), filed)).body.rule).toBe('key-reused')
  expect(await eventsOf(id)).toHaveLength(2)
  await clean()
})

test('twenty at once with one key: one effect, one answer', async () => {
  const key = { 'idempotency-key': randomUUID() }
  const resident = await city.resident('19900005002')
  const before = await casesNow()
  const filings = await Promise.all(Array.from({ length: 20 }, () => resident.ask('POST', '/api/cases', filing(), key)))
  expect(new Set(filings.map(({ status, body }) => `${status} ${body.id} ${body.number} ${body.queryCode}`)).size).toBe(1)
  expect(await casesNow()).toBe(before + 1)
  const id = filings[0]?.body.id
  const officer = await city.as('zhangmin')
  const acting = { 'idempotency-key': randomUUID() }
  const acts = await Promise.all(Array.from({ length: 20 }, () => act(officer, id, 'triage', triage, {}, acting)))
  for (const { status, body } of acts) expect({ status, body }).toEqual({ status: 200, body: acts[0]?.body })
  expect(await eventsOf(id)).toHaveLength(2)
  await clean()
})

test('two officers at once: one wins, the other is told in their own language', async () => {
  const id = await triaged()
  const [one, other] = [await city.as('dengtao'), await city.as('hejing', 'dispatcher')]
  const revision = 2
  const dispatch = (client: Client, unit: string) => act(client, id, 'dispatch', { unit, reason: '归口' }, { revision })
  expect((await other.ask('PUT', '/api/identity/language', { language: 'en' })).status).toBe(200)
  const [won, lost] = [await dispatch(one, team), await dispatch(other, 'wanghai-housing')]
  expect(won.status).toBe(200)
  expect(lost).toMatchObject({
    status: 409,
    body: { rule: 'version-conflict', title: 'Someone else has just changed this matter; look again before acting' },
  })
  expect(lost.headers.get('content-type')).toMatch(/problem\+json/)
  const back = await act(one, id, 'dispatch', { unit: team, reason: '归口' }, { revision })
  expect(back.body.title).toBe('该事项刚刚被他人更新，请刷新后再办')
  await other.ask('PUT', '/api/identity/language', { language: 'zh' })
  const second = await triaged()
  const both = await Promise.all(
    [one, other].map((client, n) => act(client, second, 'dispatch', { unit: [team, 'wanghai-housing'][n], reason: '归口' }, { revision })),
  )
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(await eventsOf(second)).toHaveLength(3)
  await clean()
})

test('fifty at once on one case: each is done or refused, none waits for ever', async () => {
  const resident = await city.resident('19900005001')
  const { body } = await resident.ask('POST', '/api/cases', filing())
  const officer = await city.as('zhangmin')
  const replies = await Promise.all(
    Array.from({ length: 50 }, (_, n) =>
      n % 2 === 0
        ? resident.ask('POST', `/api/my/cases/${body.id}/actions`, { action: 'supplement', input: { supplement: `补充 ${n}` } })
        : act(officer, body.id, 'triage', { ...triage, reason: `第 ${n} 次` }),
    ),
  )
  expect(replies.filter(({ status, body: said }) => status !== 200 && said.rule !== 'version-conflict')).toEqual([])
  const done = replies.filter(({ status }) => status === 200)
  expect(done.length).toBeGreaterThan(0)
  const events = await eventsOf(body.id)
  expect(events).toHaveLength(1 + done.length)
  expect(done.map(({ body: said }) => said.revision).toSorted((a, b) => a - b)).toEqual(events.slice(1).map(({ seq }) => seq))
  await clean()
})

test('A into B while B into A, again and again: one of the two, never both, never a deadlock', async () => {
  const [one, other] = [await city.as('dengtao'), await city.as('hejing', 'dispatcher')]
  for (let round = 0; round < 10; round++) {
    const [a, b] = [await triaged(), await triaged()]
    const replies = await Promise.all([act(one, a, 'merge', { duplicate: b }), act(other, b, 'merge', { duplicate: a })])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(replies.filter(({ status }) => status === 409)).toHaveLength(1)
    const steps = await Promise.all([a, b].map(async id => (await (await city.as('dengtao')).ask('GET', `/api/cases/${id}`)).body.step.id))
    expect(new Set(steps)).toEqual(new Set(['merged', 'triaged']))
  }
  // A ring of three, all at once.
  const [a, b, c] = [await triaged(), await triaged(), await triaged()]
  const ring = await Promise.all([
    act(one, a, 'merge', { duplicate: b }),
    act(other, b, 'merge', { duplicate: c }),
    act(one, c, 'merge', { duplicate: a }),
  ])
  expect(ring.filter(({ status }) => ![200, 409].includes(status))).toEqual([])
  expect(ring.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  await clean()
})

test('a case merged into itself, or into one that does not exist, stays as it is', async () => {
  const officer = await city.as('dengtao')
  const id = await triaged()
  expect((await act(officer, id, 'merge', { duplicate: id })).body.rule).toBe('sameCase')
  expect((await act(officer, id, 'merge', { duplicate: randomUUID() })).status).toBe(404)
  expect(await eventsOf(id)).toHaveLength(2)
  await clean()
})

test('a refused or repeated filing holds no file that another could not have', async () => {
  const resident = await city.resident('19900005003')
  const token = await upload(resident)
  const bad = await resident.ask('POST', '/api/cases', filing({ contactPhone: '12', media: [token] }))
  expect(bad).toMatchObject({ status: 400, body: { rule: 'bad-input' } })
  await clean()
  const key = { 'idempotency-key': randomUUID() }
  const first = await resident.ask('POST', '/api/cases', filing({ media: [token] }), key)
  expect(first.status).toBe(201)
  const again = await resident.ask('POST', '/api/cases', filing({ media: [token] }), key)
  expect(again.body).toEqual(first.body)
  await clean()
  const uses = await city.database.db.selectFrom('file_use').select('case_id').where('hash', '=', token).execute()
  expect(uses).toEqual([{ case_id: first.body.id }])
})

/** A small photograph; gives its hash. */
async function upload(client: Client): Promise<string> {
  const sharp = (await import('sharp')).default
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#a63' } })
    .png()
    .toBuffer()
  const boundary = '----fengqiao'
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`
  const payload = Buffer.concat([Buffer.from(head), photo, Buffer.from(`\r\n--${boundary}--\r\n`)])
  const reply = await client.ask('POST', '/api/files', payload, { 'content-type': `multipart/form-data; boundary=${boundary}` })
  expect(reply.status).toBeLessThan(300)
  return reply.body.hash
}
