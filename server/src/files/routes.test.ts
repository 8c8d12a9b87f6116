import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Fastify, { type FastifyInstance } from 'fastify'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import type { Caller } from '../identity/caller.ts'
import { keyringFrom } from '../identity/keyring.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import type { BlobStore } from './blobs.ts'
import { localBlobs } from './local-blobs.ts'
import { fileRoutes } from './routes.ts'
import { attachFiles, detachFiles, findFile } from './store.ts'
import { findLostBlobs, sweepFiles } from './sweep.ts'
import { uploaderOfToken } from './token-store.ts'

const district = '440304'
const noon = '2026-03-02T04:00:00.000Z'
const callers: Record<string, Caller> = {
  linHua: { kind: 'resident', district, language: 'zh', residentId: 'lin-hua', sessionId: 's' },
  zhaoMin: { kind: 'resident', district, language: 'en', residentId: 'zhao-min', sessionId: 's' },
  nobody: { kind: 'anonymous', district, language: 'zh' },
}

let database: TestDatabase
let folder: string
let blobs: BlobStore
let app: FastifyInstance
let now: string
let readable: Set<string>

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'fengqiao-files-'))
  blobs = await localBlobs(folder)
  app = await appOf()
})
afterAll(async () => {
  await app.close()
  await database.end()
  await rm(folder, { recursive: true, force: true })
})
async function appOf(): Promise<FastifyInstance> {
  const made = Fastify()
  made.decorateRequest('caller')
  made.addHook('onRequest', async request => {
    request.caller = callers[String(request.headers['x-test-caller'])] ?? (callers.nobody as Caller)
  })
  fileRoutes(made, {
    db: database.db,
    blobs,
    keyring: keyringFrom(randomBytes(32)),
    mayRead: async (caller, file, version) =>
      caller.kind === 'resident' && file.uses.some(use => readable.has(`${caller.residentId} ${use.caseId} ${version}`)),
    keepsOriginal: asked => asked === 'evidence.photo',
    maxBytes: 2_000_000,
    now: () => now,
  })
  return made
}
let day = 0
beforeEach(() => {
  // Each test has a day of its own, so that the limits of the one before do not reach it.
  now = new Date(Date.parse(noon) + ++day * 86_400_000).toISOString()
  readable = new Set()
})

