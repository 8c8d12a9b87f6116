import type { CaseState } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '../database/connect.ts'
import type { CommitItem } from './commit.ts'
import type { Scope } from './scope.ts'
export type { Scope } from './scope.ts'

/** Owns: the two round trips of an action. Reading for lists and pages is in list-store.ts and page-store.ts. */
export interface Answered {
  readonly status: number
  readonly body: unknown
  readonly fingerprint: string
}

export interface ReadCase {
  readonly matter: CaseState | undefined
  /** Hash of the last event, hex. */
  readonly head: string | undefined
  /** The answer this actor's key already had. */
  readonly answered: Answered | undefined
  /** A new case's serial, when no id was given. */
  readonly serial: number | undefined
}

/** First round trip: the case under the caller's scope, the key's earlier answer, a serial when `id` is null. */
export async function readCase(
  pool: pg.Pool,
  scope: Scope,
  district: string,
  id: string | null,
  key: { actor: string; key: string } | undefined,
): Promise<ReadCase> {
  const { rows } = await pool.query({
    name: 'read_case',
    text: 'select * from read_case($1, $2, $3, $4, $5)',
    values: [scope, district, id, key?.actor ?? null, key?.key ?? null],
  })
  const row = rows[0] as
    | {
        state: CaseState | null
        head: string | null
        reply_status: number | null
        reply_body: unknown
        reply_fingerprint: string
        serial: number | null
      }
    | undefined
  return {
    matter: row?.state ?? undefined,
    head: row?.head ?? undefined,
    answered: row?.reply_status ? { status: row.reply_status, body: row.reply_body, fingerprint: row.reply_fingerprint } : undefined,
    serial: row?.serial ?? undefined,
  }
}

export interface ReplyRow {
  readonly actor: string
  readonly key: string
  readonly fingerprint: string
  readonly status: number
  readonly body: unknown
}

export type Committed = 'committed' | 'version-conflict' | 'key-taken'

/** Second round trip: everything or nothing. Items must be sorted by case id. */
export async function commitCases(
  pool: pg.Pool,
  scope: Scope,
  district: string,
  items: readonly CommitItem[],
  reply?: ReplyRow,
): Promise<Committed> {
  try {
    await pool.query({
      name: 'commit_cases',
      text: 'select commit_cases($1, $2, $3, $4)',
      values: [scope, district, JSON.stringify(items), reply ? JSON.stringify(reply) : null],
    })
    return 'committed'
  } catch (error) {
    const code = (error as { code?: string }).code
    if (code === 'FQ001' || code === '23505') return 'version-conflict'
    if (code === 'FQ002') return 'key-taken'
    throw error
  }
}

/** Runs reads under a scope, in one transaction: the second wall knows who asks. */
export function scoped<T>(db: Db, scope: Scope, work: (trx: Db) => Promise<T>): Promise<T> {
  return db.transaction().execute(async trx => {
    await sql`select set_config('fengqiao.scope', ${scope}, true)`.execute(trx)
    return work(trx)
  })
}

/** Several cases at once, for batches and merging, in the order of their ids. */
export function readCases(db: Db, scope: Scope, district: string, ids: readonly string[]): Promise<{ matter: CaseState; head: string }[]> {
  if (ids.length === 0) return Promise.resolve([])
  return scoped(db, scope, async trx => {
    const rows = await trx
      .selectFrom('case_record')
      .select(['state', 'head'])
      .where('district', '=', district)
      .where('id', 'in', [...ids])
      .orderBy('id')
      .execute()
    return rows.map(row => ({ matter: row.state, head: row.head.toString('hex') }))
  })
}

/** The case behind a query code. System scope: the code itself is the permission. */
export function findByCode(db: Db, district: string, codeHash: string): Promise<string | undefined> {
  return scoped(db, 'system', async trx => {
    const row = await trx
      .selectFrom('case_record')
      .select('id')
      .where('district', '=', district)
      .where('code_hash', '=', Buffer.from(codeHash, 'hex'))
      .executeTakeFirst()
    return row?.id
  })
}

/** As many serials as cases of a batch. */
export async function takeSerials(pool: pg.Pool, count: number): Promise<number[]> {
  const { rows } = await pool.query<{ serial: number }>(`select nextval('case_serial') as serial from generate_series(1, $1)`, [count])
  return rows.map(row => row.serial)
}

/** New cases in bulk, in the caller's transaction, which adds their statistics: nothing of them goes through the outbox. */
export async function loadCases(trx: Db, district: string, items: readonly CommitItem[]): Promise<void> {
  await sql`select load_cases(${district}, ${JSON.stringify(items)}::jsonb)`.execute(trx)
}
