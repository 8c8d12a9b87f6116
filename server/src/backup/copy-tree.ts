import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Size in bytes and SHA-256, by path below the copied folder. */
export type Listing = Record<string, readonly [size: number, sha256: string]>

export interface CopyOptions {
  /** Path below the folder, `/` between parts; what it holds true for is left out, a folder with all it holds. */
  readonly skip?: (path: string) => boolean
  readonly onFile?: (bytes: number) => void
}

const gone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/**
 * Copies a folder file by file, synced, with its modes; links are not followed. Files may change or vanish meanwhile: of a growing
 * file the copy has what was there when it was read. Gives what was written.
 */
export async function copyTree(
  from: string,
  to: string,
  { skip = () => false, onFile = () => undefined }: CopyOptions = {},
): Promise<Listing> {
  const listing: Listing = {}
  const files: { path: string; mode: number }[] = []
  const walk = async (below: string): Promise<void> => {
    const source = join(from, below)
    await mkdir(join(to, below), { recursive: true, mode: 0o700 })
    const names = await readdir(source).catch(error => (gone(error) ? [] : Promise.reject(error)))
    for (const name of names) {
      const path = below ? `${below}/${name}` : name
      if (skip(path)) continue
      const found = await lstat(join(from, path)).catch(error => (gone(error) ? undefined : Promise.reject(error)))
      if (found?.isDirectory()) await walk(path)
      else if (found?.isFile()) files.push({ path, mode: found.mode & 0o777 })
    }
  }
  await walk('')
  // Side by side, because each waits for the disk: one by one, a small database takes a minute.
  const queue = files.values()
  const lane = async (): Promise<void> => {
    for (const { path, mode } of queue) {
      const written = await copyFile(join(from, path), join(to, path), mode)
      if (!written) continue
      listing[path] = written
      onFile(written[0])
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
  return listing
}

/** Copies one file, synced; undefined when it is no longer there. */
async function copyFile(from: string, to: string, mode: number): Promise<readonly [number, string] | undefined> {
  const source = await open(from, 'r').catch(error => (gone(error) ? undefined : Promise.reject(error)))
  if (!source) return undefined
  const target = await open(to, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    const piece = Buffer.alloc(1 << 18)
    let size = 0
    for (;;) {
      const { bytesRead } = await source.read(piece, 0, piece.length, size)
      if (bytesRead === 0) break
      const part = piece.subarray(0, bytesRead)
      hash.update(part)
      await target.write(part, 0, bytesRead, size)
      size += bytesRead
    }
    await target.sync()
    return [size, hash.digest('hex')]
  } finally {
    await source.close()
    await target.close()
    await chmod(to, mode)
  }
}
