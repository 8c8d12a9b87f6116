import { rm } from 'node:fs/promises'
import multipart from '@fastify/multipart'
import * as contract from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Db } from '../database/connect.ts'
import { serve } from '../http/serve.ts'
import type { Caller } from '../identity/caller.ts'
import type { Keyring } from '../identity/keyring.ts'
import type { BlobStore } from './blobs.ts'
import { downloadHeaders, rangeOf } from './download.ts'
import { pace } from './pace.ts'
import { receive } from './receive.ts'
import { type FileRecord, findFile, keepFile } from './store.ts'
import { createToken, FILES_PER_TOKEN, useToken } from './token-store.ts'

export type FileVersion = 'stored' | 'thumbnail' | 'original'

export interface FileServices {
  readonly db: Db
  readonly blobs: BlobStore
  readonly keyring: Keyring
  /** Whether the caller may read a file by the cases it belongs to; also the place to log that they did. */
  readonly mayRead: (caller: Caller, file: FileRecord, version: FileVersion) => Promise<boolean>
  /** Whether the procedure and field that asked for a file (`?for=`) want its original too; none does unless told. */
  readonly keepsOriginal?: (asked: string | undefined) => boolean
  /** UPLOAD_MEGABYTES, in bytes. */
  readonly maxBytes: number
  readonly now: () => string
}

const TEN_MINUTES = 600_000
const signInFirst = refusal('sign-in-required', text('请先登录，或先取得上传凭证', 'Sign in first, or ask for an upload token'))
const tokenIsUsed = refusal('uploadTokenIsUsed', text('上传凭证已用完或已过期', 'The upload token is used up or has expired'), {
  help: text('请刷新页面后重新上传', 'Reload the page and upload again'),
})
const fileIsMissing = refusal('fileIsMissing', text('没有收到文件', 'No file was received'), {
  help: text('请选择文件后再上传', 'Choose a file, then upload'),
})
const unknown = refusal('not-found', text('没有此文件，或您无权查看', 'There is no such file, or you may not see it'))

/** The name under which uploads belong to a caller; undefined for callers who are nobody in particular. */
export function uploaderOf(caller: Caller): string | undefined {
  if (caller.kind === 'resident') return `resident:${caller.residentId}`
  if (caller.kind === 'staff') return `account:${caller.accountId}`
  return caller.kind === 'key' ? `key:${caller.keyId}` : undefined
}

const placeOfName = (district: string, id: string): string => `file_use.name/${district}/${id}`

export function fileRoutes(app: FastifyInstance, services: FileServices): void {
  const { db, blobs, keyring, mayRead, keepsOriginal = () => false, maxBytes, now } = services
  const clock = (): number => Date.parse(now())
  const tokensPerAddress = pace(10, TEN_MINUTES, clock)
  const uploadsPerCaller = pace(120, TEN_MINUTES, clock)
  if (!app.hasContentTypeParser('multipart/form-data'))
    app.register(multipart, { throwFileSizeLimit: false, limits: { files: 1, fields: 5, fieldSize: 1000, fileSize: maxBytes + 1 } })

  serve(app, contract.createUploadToken, async ({ caller, request }) => {
    const slow = tokensPerAddress(request.ip)
    if (slow) return slow
    const { token, expiresAt } = await createToken(db, caller.district, now())
    return { token, expiresAt, files: FILES_PER_TOKEN }
  })

  serve(app, contract.uploadFile, async ({ caller, query, request }) => {
    const uploader = await admit(caller, request)
    if (isRefusal(uploader)) return uploader
    const part = request.isMultipart() ? await request.file() : undefined
    if (!part) return fileIsMissing
    const received = await receive(part.file, { incoming: blobs.incoming, maxBytes, keepOriginal: keepsOriginal(query.for) })
    if (isRefusal(received)) return received
    const { district } = caller
    const seal = (id: string): string | null =>
      part.filename ? keyring.seal(part.filename.slice(0, 200), placeOfName(district, id)) : null
    try {
      await keepFile(db, blobs, district, received, { uploader, seal }, now())
    } catch (error) {
      // Content already in the store is left to the sweep: another upload may be recording it.
      for (const left of [received.stored, received.thumbnail, received.original]) if (left) await rm(left.path, { force: true })
      throw error
    }
    const { stored, type, width, height, thumbnail } = received
    return { hash: stored.hash, type, size: stored.size, width, height, thumbnail: thumbnail !== undefined, changed: received.changed }
  })

  serve(app, contract.downloadFile, async ({ caller, params, query, request, reply }) => {
    const file = await findFile(db, caller.district, params.hash)
    const { version } = query
    const blob = file && { stored: file.hash, thumbnail: file.thumbnail, original: file.original }[version]
    if (!file || !blob) return unknown
    if (!(isFresh(caller, file) || (await mayRead(caller, file, version)))) return unknown
    return send(request, reply, file, version, blob, nameFor(file))
  })

  /** Who may upload, and as whom. */
  async function admit(caller: Caller, request: FastifyRequest): Promise<string | Refusal> {
    const known = uploaderOf(caller)
    const token = request.headers['x-upload-token']
    if (known === undefined && typeof token !== 'string') return signInFirst
    const slow = uploadsPerCaller(known ?? request.ip)
    if (slow) return slow
    if (known !== undefined) return known
    const id = await useToken(db, caller.district, String(token), now())
    return id === undefined ? tokenIsUsed : `token:${id}`
  }

  /** The first name it was brought under: one content has many names, and none of them matters much. */
  function nameFor(file: FileRecord): string | undefined {
    const use = file.uses.find(one => one.nameSealed !== null)
    return use?.nameSealed ? keyring.open(use.nameSealed, placeOfName(file.district, use.id)) : undefined
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    file: FileRecord,
    version: FileVersion,
    blob: string,
    name: string | undefined,
  ): Promise<Refusal | undefined> {
    const type = version === 'thumbnail' ? 'image/webp' : version === 'original' ? (file.originalType ?? file.type) : file.type
    const headers = downloadHeaders(type, blob, version === 'stored' ? name : undefined)
    reply.headers(headers)
    if (request.headers['if-none-match'] === headers.etag) {
      await reply.code(304).send()
      return undefined
    }
    // The size of the other versions is not recorded: they are small, or fetched whole.
    const range = version === 'stored' ? rangeOf(request.headers.range, file.size) : undefined
    if (range === 'none') {
      await reply.code(416).header('content-range', `bytes */${file.size}`).send()
      return undefined
    }
    const stream = await blobs.open(blob, range)
    if (!stream) throw new Error(`The content of file ${blob} is not in the blob store: restore it from backup`)
    if (range) reply.code(206).header('content-range', `bytes ${range.start}-${range.end}/${file.size}`)
    if (version === 'stored') reply.header('content-length', range ? range.end - range.start + 1 : file.size)
    await reply.send(stream)
    return undefined
  }
}

/** Somebody may see again what they have just brought, until a case takes it; then the case's rules hold. */
function isFresh(caller: Caller, file: FileRecord): boolean {
  const uploader = uploaderOf(caller)
  return uploader !== undefined && file.uses.some(use => use.uploader === uploader && use.caseId === null)
}
