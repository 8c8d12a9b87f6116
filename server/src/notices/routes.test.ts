import { randomBytes } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Caller } from '../identity/caller.ts'
import { keyringFrom } from '../identity/keyring.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { localChannel } from './local-store.ts'
import { type ChannelSettings, openChannels } from './open-channels.ts'
import { pushChannel } from './push.ts'
import { noticeRoutes } from './routes.ts'
import { enqueueNotices, type NewNotice } from './store.ts'

const district = '440304'
const now = '2026-03-02T04:00:00.000Z'
const at = (minute: number) => new Date(Date.parse(now) - (60 - minute) * 60_000).toISOString()
const staff = { sessionId: 's', name: 'Wang Li', postId: 'p', unit: 'u', place: district, district }
const callers: Record<string, Caller> = {
  linHua: { kind: 'resident', district, language: 'zh', residentId: 'lin-hua', sessionId: 's' },
  zhaoMin: { kind: 'resident', district, language: 'en', residentId: 'zhao-min', sessionId: 's' },
  handler: { kind: 'staff', language: 'zh', accountId: 'wang-li', role: 'handler', ...staff },
  administrator: { kind: 'staff', language: 'en', accountId: 'admin', role: 'systemAdministrator', ...staff },
  nobody: { kind: 'anonymous', district, language: 'zh' },
}

let database: TestDatabase
let app: FastifyInstance

async function appWith(localOutbox: boolean): Promise<FastifyInstance> {
  const made = Fastify()
  made.decorateRequest('caller')
  made.addHook('onRequest', async request => {
    request.caller = callers[String(request.headers['x-test-caller'])] ?? (callers.nobody as Caller)
  })
  const keyring = keyringFrom(randomBytes(32))
  const push = pushChannel({ db: database.db, keyring, contact: 'mailto:it@fengqiao.example', now: () => now })
  noticeRoutes(made, { db: database.db, keyring, push, now: () => now, localOutbox })
  return made
}

beforeAll(async () => {
  database = await testDatabase()
  app = await appWith(true)
})
afterAll(async () => {
  await app.close()
  await database.end()
})
beforeEach(async () => {
  await database.db.deleteFrom('notice').execute()
})

let keys = 0
async function ask(caller: string, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
  const reply = await app.inject({
    method,
    url,
    headers: { 'x-test-caller': caller, 'idempotency-key': `k${keys++}` },
    ...(body ? { payload: body } : {}),
  })
  return { status: reply.statusCode, body: reply.json() }
}

const notice = (minute: number, more: Partial<NewNotice> = {}): NewNotice => ({
  district,
  recipientKind: 'resident',
  recipient: 'lin-hua',
  channels: ['inApp'],
  template: 'case.answered',
  params: { number: String(minute) },
  caseId: `case-${minute}`,
  occasion: `event-${minute}`,
  dueAt: at(minute),
  ...more,
})

it('a resident reads their notices page by page, newest first, none twice and nobody else’s', async () => {
  const own = Array.from({ length: 25 }, (_, index) => notice(index))
  await enqueueNotices(
    database.db,
    [...own, notice(30, { recipient: 'zhao-min' }), notice(31, { recipientKind: 'account' }), notice(90)],
    now,
  )
  const seen: string[] = []
  let after = ''
  for (;;) {
    const { status, body } = await ask('linHua', 'GET', `/api/my/notices?limit=10${after}`)
    expect(status).toBe(200)
    expect(body.unread).toBe(25)
    seen.push(...body.rows.map((row: { caseId: string }) => row.caseId))
    if (body.next === null) break
    after = `&after=${body.next}`
  }
  expect(seen).toEqual(own.map(one => one.caseId).reverse())
  const { body } = await ask('zhaoMin', 'GET', '/api/my/notices')
  expect(body.rows).toMatchObject([{ subject: 'Your matter has been answered', text: expect.stringContaining('Matter 30'), readAt: null }])
})

it('notices are marked read by their owner only, some or all', async () => {
  await enqueueNotices(database.db, [notice(1), notice(2), notice(3)], now)
  const { body } = await ask('linHua', 'GET', '/api/my/notices')
  const ids = body.rows.map((row: { id: string }) => row.id)
  expect((await ask('zhaoMin', 'POST', '/api/my/notices/read', { ids })).body).toEqual({ marked: 0, unread: 0 })
  expect((await ask('linHua', 'POST', '/api/my/notices/read', { ids: ids.slice(0, 1) })).body).toEqual({ marked: 1, unread: 2 })
  expect((await ask('linHua', 'GET', '/api/my/notices?unread=true')).body.rows).toHaveLength(2)
  expect((await ask('linHua', 'POST', '/api/my/notices/read', {})).body).toEqual({ marked: 2, unread: 0 })
})

