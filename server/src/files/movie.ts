import { type FileHandle, open } from 'node:fs/promises'

/**
 * Takes the place and device out of MP4, M4A and QuickTime files. Phones write them into the boxes `udta` and `meta` under `moov`
 * and its tracks (©xyz, com.apple.quicktime.location.ISO6709) and into top-level `meta` and `uuid` (XMP). Each such box becomes
 * `free` and its content zeros, in place: no offset moves, so every player still finds the frames. ISO/IEC 14496-12.
 */
export async function stripMovie(path: string): Promise<boolean> {
  const file = await open(path, 'r+')
  try {
    const { size } = await file.stat()
    const stripped = await strip(file, 0, size, 'top')
    if (stripped) await file.sync()
    return stripped
  } finally {
    await file.close()
  }
}

/** Boxes that tell about the taking, by where they stand. */
const telling: Readonly<Record<string, readonly string[]>> = {
  top: ['meta', 'uuid', 'udta'],
  moov: ['meta', 'uuid', 'udta'],
  trak: ['meta', 'uuid', 'udta'],
}

async function strip(file: FileHandle, from: number, to: number, inside: string): Promise<boolean> {
  let changed = false
  const head = Buffer.alloc(16)
  for (let at = from; at + 8 <= to; ) {
    await file.read(head, 0, 16, at)
    const short = head.readUInt32BE(0)
    const type = head.toString('latin1', 4, 8)
    // 1: a 64-bit size follows; 0: the box runs to the end of what holds it.
    const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short
    const header = short === 1 ? 16 : 8
    // A box that lies about its size ends the walk: what cannot be parsed is left alone.
    if (size < header || at + size > to) break
    if (telling[inside]?.includes(type)) {
      await file.write(Buffer.from('free', 'latin1'), 0, 4, at + 4)
      await blank(file, at + header, at + size)
      changed = true
    } else if (type === 'moov' || type === 'trak') {
      changed = (await strip(file, at + header, at + size, type)) || changed
    }
    at += size
  }
  return changed
}

async function blank(file: FileHandle, from: number, to: number): Promise<void> {
  const zeros = Buffer.alloc(Math.min(65_536, to - from))
  for (let at = from; at < to; at += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, to - at), at)
}
