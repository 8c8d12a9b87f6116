import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { ReferenceNoun } from './tables.ts'

/** Tells every process that its copy of these nouns is old. Call it in the transaction that changes them. */
export async function bumpRevision(db: Db, district: string, nouns: readonly ReferenceNoun[]): Promise<void> {
  // In one fixed order, so that two writers never wait for each other.
  for (const noun of nouns.toSorted())
    await db
      .insertInto('reference_revision')
      .values({ district, noun })
      .onConflict(conflict => conflict.columns(['district', 'noun']).doUpdateSet({ revision: sql`reference_revision.revision + 1` }))
      .execute()
}

/**
 * All revisions of a district, by noun. Holdings of posts are counted besides: they are also given and ended where accounts
 * are kept, and a stale copy there would let somebody act from a post taken away.
 */
export async function readRevisions(db: Db, district: string): Promise<Map<string, string>> {
  const [rows, holdings] = await Promise.all([
    db.selectFrom('reference_revision').select(['noun', 'revision']).where('district', '=', district).execute(),
    db
      .selectFrom('post_holder')
      .select(eb => [eb.fn.countAll<number>().as('given'), eb.fn.count<number>('valid_to').as('ended')])
      .where('district', '=', district)
      .executeTakeFirstOrThrow(),
  ])
  return new Map([...rows.map(row => [row.noun, String(row.revision)] as const), ['holdings', `${holdings.given}/${holdings.ended}`]])
}
