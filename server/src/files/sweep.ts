import type { Db } from '../database/connect.ts'
import type { BlobStore } from './blobs.ts'
import { dropBlob, dropOrphans, dropRecord, findUnnamed, listNamed } from './store.ts'

export interface SweepReport {
  readonly files: number
  readonly blobs: number
}

/**
 * Removes uploads that no case took before `before`, and blobs that nothing names. Runs beside uploads: record and blob go under
 * the same lock that an upload of that content takes. A process that dies midway leaves blobs that the next sweep finds.
 */
export async function sweepFiles(db: Db, blobs: BlobStore, before: string, batch = 500): Promise<SweepReport> {
  let files = 0
  for (;;) {
    const orphans = await dropOrphans(db, before, batch)
    let dropped = 0
    for (const { district, hash } of orphans) if (await dropRecord(db, district, hash)) dropped++
    files += dropped
    if (orphans.length < batch || dropped === 0) break
  }
  let removed = 0
  let old: string[] = []
  const removeUnnamed = async (): Promise<void> => {
    for (const hash of await findUnnamed(db, old)) if (await dropBlob(db, blobs, hash)) removed++
    old = []
  }
  for await (const { hash, at } of blobs.list()) {
    // A young blob may belong to an upload that is just being recorded.
    if (Date.parse(at) < Date.parse(before)) old.push(hash)
    if (old.length >= batch) await removeUnnamed()
  }
  await removeUnnamed()
  return { files, blobs: removed }
}

/** Hashes that records name and the blob store does not hold: content lost. Empty when all is well; for `fsck`. */
export async function findLostBlobs(db: Db, blobs: BlobStore, batch = 500): Promise<string[]> {
  const lost: string[] = []
  let after: { district: string; hash: string } | undefined
  for (;;) {
    const rows = await listNamed(db, after, batch)
    for (const { hash, thumbnail, original } of rows)
      for (const part of [hash, thumbnail, original]) if (part !== null && !(await blobs.has(part))) lost.push(part)
    after = rows.at(-1)
    if (rows.length < batch) return lost
  }
}
