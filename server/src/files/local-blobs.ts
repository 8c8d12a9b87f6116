import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Blob, type BlobStore, isHash } from './blobs.ts'

/** Makes a directory entry durable: without this a file renamed into place can be gone after a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'

/**
 * Blobs in a folder: `<folder>/ab/cd/<hash>`. A blob is written beside, synced, then renamed: it is there whole or not at all.
 * Files left in `incoming` by a process that died are cleared on start.
 */
export async function localBlobs(folder: string): Promise<BlobStore> {
  const incoming = join(folder, 'incoming')
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  await clearOld(incoming)
  const pathOf = (hash: string): string => {
    if (!isHash(hash)) throw new Error(`"${hash}" is no SHA-256; a blob has no other name`)
    return join(folder, hash.slice(0, 2), hash.slice(2, 4), hash)
  }
  const has = async (hash: string): Promise<boolean> =>
    (await stat(pathOf(hash)).catch(error => (missing(error) ? undefined : Promise.reject(error)))) !== undefined
  return {
    incoming,
    has,
    async put(hash, path) {
      const target = pathOf(hash)
      if (await has(hash)) {
        await rm(path, { force: true })
        return
      }
      await syncFile(path)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      await rename(path, target)
      for (const each of [dirname(target), dirname(dirname(target)), folder]) await syncFolder(each)
    },
    async open(hash, range) {
      const handle = await open(pathOf(hash), 'r').catch(error => (missing(error) ? undefined : Promise.reject(error)))
      return handle && createReadStream('', { fd: handle, ...(range ? { start: range.start, end: range.end } : {}) })
    },
    remove: hash => rm(pathOf(hash), { force: true }),
    async *list(): AsyncIterable<Blob> {
      for (const first of await readdir(folder)) {
        if (!/^[0-9a-f]{2}$/.test(first)) continue
        for (const second of await readdir(join(folder, first)))
          for (const hash of await readdir(join(folder, first, second))) {
            const found = await stat(pathOf(hash)).catch(() => undefined)
            if (found) yield { hash, at: found.mtime.toISOString() }
          }
      }
    },
  }
}

const ONE_HOUR = 3_600_000

/** Another process of this house may be receiving right now: only what is older than an hour was left behind. */
export async function clearOld(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > ONE_HOUR) await rm(path, { force: true })
  }
}

/** A path in `incoming` that nobody else uses. */
export const newIncoming = (incoming: string): string => join(incoming, randomUUID())
