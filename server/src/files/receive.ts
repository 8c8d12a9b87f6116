import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import { fileTypeFromFile } from 'file-type'
import { encodeImage } from './image.ts'
import { type Kind, kindOf } from './kinds.ts'
import { newIncoming } from './local-blobs.ts'
import { stripMovie } from './movie.ts'

/** A blob ready to be put: where it lies and what it is called. */
export interface Ready {
  readonly path: string
  readonly hash: string
  readonly size: number
}

/** What became of an upload: finished blobs in `incoming`, and what they are. */
export interface Received {
  readonly type: string
  readonly stored: Ready
  readonly width: number | null
  readonly height: number | null
  readonly thumbnail: Ready | undefined
  /** Encoded anew or stripped: not the bytes that came. */
  readonly changed: boolean
  /** As it came; only when asked for, and only when it differs from what is stored. */
  readonly original: (Ready & { readonly type: string }) | undefined
}

export interface ReceiveOptions {
  readonly incoming: string
  readonly maxBytes: number
  readonly keepOriginal: boolean
}

const wrongType = refusal('wrong-type', text('不支持这种文件', 'Files of this kind are not accepted'), {
  help: text(
    '可上传照片、音频、视频、PDF 和 Word、Excel、PPT（新格式）',
    'Photos, sound, video, PDF and Word, Excel, PowerPoint (new formats) are',
  ),
})
const tooLarge = (bytes: number): Refusal => {
  const megabytes = Math.floor(bytes / 1_048_576)
  return refusal('too-large', text(`文件超过 ${megabytes} MB`, `The file is larger than ${megabytes} MB`), {
    help: text('请压缩、截短或分成几个文件', 'Compress it, cut it, or send it in parts'),
  })
}

/**
 * Takes an upload to its stored form: type by content, limits by type, images encoded anew, movies without their place.
 * On a refusal or an error nothing is left behind; on success the caller puts or removes every blob.
 */
export async function receive(stream: Readable, { incoming, maxBytes, keepOriginal }: ReceiveOptions): Promise<Received | Refusal> {
  const path = newIncoming(incoming)
  const made: string[] = [path]
  let done = false
  try {
    const size = await write(stream, path, maxBytes)
    if (size === undefined) return tooLarge(maxBytes)
    // Opus is told as `audio/ogg; codecs=opus`: parameters do not matter here.
    const type = (await fileTypeFromFile(path))?.mime.split(';')[0]
    const kind = type === undefined ? undefined : kindOf(type)
    if (!type || !kind) return wrongType
    if (size > kind.megabytes * 1_048_576) return tooLarge(kind.megabytes * 1_048_576)
    const received = await ways[kind.way](path, type, keepOriginal, () => {
      const next = newIncoming(incoming)
      made.push(next)
      return next
    })
    done = !isRefusal(received)
    return received
  } finally {
    if (!done) await Promise.all(made.map(one => rm(one, { force: true })))
  }
}

/**
 * Bytes written, or undefined when there were more than allowed. The rest is read and thrown away: a connection left with an unread
 * body would neither close nor carry the refusal to a sender that is still sending.
 */
async function write(stream: Readable, path: string, maxBytes: number): Promise<number | undefined> {
  let size = 0
  const bounded = new Transform({
    transform(chunk: Buffer, _, done) {
      size += chunk.length
      if (size <= maxBytes) this.push(chunk)
      done()
    },
  })
  await pipeline(stream, bounded, createWriteStream(path, { mode: 0o600, flags: 'wx' }))
  return size > maxBytes ? undefined : size
}

type Way = (path: string, type: string, keepOriginal: boolean, newPath: () => string) => Promise<Received | Refusal>

const ways: Record<Kind['way'], Way> = {
  async plain(path, type) {
    return { type, stored: await ready(path), width: null, height: null, thumbnail: undefined, changed: false, original: undefined }
  },
  async movie(path, type, keepOriginal, newPath) {
    const copy = keepOriginal ? newPath() : undefined
    if (copy) await pipeline(createReadStream(path), createWriteStream(copy, { mode: 0o600 }))
    const stripped = await stripMovie(path)
    if (copy && !stripped) await rm(copy, { force: true })
    const original = copy && stripped ? { ...(await ready(copy)), type } : undefined
    return { type, stored: await ready(path), width: null, height: null, thumbnail: undefined, changed: stripped, original }
  },
  async image(path, type, keepOriginal, newPath) {
    const image = await encodeImage(path)
    if (isRefusal(image)) return image
    const stored = await writeOut(newPath(), image.bytes)
    const thumbnail = await writeOut(newPath(), image.thumbnail)
    const original = keepOriginal ? { ...(await ready(path)), type } : undefined
    if (!original) await rm(path, { force: true })
    return { type: image.type, stored, width: image.width, height: image.height, thumbnail, changed: true, original }
  },
}

async function writeOut(path: string, bytes: Buffer): Promise<Ready> {
  await writeFile(path, bytes, { mode: 0o600 })
  return { path, hash: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
}

async function ready(path: string): Promise<Ready> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    size += chunk.length
  }
  return { path, hash: hash.digest('hex'), size }
}
