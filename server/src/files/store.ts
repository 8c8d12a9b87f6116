import { randomUUIDv7 } from 'node:crypto'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { BlobStore } from './blobs.ts'
import type { Received } from './receive.ts'

export interface FileUse {
  readonly uploader: string
  readonly caseId: string | null
  readonly nameSealed: string | null
  readonly id: string
}

export interface FileRecord {
  readonly district: string
  readonly hash: string
  readonly type: string
  readonly size: number
  readonly width: number | null
  readonly height: number | null
  readonly thumbnail: string | null
  readonly original: string | null
  readonly originalType: string | null
  /** Who brought it and which cases it belongs to: what a permission is decided by. */
  readonly uses: readonly FileUse[]
}

/** One at a time for one content: an upload and the sweep of the same bytes must not cross. Held to the end of the transaction. */
const hold = (trx: Db, hash: string) => sql`select pg_advisory_xact_lock(hashtextextended(${`file ${hash}`}, 0))`.execute(trx)

/**
 * Puts the blobs, then records file and use. Blobs come first: a process that dies in between leaves content without a record,
 * which the sweep removes, never a record without content. Throws when a sweep took the content in that very moment.
 */
export async function keepFile(
  db: Db,
  blobs: BlobStore,
  district: string,
  received: Received,
  use: { readonly uploader: string; readonly seal: (id: string) => string | null },
  now: string,
): Promise<void> {
  const { stored, thumbnail, original } = received
  const parts = [stored, thumbnail, original].filter(part => part !== undefined)
  for (const { hash, path } of parts) await blobs.put(hash, path)
  await db.transaction().execute(async trx => {
    // Always in one order: two uploads that share a part must not wait for each other.
    for (const hash of [...new Set(parts.map(part => part.hash))].sort()) {
      await hold(trx, hash)
      if (!(await blobs.has(hash))) throw new Error(`File ${hash} was swept while it was being recorded; upload it again`)
    }
    await trx
      .insertInto('file')
      .values({
        district,
        hash: stored.hash,
        size: stored.size,
        type: received.type,
        width: received.width,
        height: received.height,
        thumbnail: thumbnail?.hash ?? null,
        original: original?.hash ?? null,
        original_type: original?.type ?? null,
        created_at: now,
      })
      .onConflict(conflict =>
        conflict.columns(['district', 'hash']).doUpdateSet({
          original: sql<string | null>`coalesce(file.original, excluded.original)`,
          original_type: sql<string | null>`coalesce(file.original_type, excluded.original_type)`,
        }),
      )
      .execute()
    const id = randomUUIDv7()
    await trx
      .insertInto('file_use')
      .values({ district, id, hash: stored.hash, uploader: use.uploader, name_sealed: use.seal(id), created_at: now })
      .execute()
  })
}

export async function findFile(db: Db, district: string, hash: string): Promise<FileRecord | undefined> {
  const row = await db.selectFrom('file').selectAll().where('district', '=', district).where('hash', '=', hash).executeTakeFirst()
  if (!row) return undefined
  const uses = await db
    .selectFrom('file_use')
    .select(['id', 'uploader', 'case_id', 'name_sealed'])
    .where('district', '=', district)
    .where('hash', '=', hash)
    .orderBy('id')
    .execute()
  return {
    district,
    hash,
    type: row.type,
    size: row.size,
    width: row.width,
    height: row.height,
    thumbnail: row.thumbnail,
    original: row.original,
    originalType: row.original_type,
    uses: uses.map(use => ({ id: use.id, uploader: use.uploader, caseId: use.case_id, nameSealed: use.name_sealed })),
  }
}

const notYours = refusal('fileIsNotYours', text('附件不存在或不是您上传的', 'An attachment does not exist or was not uploaded by you'), {
  help: text('请重新上传附件', 'Upload the attachment again'),
})

/** Refused when one of the files was neither brought by `uploader` nor is in the case already. Changes nothing. */
export async function mayAttach(
  db: Db,
  district: string,
  hashes: readonly string[],
  uploader: string,
  caseId: string | null,
): Promise<Refusal | undefined> {
  const wanted = [...new Set(hashes)]
  if (wanted.length === 0) return undefined
  const rows = await db
    .selectFrom('file_use')
    .select('hash')
    .distinct()
    .where('district', '=', district)
    .where('hash', 'in', wanted)
    .where(use => use.or([use('uploader', '=', uploader), ...(caseId ? [use('case_id', '=', caseId)] : [])]))
    .execute()
  return rows.length === wanted.length ? undefined : notYours
}

/**
 * Gives files to a case; pass the transaction of the action that names them. Each must have been brought by `uploader`, or be in the
 * case already: knowing a hash is no right to the content. Returns a refusal, with nothing changed by it, when one is not.
 */
