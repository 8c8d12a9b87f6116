import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

/** Old answers to writing requests leave, a part at a time; gives how many went. */
export async function sweepReplies(db: Db, before: string, batch = 5000): Promise<number> {
  for (let all = 0; ; ) {
    const { numAffectedRows = 0n } = await sql`
      delete from reply where ctid = any(array(select ctid from reply where at < ${before}::timestamptz limit ${batch}))`.execute(db)
    all += Number(numAffectedRows)
    if (numAffectedRows < BigInt(batch)) return all
  }
}

/** Messages that the demo kept instead of sending. */
export async function sweepLocalMessages(db: Db, before: string): Promise<number> {
  const { numAffectedRows = 0n } = await sql`delete from local_message where at < ${before}::timestamptz`.execute(db)
  return Number(numAffectedRows)
}

/** 'upkeep' in ASCII, cut to a bigint. */
const lock = 0x75706b656570

/** Does the work unless another process is at it; the lock goes with the transaction that holds it. */
export function ifNobodyElse(db: Db, work: () => Promise<void>): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${lock}) as mine`.execute(trx)
    if (!rows[0]?.mine) return false
    await work()
    return true
  })
}
