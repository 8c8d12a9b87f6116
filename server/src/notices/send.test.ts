import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { localChannel, listLocalMessages } from './local-store.ts'
import { listLog, revive } from './reading-store.ts'
import { type AddressBook, MOST_TRIES, type NoticePost, runNoticeWorker, sendDueNotices } from './send.ts'
import { smsGateway } from './sms.ts'
import { claimNotices, enqueueNotices, finishNotice, type NewNotice, sweepNotices } from './store.ts'

const district = '440304'
const noon = '2026-03-02T04:00:00.000Z'
const later = (minutes: number, from = noon) => new Date(Date.parse(from) + minutes * 60_000).toISOString()

interface Received {
  headers: IncomingHttpHeaders
  body: { to: string; text: string; key: string }
}

let database: TestDatabase
let gateway: Server
let url: string
let received: Received[]
let answer: () => number
let headers: Record<string, string>

beforeAll(async () => {
  database = await testDatabase()
  gateway = createServer((request, reply) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const status = answer()
      if (status === 200) received.push({ headers: request.headers, body: JSON.parse(body) })
      if (status === 0) return request.socket.destroy()
      reply.writeHead(status, headers).end('{}')
    })
  })
  await new Promise<void>(resolve => gateway.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/send`
})
afterAll(async () => {
  await database.end()
  await new Promise(resolve => gateway.close(resolve))
})
beforeEach(async () => {
  received = []
  answer = () => 200
  headers = {}
  await database.db.deleteFrom('notice').execute()
  await database.db.deleteFrom('local_message').execute()
})

const addressBook: AddressBook = async (_, __, id) =>
  id === 'erased'
    ? undefined
    : { language: id.startsWith('en') ? 'en' : 'zh', phone: id === 'no-phone' ? undefined : `138${id.padStart(8, '0')}` }

const post = (more: Partial<NoticePost> = {}): NoticePost => ({
  db: database.db,
  channels: { sms: smsGateway(url, 2000) },
  addressBook,
  publicUrl: 'https://fengqiao.example',
  ...more,
})

const notice = (more: Partial<NewNotice> = {}): NewNotice => ({
  district,
  recipientKind: 'resident',
  recipient: '1',
  channels: ['sms'],
  template: 'case.extended',
  params: { number: '园岭诉〔2026〕12', due: '2026-03-09T10:00:00.000Z', reason: { zh: '等待鉴定', en: 'appraisal under way' } },
  occasion: 'event-1',
  ...more,
})

const rows = () => database.db.selectFrom('notice').selectAll().orderBy('id').execute()
const only = async () => {
  const [row, ...rest] = await rows()
  expect(rest).toEqual([])
  if (!row) throw new Error('no notice')
  return row
}

describe('the outbox', () => {
  it('keeps one notice for one occasion, recipient and channel', async () => {
    expect(await enqueueNotices(database.db, [notice(), notice({ channels: ['sms', 'inApp', 'sms'] })], noon)).toBe(2)
    expect(await enqueueNotices(database.db, [notice()], later(1))).toBe(0)
    expect(await enqueueNotices(database.db, [notice({ occasion: 'event-2' })], noon)).toBe(1)
    expect(await enqueueNotices(database.db, [], noon)).toBe(0)
  })
  it('keeps nothing when the transaction of the cause is undone', async () => {
    const undone = database.db.transaction().execute(async trx => {
      await enqueueNotices(trx, [notice()], noon)
      throw new Error('the action failed')
    })
    await expect(undone).rejects.toThrow('the action failed')
    expect(await rows()).toEqual([])
  })
  it('is swept of what is over', async () => {
    await enqueueNotices(database.db, [notice(), notice({ channels: ['inApp'] })], noon)
    expect(await sweepNotices(database.db, later(1))).toBe(1)
    expect((await only()).state).toBe('waiting')
  })
})

describe('an SMS', () => {
  it('reaches the gateway with text, link, key and credentials, and is recorded as sent', async () => {
    await enqueueNotices(database.db, [notice({ link: '/m/12' })], noon)
    const signed = url.replace('http://', 'http://secret-key@')
    expect(await sendDueNotices(post({ channels: { sms: smsGateway(signed) } }), noon)).toMatchObject({ taken: 1, sent: 1 })
    const row = await only()
    expect(row).toMatchObject({ state: 'sent', sent_at: noon, tries: 1, claim: null })
    expect(received).toHaveLength(1)
    expect(received[0]?.headers).toMatchObject({ 'idempotency-key': row.id, authorization: 'Bearer secret-key' })
    expect(received[0]?.body).toEqual({
      to: '13800000001',
      key: row.id,
      text: '事项 园岭诉〔2026〕12 的办理时限延长至 2026-03-09 18:00，理由：等待鉴定。 https://fengqiao.example/m/12',
    })
    expect(await sendDueNotices(post(), later(60))).toMatchObject({ taken: 0 })
  })
  it('is written in the recipient’s language', async () => {
    await enqueueNotices(database.db, [notice({ recipient: 'en1' })], noon)
    await sendDueNotices(post(), noon)
    expect(received[0]?.body.text).toContain('is now due 2026-03-09 18:00. Reason: appraisal under way.')
  })
  it('waits until it is due', async () => {
    await enqueueNotices(database.db, [notice({ dueAt: later(10) })], noon)
    expect(await sendDueNotices(post(), later(9))).toMatchObject({ taken: 0 })
    expect(await sendDueNotices(post(), later(10))).toMatchObject({ sent: 1 })
  })
  it.each([
    ['erased', {}, 'recipient unknown'],
    ['no-phone', {}, 'no address'],
    ['1', { expiresAt: later(-1) }, 'expired'],
  ])('to %s %j is dropped: %s', async (recipient, more, error) => {
    await enqueueNotices(database.db, [notice({ recipient, ...more })], noon)
    expect(await sendDueNotices(post(), noon)).toMatchObject({ dropped: 1 })
    expect(await only()).toMatchObject({ state: 'dropped', last_error: error })
    expect(received).toEqual([])
  })
  it('on a channel that is not set is dropped', async () => {
    await enqueueNotices(database.db, [notice({ channels: ['email', 'push'] })], noon)
    expect(await sendDueNotices(post(), noon)).toMatchObject({ dropped: 2 })
  })
})

describe('a failing gateway', () => {
  it('is tried six times with growing waits, then the notice is dead and visible, and can be revived', async () => {
    answer = () => 503
    await enqueueNotices(database.db, [notice()], noon)
    let now = noon
    const waits: number[] = []
    for (let run = 1; run < MOST_TRIES; run++) {
      expect(await sendDueNotices(post(), now)).toMatchObject({ failed: 1 })
      const row = await only()
      expect(row).toMatchObject({ state: 'waiting', tries: run, last_error: 'SMS gateway answered 503' })
      waits.push((Date.parse(row.due_at) - Date.parse(now)) / 1000)
      now = row.due_at
    }
    expect(waits).toEqual([30, 120, 480, 1920, 7680])
    expect(await sendDueNotices(post(), now)).toMatchObject({ dead: 1 })
    const dead = await listLog(database.db, district, { limit: 10, state: 'dead' })
    expect(dead.rows).toMatchObject([{ state: 'dead', tries: 6, channel: 'sms', template: 'case.extended' }])
    expect(JSON.stringify(dead)).not.toContain('138')
    answer = () => 200
    await revive(database.db, district, dead.rows[0]?.id ?? '', now)
    expect(await sendDueNotices(post(), now)).toMatchObject({ sent: 1 })
  })
  it('that drops the connection or is slow is tried again', async () => {
    answer = () => 0
    await enqueueNotices(database.db, [notice()], noon)
    expect(await sendDueNotices(post(), noon)).toMatchObject({ failed: 1 })
    expect((await only()).last_error).toBe('TypeError')
    const slow = createServer(() => undefined)
    await new Promise<void>(resolve => slow.listen(0, '127.0.0.1', resolve))
    const sms = smsGateway(`http://127.0.0.1:${(slow.address() as AddressInfo).port}/`, 100)
    expect(await sendDueNotices(post({ channels: { sms } }), later(1))).toMatchObject({ failed: 1 })
    expect((await only()).last_error).toBe('TimeoutError')
    slow.closeAllConnections()
    await new Promise(resolve => slow.close(resolve))
  })
  it('that refuses the message for good makes it dead at once', async () => {
    answer = () => 422
    await enqueueNotices(database.db, [notice()], noon)
    expect(await sendDueNotices(post(), noon)).toMatchObject({ dead: 1 })
  })
  it('may say when to come back', async () => {
    answer = () => 429
    headers = { 'retry-after': '600' }
    await enqueueNotices(database.db, [notice()], noon)
    await sendDueNotices(post(), noon)
    expect((await only()).due_at).toBe(later(10))
  })
  it('an unknown template is dead, not lost', async () => {
    await enqueueNotices(database.db, [notice({ template: 'no.such' })], noon)
    expect(await sendDueNotices(post(), noon)).toMatchObject({ dead: 1 })
    expect((await only()).last_error).toBe('no template no.such')
  })
})

