import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { stripMovie } from './movie.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fengqiao-movie-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)))
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}
/** The same with a 64-bit size, as long films have. */
function largeBox(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(16)
  head.writeUInt32BE(1)
  head.write(type, 4, 'latin1')
  head.writeBigUInt64BE(BigInt(body.length + 16), 8)
  return Buffer.concat([head, body])
}
async function stripped(content: Buffer): Promise<{ changed: boolean; after: Buffer }> {
  const path = join(folder, 'movie.mp4')
  await writeFile(path, content)
  return { changed: await stripMovie(path), after: await readFile(path) }
}

const place = '\xa9xyz+22.5431+114.0579/'
const frames = box('mdat', `frames that hold the letters udta and ${place} by chance`)

it('place and device are gone, frames and offsets stay', async () => {
  const track = box('trak', box('tkhd', 'header'), box('udta', 'iPhone of Lin Hua'), box('mdia', 'media'))
  const film = Buffer.concat([
    box('ftyp', 'isom'),
    frames,
    box('moov', box('mvhd', 'header'), track, box('udta', place), box('meta', 'com.apple.quicktime.location.ISO6709')),
    box('uuid', 'xmp GPSLatitude'),
  ])
  const { changed, after } = await stripped(film)
  expect(changed).toBe(true)
  expect(after).toHaveLength(film.length)
  const rest = Buffer.concat([after.subarray(0, film.indexOf(frames)), after.subarray(film.indexOf(frames) + frames.length)])
  expect(rest.toString('latin1')).not.toMatch(/xyz|Lin Hua|ISO6709|GPS/)
  expect(after.includes(frames)).toBe(true)
  expect(after.toString('latin1').match(/free/g)).toHaveLength(4)
  for (const needed of ['mvhd', 'tkhd', 'mdia']) expect(after.indexOf(needed)).toBe(film.indexOf(needed))
  expect((await stripped(after)).changed).toBe(false)
})

it('long forms of a box are understood', async () => {
  const film = Buffer.concat([
    box('ftyp', 'isom'),
    largeBox('mdat', Buffer.from('frames')),
    largeBox('moov', largeBox('udta', Buffer.from(place, 'latin1'))),
  ])
  const { changed, after } = await stripped(film)
  expect(changed).toBe(true)
  expect(after.includes('xyz')).toBe(false)
  const open = Buffer.from(box('moov', box('udta', place)))
  open.writeUInt32BE(0)
  expect((await stripped(Buffer.concat([box('ftyp', 'isom'), open]))).after.includes('xyz')).toBe(false)
})

it.each([
  ['a box that claims more than there is', Buffer.concat([box('ftyp', 'isom'), Buffer.from('\x7f\xff\xff\xffmoov', 'latin1')])],
  ['a box smaller than its head', Buffer.concat([box('ftyp', 'isom'), Buffer.from('\x00\x00\x00\x04moov', 'latin1')])],
  ['nothing', Buffer.alloc(0)],
])('%s is left as it is, without end or error', async (_, content) => {
  const { changed, after } = await stripped(content)
  expect(changed).toBe(false)
  expect(after.equals(content)).toBe(true)
})
