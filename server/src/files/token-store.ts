import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import { hashOfSecret, randomSecret } from '../identity/keyring.ts'

export const FILES_PER_TOKEN = 12
const ONE_HOUR = 3_600_000

/** A new token; only its hash is kept. Old ones are cleared on the way. */
export async function createToken(db: Db, district: string, now: string): Promise<{ token: string; expiresAt: string }> {
  const token = randomSecret()
  const expiresAt = new Date(Date.parse(now) + ONE_HOUR).toISOString()
  const dayAgo = new Date(Date.parse(now) - 24 * ONE_HOUR).toISOString()
  await db.deleteFrom('upload_token').where('expires_at', '<', dayAgo).execute()
  await db
    .insertInto('upload_token')
    .values({
      district,
      id: randomUUIDv7(),
      token_hash: hashOfSecret(token),
      files_left: FILES_PER_TOKEN,
      created_at: now,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Takes one upload from the token and returns its id; undefined when it is unknown, used up or expired. */
export async function useToken(db: Db, district: string, token: string, now: string): Promise<string | undefined> {
  const row = await db
    .updateTable('upload_token')
    .set({ files_left: sql<number>`files_left - 1` })
    .where('district', '=', district)
    .where('token_hash', '=', hashOfSecret(token))
    .where('files_left', '>', 0)
    .where('expires_at', '>', now)
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/**
 * Who the uploads of a token belong to, for `attachFiles` when the matter is filed; undefined when the token is unknown. A token used up or
 * expired still names its uploads: filing may take longer than uploading.
 */
export async function uploaderOfToken(db: Db, district: string, token: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('upload_token')
    .select('id')
    .where('district', '=', district)
    .where('token_hash', '=', hashOfSecret(token))
    .executeTakeFirst()
  return row && `token:${row.id}`
}