it('an anonymous caller and a broken cursor are refused with a sentence', async () => {
  expect(await ask('nobody', 'GET', '/api/my/notices')).toMatchObject({ status: 401, body: { rule: 'sign-in-required' } })
  expect(await ask('nobody', 'POST', '/api/my/notices/read', {})).toMatchObject({ status: 401 })
  expect(await ask('linHua', 'GET', '/api/my/notices?after=nonsense')).toMatchObject({ status: 400, body: { fields: [{ path: 'after' }] } })
})

it('the sending log is the system administrator’s, says no address, and a dead letter can be tried again', async () => {
  await enqueueNotices(database.db, [notice(1, { channels: ['sms'] }), notice(2, { channels: ['email'] })], now)
  await database.db
    .updateTable('notice')
    .set({ state: 'dead', tries: 6, last_error: 'SMS gateway answered 503' })
    .where('channel', '=', 'sms')
    .execute()
  expect(await ask('handler', 'GET', '/api/notices')).toMatchObject({ status: 403 })
  expect(await ask('linHua', 'GET', '/api/notices')).toMatchObject({ status: 401 })
  const { body } = await ask('administrator', 'GET', '/api/notices?state=dead')
  expect(body.rows).toMatchObject([{ channel: 'sms', state: 'dead', lastError: 'SMS gateway answered 503', caseId: 'case-1' }])
  expect(JSON.stringify(body)).not.toContain('lin-hua')
  const { id } = body.rows[0]
  expect(await ask('administrator', 'POST', `/api/notices/${id}/retry`)).toMatchObject({
    status: 200,
    body: { state: 'waiting', tries: 0 },
  })
  expect(await ask('administrator', 'POST', `/api/notices/${id}/retry`)).toMatchObject({ status: 409, body: { rule: 'noticeIsNotDead' } })
  expect(await ask('administrator', 'POST', '/api/notices/00000000-0000-4000-8000-000000000000/retry')).toMatchObject({ status: 404 })
  expect((await ask('administrator', 'GET', '/api/notices?limit=1')).body.next).not.toBeNull()
})

it('a browser subscribes and unsubscribes', async () => {
  const { body } = await ask('nobody', 'GET', '/api/push/key')
  expect(body.publicKey).toMatch(/^[\w-]{87}$/)
  const keysOf = { p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }
  const given = { endpoint: 'https://fcm.googleapis.com/fcm/send/abc', keys: keysOf }
  expect(await ask('linHua', 'POST', '/api/my/push-subscriptions', { ...given, endpoint: 'https://10.0.0.1/x' })).toMatchObject({
    status: 409,
    body: { rule: 'pushServiceUnknown' },
  })
  expect(await ask('nobody', 'POST', '/api/my/push-subscriptions', given)).toMatchObject({ status: 401 })
  const made = await ask('linHua', 'POST', '/api/my/push-subscriptions', given)
  expect(made.status).toBe(201)
  expect((await ask('zhaoMin', 'DELETE', `/api/my/push-subscriptions/${made.body.id}`)).body).toEqual({ removed: false })
  expect((await ask('linHua', 'DELETE', `/api/my/push-subscriptions/${made.body.id}`)).body).toEqual({ removed: true })
})

it('the local outbox page shows messages as text, and does not exist where a gateway is set', async () => {
  const sms = localChannel(database.db, 'sms', () => now)
  await sms.send({ district, key: 'k', address: '13800000001', subject: '验证码', text: '<script>alert(1)</script> 123456' })
  const page = await app.inject({ url: '/dev/outbox' })
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.body).toContain('2026-03-02 12:00')
  expect(page.body).toContain('123456')
  expect(page.body).not.toContain('<script>')
  const shut = await appWith(false)
  expect((await shut.inject({ url: '/dev/outbox' })).statusCode).toBe(404)
  await shut.close()
})

it('the local outbox stands in for gateways in the demo only, and only while no SMS gateway is set', () => {
  const open = (settings: Partial<ChannelSettings>) =>
    openChannels(
      database.db,
      keyringFrom(randomBytes(32)),
      { mailFrom: 'Centre <it@fengqiao.example>', demo: true, ...settings },
      () => now,
    )
  const has = (settings: Partial<ChannelSettings>) => {
    const { sms, email, localOutbox, end } = open(settings)
    end()
    return [sms !== undefined, email !== undefined, localOutbox]
  }
  expect(has({})).toEqual([true, true, true])
  expect(has({ smsUrl: 'https://key@sms.example/send' })).toEqual([true, false, false])
  expect(has({ demo: false })).toEqual([false, false, false])
  expect(has({ demo: false, smtpUrl: 'smtp://127.0.0.1:1' })).toEqual([false, true, false])
})