describe('quiet hours', () => {
  const night = '2026-03-02T15:30:00.000Z' // 23:30 in Shenzhen
  it('hold residents’ SMS until 08:00 without costing a try', async () => {
    await enqueueNotices(database.db, [notice()], night)
    expect(await sendDueNotices(post(), night)).toMatchObject({ postponed: 1, sent: 0 })
    expect(await only()).toMatchObject({ state: 'waiting', tries: 0, due_at: '2026-03-03T00:00:00.000Z' })
    expect(await sendDueNotices(post(), '2026-03-03T00:00:00.000Z')).toMatchObject({ sent: 1 })
  })
  it('do not hold urgent ones, those to staff, nor other channels', async () => {
    const own = [
      notice({ urgent: true, occasion: 'a' }),
      notice({ recipientKind: 'account', occasion: 'b' }),
      notice({ channels: ['email'], occasion: 'c' }),
    ]
    await enqueueNotices(database.db, own, night)
    expect(await sendDueNotices(post(), night)).toMatchObject({ taken: 3, sent: 2, dropped: 1, postponed: 0 })
  })
  it('can be set otherwise', async () => {
    await enqueueNotices(database.db, [notice()], noon)
    expect(await sendDueNotices(post({ quietHours: { from: 12, to: 14 } }), noon)).toMatchObject({ postponed: 1 })
    expect((await only()).due_at).toBe('2026-03-02T06:00:00.000Z')
  })
})

