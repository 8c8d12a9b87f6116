import { createDecipheriv, createECDH, createPublicKey, type ECDH, hkdfSync, randomBytes, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { keyringFrom } from '../identity/keyring.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { DeliveryProblem } from './channel.ts'
import { pushChannel, refuseEndpoint } from './push.ts'
import { addSubscription, listSubscriptions, type Owner, removeSubscription } from './push-store.ts'
import { sendDueNotices } from './send.ts'
import { enqueueNotices } from './store.ts'

const now = '2026-03-02T04:00:00.000Z'
const owner: Owner = { district: '440304', kind: 'resident', id: 'lin-hua' }
const keyring = keyringFrom(randomBytes(32))

/** A browser: its key pair, its secret, and what its push service received. */
interface Browser {
  readonly ecdh: ECDH
  readonly auth: Buffer
  readonly path: string
  status: number
  readonly received: { request: IncomingMessage; body: Buffer }[]
}

let database: TestDatabase
let service: Server
let origin: string
let browsers: Map<string, Browser>

beforeAll(async () => {
  database = await testDatabase()
  service = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const browser = browsers.get(request.url ?? '')
      if (browser && browser.status === 201) browser.received.push({ request, body: Buffer.concat(chunks) })
      reply.writeHead(browser?.status ?? 404).end()
    })
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
})
afterAll(async () => {
  await database.end()
  await new Promise(resolve => service.close(resolve))
})
beforeEach(async () => {
  browsers = new Map()
  await database.db.deleteFrom('push_subscription').execute()
  await database.db.deleteFrom('notice').execute()
})

const channel = () => pushChannel({ db: database.db, keyring, contact: 'mailto:it@fengqiao.example', now: () => now })
const message = { subject: '事项已有答复', text: '事项 12 已答复。', link: '/m/12', urgent: true, key: 'notice-1' }

async function browser(name: string): Promise<Browser & { id: string }> {
  const ecdh = createECDH('prime256v1')
  ecdh.generateKeys()
  const made: Browser = { ecdh, auth: randomBytes(16), path: `/${name}`, status: 201, received: [] }
  browsers.set(made.path, made)
  const given = { endpoint: origin + made.path, p256dh: ecdh.getPublicKey('base64url'), auth: made.auth.toString('base64url') }
  return Object.assign(made, { id: await addSubscription(database.db, keyring, owner, given, now) })
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) => Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** What the browser does: RFC 8291 key agreement, RFC 8188 aes128gcm. */
function decrypt({ ecdh, auth }: Browser, body: Buffer): unknown {
  const salt = body.subarray(0, 16)
  const length = body.readUInt8(20)
  const sender = body.subarray(21, 21 + length)
  const shared = ecdh.computeSecret(sender)
  const secret = derive(shared, auth, Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]), 32)
  const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const sealed = body.subarray(21 + length)
  const opener = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([opener.update(sealed.subarray(0, -16)), opener.final()])
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString())
}

it('sends what only the browser can read, signed with the server’s key', async () => {
  const phone = await browser('phone')
  const push = channel()
  const told: string[] = []
  expect(await push.send(owner, message, [], async id => void told.push(id))).toBe(true)
  expect(told).toEqual([phone.id])
  const [got] = phone.received
  if (!got) throw new Error('nothing arrived')
  expect(got.request.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' })
  expect(got.body.toString('latin1')).not.toContain('/m/12')
  expect(decrypt(phone, got.body)).toEqual({ subject: message.subject, text: message.text, link: '/m/12', key: 'notice-1' })

  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(got.request.headers.authorization ?? '') ?? []
  expect(key).toBe(await push.publicKey(owner.district))
  const point = Buffer.from(key, 'base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') }
  const [head = '', claims = '', signature = ''] = token.split('.')
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: origin, sub: 'mailto:it@fengqiao.example' })
  const signer = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), signer, Buffer.from(signature, 'base64url'))).toBe(true)
})

it('keeps endpoints and secrets sealed, and one subscription a browser', async () => {
  const phone = await browser('phone')
  const raw = await database.db.selectFrom('push_subscription').selectAll().execute()
  expect(JSON.stringify(raw)).not.toContain('/phone')
  const given = { endpoint: `${origin}/phone`, p256dh: phone.ecdh.getPublicKey('base64url'), auth: phone.auth.toString('base64url') }
  const other: Owner = { ...owner, id: 'zhao-min' }
  expect(await addSubscription(database.db, keyring, other, given, now)).toBe(phone.id)
  expect(await listSubscriptions(database.db, keyring, owner)).toEqual([])
  expect(await listSubscriptions(database.db, keyring, other)).toEqual([{ id: phone.id, ...given }])
  expect(await removeSubscription(database.db, owner.district, phone.id, owner)).toBe(false)
  expect(await removeSubscription(database.db, owner.district, phone.id, other)).toBe(true)
})

it('processes that start together use one key pair', async () => {
  await database.db.deleteFrom('push_key').execute()
  const keys = await Promise.all(Array.from({ length: 5 }, () => channel().publicKey('440305')))
  expect(new Set(keys).size).toBe(1)
  expect(Buffer.from(keys[0] ?? '', 'base64url')).toHaveLength(65)
})

it('forgets a browser that its service has forgotten', async () => {
  const gone = await browser('gone')
  gone.status = 410
  expect(await channel().send(owner, message, [], async () => undefined)).toBe(false)
  expect(await listSubscriptions(database.db, keyring, owner)).toEqual([])
})

it('one failing browser does not keep the others waiting, and a retry leaves out those that have it', async () => {
  const [first, second, third] = [await browser('a'), await browser('b'), await browser('c')]
  second.status = 503
  const post = {
    db: database.db,
    channels: { push: channel() },
    addressBook: async () => ({ language: 'zh' as const }),
    publicUrl: 'https://fengqiao.example',
  }
  const notice = {
    district: owner.district,
    recipientKind: owner.kind,
    recipient: owner.id,
    channels: ['push' as const],
    template: 'case.answered',
    occasion: 'e1',
  }
  await enqueueNotices(database.db, [{ ...notice, params: { number: '12' } }], now)
  expect(await sendDueNotices(post, now)).toMatchObject({ failed: 1 })
  second.status = 201
  expect(await sendDueNotices(post, '2026-03-02T04:10:00.000Z')).toMatchObject({ sent: 1 })
  expect([first, second, third].map(one => one.received.length)).toEqual([1, 1, 1])
})

it('a push service that is away is a problem for later', async () => {
  await addSubscription(
    database.db,
    keyring,
    owner,
    {
      endpoint: 'http://127.0.0.1:1/x',
      p256dh: createECDH('prime256v1').generateKeys('base64url'),
      auth: randomBytes(16).toString('base64url'),
    },
    now,
  )
  const problem = await channel()
    .send(owner, message, [], async () => undefined)
    .catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(DeliveryProblem)
  expect(problem).toMatchObject({ permanent: false })
})

it('only known push services may be named as endpoints', () => {
  expect(refuseEndpoint('https://fcm.googleapis.com/fcm/send/abc')).toBeUndefined()
  expect(refuseEndpoint('https://sg2p.notify.windows.com/w/?token=x')).toBeUndefined()
  for (const bad of [
    'https://169.254.169.254/latest',
    'https://fcm.googleapis.com.evil.example/',
    'http://fcm.googleapis.com/x',
    'https://u@fcm.googleapis.com/x',
    'https://evilnotify.windows.com.cn/',
  ])
    expect(refuseEndpoint(bad)).toMatchObject({ rule: 'pushServiceUnknown' })
})