async function upload(caller: string, content: Uint8Array, { name = 'photo.jpg', type = 'image/jpeg', asked = '', token = '' } = {}) {
  const form = new FormData()
  form.append('file', new File([new Uint8Array(content)], name, { type }))
  const request = new Request('http://x/', { method: 'POST', body: form })
  const reply = await app.inject({
    method: 'POST',
    url: `/api/files${asked ? `?for=${asked}` : ''}`,
    headers: {
      'content-type': request.headers.get('content-type') ?? '',
      'x-test-caller': caller,
      ...(token ? { 'x-upload-token': token } : {}),
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
  return { status: reply.statusCode, body: reply.json() }
}
const download = (caller: string, hash: string, { version = 'stored', headers = {} } = {}) =>
  app.inject({ url: `/api/files/${hash}?version=${version}`, headers: { 'x-test-caller': caller, ...headers } })
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const colour = (side: number) =>
  sharp({ create: { width: side, height: side / 2, channels: 3, background: { r: (day * 37) % 256, g: (day * 91) % 256, b: 30 } } })
const photo = (side = 64): Promise<Buffer> =>
  colour(side)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExif({
      IFD0: { Make: 'SecretPhone' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '22/1 33/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '114/1 6/1 0/1' },
    })
    .toBuffer()

describe('a photo', () => {
  it('comes back upright, without place and device, with a thumbnail', async () => {
    const sent = await photo(800)
    expect((await sharp(sent).metadata()).exif?.toString('latin1')).toContain('SecretPhone')
    const { status, body } = await upload('linHua', Buffer.concat([sent, Buffer.from('<script>alert(1)</script>PK\x03\x04')]))
    expect(status).toBe(201)
    expect(body).toMatchObject({ type: 'image/jpeg', width: 400, height: 800, thumbnail: true, changed: true })
    const reply = await download('linHua', body.hash)
    expect(sha256(reply.rawPayload)).toBe(body.hash)
    expect(reply.rawPayload).toHaveLength(body.size)
    const kept = await sharp(reply.rawPayload).metadata()
    expect(kept).toMatchObject({ width: 400, height: 800 })
    expect([kept.exif, kept.xmp, kept.iptc, kept.icc, kept.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined])
    expect(reply.rawPayload.toString('latin1')).not.toMatch(/SecretPhone|script/)
    const small = await download('linHua', body.hash, { version: 'thumbnail' })
    expect(small.headers['content-type']).toBe('image/webp')
    expect(await sharp(small.rawPayload).metadata()).toMatchObject({ format: 'webp', width: 160, height: 320 })
    expect((await download('linHua', body.hash, { version: 'original' })).statusCode).toBe(404)
    expect(await readdir(blobs.incoming)).toEqual([])
  })
  it('keeps its original only where the procedure says so', async () => {
    const sent = await photo()
    const { body } = await upload('linHua', sent, { asked: 'evidence.photo' })
    const reply = await download('linHua', body.hash, { version: 'original' })
    expect(reply.rawPayload.equals(sent)).toBe(true)
    expect(reply.headers['content-type']).toBe('image/jpeg')
  })
  it('that is damaged is refused, and nothing is left', async () => {
    const cut = (await photo(800)).subarray(0, 900)
    expect(await upload('linHua', cut)).toMatchObject({ status: 409, body: { rule: 'imageIsUnreadable' } })
    expect(await readdir(blobs.incoming)).toEqual([])
  })
})

describe('the type', () => {
  it.each([
    ['a web page called .jpg', '<!doctype html><script>alert(1)</script>'],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a program', 'MZ\x90\x00\x03\x00\x00\x00'],
    ['an animation', 'GIF89a\x01\x00\x01\x00\x00\x00\x00;'],
    ['nothing', ''],
  ])('of %s is refused', async (_, content) => {
    expect(await upload('linHua', Buffer.from(content, 'latin1'))).toMatchObject({ status: 415, body: { rule: 'wrong-type' } })
  })
  it('is the content’s, whatever the name says; documents are saved, never shown', async () => {
    const pdf = Buffer.from(`%PDF-1.4\n% ${day}\n<script>alert(1)</script>\n%%EOF`)
    const { body } = await upload('linHua', pdf, { name: '证据*一.html', type: 'text/html' })
    expect(body).toMatchObject({ type: 'application/pdf', changed: false, thumbnail: false })
    const { headers } = await download('linHua', body.hash)
    expect(headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-cache',
      'content-disposition': `attachment; filename="file.pdf"; filename*=UTF-8''%E8%AF%81%E6%8D%AE_%E4%B8%80.pdf`,
    })
  })
  it('of a spreadsheet is accepted', async () => {
    const sheet = await writeXlsx([[{ value: `row ${day}` }]]).toBuffer()
    expect((await upload('linHua', sheet)).body).toMatchObject({ type: expect.stringContaining('spreadsheetml') })
  })
})

it('a file larger than allowed is refused and nothing is left', async () => {
  expect(await upload('linHua', Buffer.concat([await photo(), randomBytes(2_000_001)]))).toMatchObject({
    status: 413,
    body: { rule: 'too-large' },
  })
  expect(await readdir(blobs.incoming)).toEqual([])
})

it('over a real connection, an upload too large or broken off leaves neither a file nor a connection behind', async () => {
  const server = await appOf()
  const address = await server.listen({ port: 0, host: '127.0.0.1' })
  const form = new FormData()
  form.append('file', new File([new Uint8Array(12_000_000)], 'film.mp4'))
  const reply = await fetch(`${address}/api/files`, { method: 'POST', body: form, headers: { 'x-test-caller': 'linHua' } })
  expect([reply.status, ((await reply.json()) as { rule: string }).rule]).toEqual([413, 'too-large'])
  const begun = [
    'POST /api/files HTTP/1.1\r\nHost: x\r\nX-Test-Caller: linHua\r\nContent-Length: 900000',
    'Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nxxxx',
  ].join('\r\n')
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write(begun)
  while ((await readdir(blobs.incoming)).length === 0) await pause(5)
  socket.destroy()
  while ((await readdir(blobs.incoming)).length > 0) await pause(5)
  await server.close()
})

it('an upload without a file says so', async () => {
  const reply = await app.inject({ method: 'POST', url: '/api/files', headers: { 'x-test-caller': 'linHua' } })
  expect(reply.json()).toMatchObject({ rule: 'fileIsMissing' })
})

describe('somebody who is not signed in', () => {
  const token = async () => (await app.inject({ method: 'POST', url: '/api/upload-tokens' })).json().token as string
  it('needs a token, good for twelve files and one hour, and owns what it brought', async () => {
    expect(await upload('nobody', await photo())).toMatchObject({ status: 401 })
    expect(await upload('nobody', await photo(), { token: 'made-up' })).toMatchObject({ body: { rule: 'uploadTokenIsUsed' } })
    const given = await token()
    const sent = await photo()
    const first = await upload('nobody', sent, { token: given })
    expect(first.status).toBe(201)
    for (let count = 2; count <= 12; count++) expect((await upload('nobody', sent, { token: given })).status).toBe(201)
    expect(await upload('nobody', sent, { token: given })).toMatchObject({ status: 409, body: { rule: 'uploadTokenIsUsed' } })
    const uploader = await uploaderOfToken(database.db, district, given)
    expect(await attachFiles(database.db, district, [first.body.hash], uploader ?? '', 'case-a', now)).toBeUndefined()
    const late = await token()
    now = new Date(Date.parse(now) + 3_600_001).toISOString()
    expect(await upload('nobody', sent, { token: late })).toMatchObject({ body: { rule: 'uploadTokenIsUsed' } })
    expect((await download('nobody', first.body.hash)).statusCode).toBe(404)
  })
  it('gets no more than ten tokens in ten minutes', async () => {
    const ask = () => app.inject({ method: 'POST', url: '/api/upload-tokens' })
    for (let count = 1; count <= 10; count++) expect((await ask()).statusCode).toBe(201)
    expect((await ask()).statusCode).toBe(429)
  })
})

describe('reading', () => {
  it('is for the uploader until a case takes the file, then for whom the case allows, version by version', async () => {
    const { hash } = (await upload('linHua', await photo())).body
    expect((await download('linHua', hash)).statusCode).toBe(200)
    for (const caller of ['zhaoMin', 'nobody']) expect((await download(caller, hash)).statusCode).toBe(404)
    expect(await attachFiles(database.db, district, [hash], 'resident:lin-hua', 'case-1', now)).toBeUndefined()
    expect((await download('linHua', hash)).statusCode).toBe(404)
    readable.add('zhao-min case-1 thumbnail')
    expect((await download('zhaoMin', hash, { version: 'thumbnail' })).statusCode).toBe(200)
    expect((await download('zhaoMin', hash)).statusCode).toBe(404)
    expect((await download('zhaoMin', 'f'.repeat(64))).statusCode).toBe(404)
  })
  it('knowing a hash gives no right to take the content into a matter of one’s own', async () => {
    const { hash } = (await upload('linHua', await photo())).body
    expect(await attachFiles(database.db, district, [hash], 'resident:zhao-min', 'case-2', now)).toMatchObject({ rule: 'fileIsNotYours' })
    expect(await attachFiles(database.db, district, [hash], 'resident:lin-hua', 'case-3', now)).toBeUndefined()
    expect(await attachFiles(database.db, district, [hash], 'account:handler', 'case-3', now)).toBeUndefined()
    expect(await attachFiles(database.db, district, [hash, hash], 'resident:lin-hua', 'case-4', now)).toBeUndefined()
    expect((await findFile(database.db, district, hash))?.uses.map(use => use.caseId)).toEqual(['case-3', 'case-4'])
  })
  it('serves a part, nothing new, or says that there is no such part', async () => {
    const pdf = Buffer.from(`%PDF-1.4\n% ${day} 0123456789`)
    const { hash } = (await upload('linHua', pdf)).body
    const part = (range: string) => download('linHua', hash, { headers: { range } })
    const middle = await part('bytes=1-3')
    expect([middle.statusCode, middle.body, middle.headers['content-range']]).toEqual([206, 'PDF', `bytes 1-3/${pdf.length}`])
    expect((await part('bytes=-4')).body).toBe('6789')
    expect((await part(`bytes=${pdf.length - 2}-`)).body).toBe('89')
    expect((await part(`bytes=${pdf.length}-`)).statusCode).toBe(416)
    expect((await part('bytes=5-2')).statusCode).toBe(200)
    const again = await download('linHua', hash, { headers: { 'if-none-match': `"${hash}"` } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })
})

describe('the sweep', () => {
  const later = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
  it('removes what no case took and what a case let go, keeps the rest, and loses nothing', async () => {
    const [orphan, kept, released] = [await photo(32), await photo(40), await photo(48)]
    const [a, b, c] = await Promise.all([orphan, kept, released].map(async one => (await upload('linHua', one)).body.hash as string))
    await attachFiles(database.db, district, [b ?? '', c ?? ''], 'resident:lin-hua', 'case-5', now)
    expect(await detachFiles(database.db, district, 'case-5', c)).toBe(1)
    const report = await sweepFiles(database.db, blobs, later(24 * 400))
    expect(report.files).toBeGreaterThanOrEqual(2)
    expect(await Promise.all([a, b, c].map(hash => blobs.has(hash ?? '')))).toEqual([false, true, false])
    expect(await findFile(database.db, district, a ?? '')).toBeUndefined()
    expect(await findLostBlobs(database.db, blobs)).toEqual([])
    await blobs.remove(b ?? '')
    expect(await findLostBlobs(database.db, blobs)).toEqual([b])
    await detachFiles(database.db, district, 'case-5')
  })
  it('leaves what is young', async () => {
    const { hash } = (await upload('linHua', await photo())).body
    await sweepFiles(database.db, blobs, now)
    expect(await blobs.has(hash)).toBe(true)
  })
  it('and uploads of the same content at the same time never leave a record without content', async () => {
    const sent = await photo(56)
    const results = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        if (index % 4 === 3) await sweepFiles(database.db, blobs, later(24 * 400))
        else return (await upload('linHua', sent)).status
      }),
    )
    expect(results.filter(status => status === 201).length).toBeGreaterThan(0)
    expect(await findLostBlobs(database.db, blobs)).toEqual([])
    expect(await readdir(blobs.incoming)).toEqual([])
  })
})