describe('several workers', () => {
  it('send each notice exactly once', async () => {
    const many = Array.from({ length: 300 }, (_, index) => notice({ recipient: String(index), occasion: `event-${index}` }))
    await enqueueNotices(database.db, many, noon)
    const runs = await Promise.all(Array.from({ length: 6 }, () => drain()))
    expect(runs.flat().reduce((sum, one) => sum + one, 0)).toBe(300)
    expect(received).toHaveLength(300)
    expect(new Set(received.map(one => one.body.to)).size).toBe(300)
    expect((await rows()).every(row => row.state === 'sent' && row.tries === 1)).toBe(true)
    async function drain(): Promise<number[]> {
      const sent: number[] = []
      for (;;) {
        const report = await sendDueNotices(post(), noon, 20)
        if (report.taken === 0) return sent
        sent.push(report.sent)
      }
    }
  })
  it('take over what a dead worker had claimed, under the same key, and the dead one cannot finish it any more', async () => {
    await enqueueNotices(database.db, [notice()], noon)
    const dead = '00000000-0000-4000-8000-000000000001'
    const [held] = await claimNotices(database.db, dead, noon, later(-5), 10)
    expect(await sendDueNotices(post(), later(4))).toMatchObject({ taken: 0 })
    expect(await sendDueNotices(post(), later(6))).toMatchObject({ sent: 1 })
    expect(received[0]?.headers['idempotency-key']).toBe(held?.id)
    if (!held) throw new Error('nothing claimed')
    expect(await finishNotice(database.db, held, dead, { state: 'waiting', dueAt: noon })).toBe(false)
    expect((await only()).state).toBe('sent')
  })
  it('give up what kills every process that tries it', async () => {
    await enqueueNotices(database.db, [notice()], noon)
    await database.db.updateTable('notice').set({ tries: MOST_TRIES }).execute()
    expect(await sendDueNotices(post(), noon)).toMatchObject({ dead: 1 })
    expect(received).toEqual([])
  })
  it('run on their own until stopped', async () => {
    await enqueueNotices(database.db, [notice(), notice({ occasion: 'b' }), notice({ occasion: 'c' })], noon)
    const worker = runNoticeWorker(post(), { everyMs: 10, batch: 1, now: () => noon })
    while (received.length < 3) await new Promise(resolve => setTimeout(resolve, 5))
    await worker.stop()
    expect((await rows()).map(row => row.state)).toEqual(['sent', 'sent', 'sent'])
  })
})

it('without a gateway the demo keeps messages in its local outbox, each once', async () => {
  const sms = localChannel(database.db, 'sms', () => noon)
  await enqueueNotices(database.db, [notice()], noon)
  await sendDueNotices(post({ channels: { sms } }), noon)
  const message = { district, key: 'code-1', address: '13800000002', subject: '验证码', text: '验证码 123456' }
  await sms.send(message)
  await sms.send(message)
  const kept = await listLocalMessages(database.db, district)
  expect(kept.map(one => one.address).sort()).toEqual(['13800000001', '13800000002'])
  expect(await listLocalMessages(database.db, '440303')).toEqual([])
})
