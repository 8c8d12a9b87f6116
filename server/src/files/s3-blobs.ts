import { openAsBlob } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'
import { AwsClient } from 'aws4fetch'
import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { type Blob, type BlobStore, isHash } from './blobs.ts'
import { clearOld } from './local-blobs.ts'

const PREFIX = 'files/'
const TIMEOUT_MS = 60_000

const Listing = z.object({
  ListBucketResult: z.object({
    Contents: z.array(z.object({ Key: z.string(), LastModified: z.string() })).default([]),
    IsTruncated: z.stringbool().default(false),
    NextContinuationToken: z.string().optional(),
  }),
})
const parser = new XMLParser({ parseTagValue: false, isArray: name => name === 'Contents' })

/**
 * Blobs in an S3 bucket, `https://key:secret@host/bucket?region=name`, path style, objects `files/ab/cd/<hash>`. The name of an
 * object is the hash of its content, so S3 itself refuses an upload that was damaged on the way (x-amz-content-sha256).
 */
export async function s3Blobs(address: string, incoming: string): Promise<BlobStore> {
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await clearOld(incoming)
  const url = new URL(address)
  const region = url.searchParams.get('region') ?? 'us-east-1'
  const client = new AwsClient({
    accessKeyId: decodeURIComponent(url.username),
    secretAccessKey: decodeURIComponent(url.password),
    service: 's3',
    region,
    retries: 3,
  })
  const bucket = `${url.origin}${url.pathname.replace(/\/+$/, '')}`
  const place = (hash: string): string => {
    if (!isHash(hash)) throw new Error(`"${hash}" is no SHA-256; a blob has no other name`)
    return `${bucket}/${PREFIX}${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`
  }
  const ask = (to: string, init: RequestInit = {}): Promise<Response> =>
    client.fetch(to, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  const must = async (answer: Response, doing: string): Promise<Response> => {
    if (answer.ok) return answer
    await answer.body?.cancel()
    throw new Error(`S3 answered ${answer.status} while ${doing}: check S3_URL, the bucket and the rights of its key`)
  }
  const has = async (hash: string): Promise<boolean> => {
    const answer = await ask(place(hash), { method: 'HEAD' })
    if (answer.status !== 404) await must(answer, 'looking for a file')
    return answer.ok
  }
  return {
    incoming,
    has,
    async put(hash, path) {
      if (!(await has(hash))) {
        const answer = await ask(place(hash), { method: 'PUT', body: await openAsBlob(path), headers: { 'x-amz-content-sha256': hash } })
        await (await must(answer, 'storing a file')).body?.cancel()
      }
      await rm(path, { force: true })
    },
    async open(hash, range) {
      const answer = await ask(place(hash), range ? { headers: { range: `bytes=${range.start}-${range.end}` } } : {})
      if (answer.status === 404) {
        await answer.body?.cancel()
        return undefined
      }
      await must(answer, 'reading a file')
      return answer.body ? Readable.fromWeb(answer.body as WebStream) : Readable.from([])
    },
    async remove(hash) {
      const answer = await ask(place(hash), { method: 'DELETE' })
      if (answer.status !== 404) await (await must(answer, 'removing a file')).body?.cancel()
    },
    async *list(): AsyncIterable<Blob> {
      let token: string | undefined
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix: PREFIX, ...(token ? { 'continuation-token': token } : {}) })
        const answer = await must(await ask(`${bucket}?${query}`), 'listing files')
        const { Contents, IsTruncated, NextContinuationToken } = Listing.parse(parser.parse(await answer.text())).ListBucketResult
        for (const { Key, LastModified } of Contents) {
          const hash = Key.slice(Key.lastIndexOf('/') + 1)
          if (isHash(hash)) yield { hash, at: new Date(LastModified).toISOString() }
        }
        token = IsTruncated ? NextContinuationToken : undefined
      } while (token)
    },
  }
}