export async function attachFiles(
  db: Db,
  district: string,
  hashes: readonly string[],
  uploader: string,
  caseId: string,
  now: string,
): Promise<Refusal | undefined> {
  const wanted = [...new Set(hashes)]
  if (wanted.length === 0) return undefined
  const uses = await db
    .selectFrom('file_use')
    .select(['id', 'hash', 'case_id', 'name_sealed', 'uploader'])
    .where('district', '=', district)
    .where('hash', 'in', wanted)
    .where(use => use.or([use('uploader', '=', uploader), use('case_id', '=', caseId)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  if (wanted.some(hash => !uses.some(use => use.hash === hash))) return notYours
  const missing = wanted.filter(hash => !uses.some(use => use.hash === hash && use.case_id === caseId))
  for (const hash of missing) {
    const free = uses.find(use => use.hash === hash && use.case_id === null)
    if (free)
      await db
        .updateTable('file_use')
        .set({ case_id: caseId, attached_at: now })
        .where('district', '=', district)
        .where('id', '=', free.id)
        .execute()
    // The same photo in a second matter: a use of its own, so that the first matter's end does not take it away.
    else
      await db
        .insertInto('file_use')
        .values({ district, id: randomUUIDv7(), hash, uploader, case_id: caseId, created_at: now, attached_at: now })
        .execute()
  }
  return undefined
}

/** Ends a case's hold on its files, or on one of them; what nothing holds any more goes with the next sweep. */
export async function detachFiles(db: Db, district: string, caseId: string, hash?: string): Promise<number> {
  let query = db.deleteFrom('file_use').where('district', '=', district).where('case_id', '=', caseId)
  if (hash) query = query.where('hash', '=', hash)
  return Number((await query.executeTakeFirst()).numDeletedRows)
}

/** Files without any use, after uses that no case took before `before` are dropped. */
export async function dropOrphans(db: Db, before: string, limit: number): Promise<{ district: string; hash: string }[]> {
  await db.deleteFrom('file_use').where('case_id', 'is', null).where('created_at', '<', before).execute()
  return db
    .selectFrom('file')
    .select(['district', 'hash'])
    .where('created_at', '<', before)
    .where(file =>
      file.not(
        file.exists(
          file
            .selectFrom('file_use')
            .select('id')
            .whereRef('file_use.district', '=', 'file.district')
            .whereRef('file_use.hash', '=', 'file.hash'),
        ),
      ),
    )
    .limit(limit)
    .execute()
}

/** Removes the record of a file that still has no use. False when somebody brought it again meanwhile. */
export async function dropRecord(db: Db, district: string, hash: string): Promise<boolean> {
  return db.transaction().execute(async trx => {
    await hold(trx, hash)
    const gone = await trx
      .deleteFrom('file')
      .where('district', '=', district)
      .where('hash', '=', hash)
      .where(file =>
        file.not(file.exists(file.selectFrom('file_use').select('id').where('district', '=', district).where('hash', '=', hash))),
      )
      .executeTakeFirst()
    return gone.numDeletedRows > 0n
  })
}

/** Removes a blob unless a record, of whatever district, names it as content, thumbnail or original. */
export async function dropBlob(db: Db, blobs: BlobStore, hash: string): Promise<boolean> {
  return db.transaction().execute(async trx => {
    await hold(trx, hash)
    const named = await trx
      .selectFrom('file')
      .select('hash')
      .where(file => file.or([file('hash', '=', hash), file('thumbnail', '=', hash), file('original', '=', hash)]))
      .limit(1)
      .executeTakeFirst()
    if (named) return false
    await blobs.remove(hash)
    return true
  })
}

/** Which of these blobs no record names. */
export async function findUnnamed(db: Db, hashes: readonly string[]): Promise<string[]> {
  if (hashes.length === 0) return []
  const rows = await db
    .selectFrom('file')
    .select(['hash', 'thumbnail', 'original'])
    .where(file => file.or([file('hash', 'in', hashes), file('thumbnail', 'in', hashes), file('original', 'in', hashes)]))
    .execute()
  const named = new Set(rows.flatMap(row => [row.hash, row.thumbnail, row.original]))
  return hashes.filter(hash => !named.has(hash))
}

/** A page of records in order of key, with every blob they need. */
export async function listNamed(db: Db, after: { district: string; hash: string } | undefined, limit: number) {
  let query = db.selectFrom('file').select(['district', 'hash', 'thumbnail', 'original'])
  if (after) query = query.where(sql<boolean>`(district, hash) > (${after.district}, ${after.hash})`)
  return query.orderBy('district').orderBy('hash').limit(limit).execute()
}
