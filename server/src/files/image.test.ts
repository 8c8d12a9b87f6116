import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { encodeImage } from './image.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fengqiao-image-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let count = 0
async function encode(content: Buffer) {
  const path = join(folder, String(count++))
  await writeFile(path, content)
  return encodeImage(path)
}
const plain = (width: number, height: number, alpha?: number) =>
  sharp({ create: { width, height, channels: alpha === undefined ? 3 : 4, background: { r: 9, g: 90, b: 200, alpha: alpha ?? 1 } } })

it('transparency is kept, and no side is longer than 4096 pixels', async () => {
  const image = await encode(await plain(5000, 10, 0.5).png().toBuffer())
  if ('refused' in image) throw new Error(image.rule)
  expect(image).toMatchObject({ type: 'image/png', width: 4096, height: 8 })
  expect((await sharp(image.bytes).stats()).isOpaque).toBe(false)
})

it('an AVIF becomes what every browser shows', async () => {
  expect(await encode(await plain(64, 64).avif().toBuffer())).toMatchObject({ type: 'image/jpeg' })
  expect(await encode(await plain(64, 64, 0.5).avif().toBuffer())).toMatchObject({ type: 'image/webp' })
})

it('many at once are taken in turn, and a failing one does not hold the others up', async () => {
  const good = await plain(64, 64).jpeg().toBuffer()
  const done = await Promise.all(Array.from({ length: 12 }, (_, index) => encode(index % 3 === 0 ? Buffer.from('broken') : good)))
  expect(done.map(one => ('refused' in one ? one.rule : one.type))).toEqual(
    Array.from({ length: 12 }, (_, index) => (index % 3 === 0 ? 'imageIsUnreadable' : 'image/jpeg')),
  )
})

it('one that would unpack to gigabytes is refused before it is decoded', async () => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(60_000, 0)
  size.writeUInt32BE(60_000, 4)
  size.set([1, 0], 8)
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
  const started = Date.now()
  expect(await encode(bomb)).toMatchObject({ rule: 'imageIsTooLarge' })
  expect(Date.now() - started).toBeLessThan(2000)
})
