import { createHash, createHmac } from 'node:crypto'
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BlobStore } from './blobs.ts'
import { clearOld, localBlobs, newIncoming } from './local-blobs.ts'
import { s3Blobs } from './s3-blobs.ts'

const KEY = 'AKIAFENGQIAO'
const SECRET = 'wJalr/XUtnFEMI+K7MDENG=bPxRfi'
const REGION = 'cn-south-1'

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** The signature that S3 would compute, from AWS's description of Signature Version 4, independent of the client library. */
function signatureOf(request: IncomingMessage, url: URL, signed: string, date: string): string {
  const query = [...url.searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')
  const headers = signed
    .split(';')
    .map(name => `${name}:${String(request.headers[name] ?? '').trim()}\n`)
    .join('')
  const payload = String(request.headers['x-amz-content-sha256'])
  const canonical = [request.method, url.pathname, query, headers, signed, payload].join('\n')
  const day = date.slice(0, 8)
  const scope = `${day}/${REGION}/s3/aws4_request`
  const key = ['s3', 'aws4_request'].reduce((last, part) => hmac(last, part), hmac(hmac(`AWS4${SECRET}`, day), REGION))
  return hmac(key, ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')).toString('hex')
}

/** A bucket as S3 serves it: checks every signature and content hash, lists two keys a page. */
function bucketServer() {
  const objects = new Map<string, { body: Buffer; at: Date }>()
  const refused: string[] = []
  const fails = { left: 0 }
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const url = new URL(request.url ?? '', `http://${request.headers.host}`)
      const end = (status: number, content: string | Buffer = '', headers = {}) => reply.writeHead(status, headers).end(content)
      if (fails.left-- > 0) return end(503)
      const [, key, signed = '', signature] =
        /Credential=([^/]+)\/\S+ SignedHeaders=([^,]+), Signature=(\w+)/.exec(request.headers.authorization ?? '') ?? []
      if (key !== KEY || signature !== signatureOf(request, url, signed, String(request.headers['x-amz-date']))) {
        refused.push(`${request.method} ${request.url}`)
        return end(403)
      }
      const name = decodeURIComponent(url.pathname).replace(/^\/bucket\/?/, '')
      if (url.searchParams.get('list-type') === '2') {
        const names = [...objects.keys()].filter(one => one.startsWith(url.searchParams.get('prefix') ?? '')).sort()
        const from = Number(url.searchParams.get('continuation-token') ?? 0)
        const contents = names
          .slice(from, from + 2)
          .map(one => `<Contents><Key>${one}</Key><LastModified>${objects.get(one)?.at.toISOString()}</LastModified></Contents>`)
        const more = from + 2 < names.length
        return end(
          200,
          `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${contents.join('')}${more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''}</ListBucketResult>`,
        )
      }
      if (request.method === 'PUT') {
        if (sha256(body) !== request.headers['x-amz-content-sha256']) return end(400)
        objects.set(name, { body, at: new Date() })
        return end(200)
      }
      const found = objects.get(name)
      if (request.method === 'DELETE') {
        objects.delete(name)
        return end(204)
      }
      if (!found) return end(404)
      const range = /bytes=(\d+)-(\d+)/.exec(String(request.headers.range))
      return range
        ? end(206, found.body.subarray(Number(range[1]), Number(range[2]) + 1))
        : end(200, request.method === 'HEAD' ? '' : found.body)
    })
  })
  return { server, objects, refused, fails }
}

let folder: string
let s3: ReturnType<typeof bucketServer>
let address: string
const stores = new Map<string, BlobStore>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fengqiao-blobs-'))
  s3 = bucketServer()
  await new Promise<void>(resolve => (s3.server as Server).listen(0, '127.0.0.1', resolve))
  const { port } = s3.server.address() as AddressInfo
  address = `http://${KEY}:${encodeURIComponent(SECRET)}@127.0.0.1:${port}/bucket?region=${REGION}`
  stores.set('local', await localBlobs(join(folder, 'files')))
  stores.set('s3', await s3Blobs(address, join(folder, 's3-incoming')))
})
afterAll(async () => {
  await new Promise(resolve => s3.server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

async function put(store: BlobStore, content: string): Promise<string> {
  const path = newIncoming(store.incoming)
  await writeFile(path, content)
  await store.put(sha256(content), path)
  return sha256(content)
}
async function read(store: BlobStore, hash: string, range?: { start: number; end: number }): Promise<string | undefined> {
  const stream = await store.open(hash, range)
  return stream && textOf(stream)
}

describe.each(['local', 's3'])('the %s blob store', kind => {
  const store = (): BlobStore => stores.get(kind) as BlobStore

  it('gives back what was put, whole or in part, and leaves nothing in incoming', async () => {
    const hash = await put(store(), '枫桥经验 in a file')
    expect(await read(store(), hash)).toBe('枫桥经验 in a file')
    expect(await read(store(), hash, { start: 0, end: 2 })).toBe('枫')
    expect(await store().has(hash)).toBe(true)
    expect(await put(store(), '枫桥经验 in a file')).toBe(hash)
    expect(await readdir(store().incoming)).toEqual([])
  })
  it('knows what it does not have', async () => {
    const absent = sha256('absent')
    expect(await store().open(absent)).toBeUndefined()
    expect(await store().has(absent)).toBe(false)
    await store().remove(absent)
  })
  it('lists and removes', async () => {
    const hashes = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(one => put(store(), `${kind} ${one}`)))
    const listed = await Array.fromAsync(store().list())
    expect(listed.map(one => one.hash)).toEqual(expect.arrayContaining(hashes))
    expect(listed.every(one => Math.abs(Date.parse(one.at) - Date.now()) < 60_000)).toBe(true)
    for (const { hash } of listed) await store().remove(hash)
    expect(await Array.fromAsync(store().list())).toEqual([])
  })
  it('takes no name but a hash', async () => {
    for (const name of ['../../etc/passwd', 'abc', '']) await expect((async () => store().has(name))()).rejects.toThrow(/no SHA-256/)
  })
  it('takes the same content from many at once', async () => {
    const hashes = await Promise.all(Array.from({ length: 8 }, () => put(store(), 'at once')))
    expect(new Set(hashes).size).toBe(1)
    expect(await read(store(), hashes[0] ?? '')).toBe('at once')
  })
})

it('S3 requests are signed as AWS describes; a wrong secret is refused and says where to look', async () => {
  expect(s3.refused).toEqual([])
  const stranger = await s3Blobs(address.replace(encodeURIComponent(SECRET), 'wrong'), join(folder, 's3-incoming'))
  await expect(put(stranger, 'x')).rejects.toThrow(/S3 answered 403 while looking for a file: check S3_URL/)
})

it('S3 refuses content that is not what its name says', async () => {
  const path = newIncoming(join(folder, 's3-incoming'))
  await writeFile(path, 'damaged on the way')
  await expect(stores.get('s3')?.put(sha256('as it was'), path)).rejects.toThrow(/S3 answered 400/)
})

it('S3 that stumbles is asked again', async () => {
  s3.fails.left = 2
  const store = stores.get('s3') as BlobStore
  expect(await read(store, await put(store, 'again'))).toBe('again')
})

it('what a dead process left in incoming is cleared, what another is receiving is not', async () => {
  const incoming = join(folder, 'files', 'incoming')
  await writeFile(join(incoming, 'left'), 'x')
  await utimes(join(incoming, 'left'), new Date(), new Date(Date.now() - 2 * 3_600_000))
  await writeFile(join(incoming, 'young'), 'x')
  await clearOld(incoming)
  expect(await readdir(incoming)).toEqual(['young'])
})
