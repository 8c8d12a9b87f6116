import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'

/** Owns: what the gauges read. Each question walks an index of rows that are still to be done, never the whole history. */
export interface Backlog {
  readonly outbox: number
  /** Seconds since the oldest row was written; 0 when there is none. */
  readonly outboxAge: number
  /** Clocks whose time has come and that no worker has taken. */
  readonly overdue: number
  readonly overdueAge: number
}

export async function readBacklog(db: Db, district: string, now: string): Promise<Backlog> {
  const { rows } = await sql<Backlog>`
    select o.n as outbox, coalesce(greatest(extract(epoch from ${now}::timestamptz - o.oldest), 0), 0)::float as "outboxAge",
           d.n as overdue, coalesce(greatest(extract(epoch from ${now}::timestamptz - d.oldest), 0), 0)::float as "overdueAge"
    from (select count(*) as n, min(at) as oldest from outbox where district = ${district}) o,
         (select count(*) as n, min(wake_at) as oldest from deadline where wake_at <= ${now}::timestamptz and district = ${district}) d`.execute(
    db,
  )
  return rows[0] ?? { outbox: 0, outboxAge: 0, overdue: 0, overdueAge: 0 }
}

/** Notices of the last day by channel and state. */
export async function readNotices(db: Db, district: string, since: string): Promise<{ channel: string; state: string; n: number }[]> {
  const { rows } = await sql<{ channel: string; state: string; n: number }>`
    select channel, state, count(*) as n from notice where district = ${district} and created_at >= ${since}::timestamptz group by channel, state`.execute(
    db,
  )
  return rows
}

/** Number of the newest migration that was applied. */
export async function newestMigration(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number | null }>`select max(number) as n from migration`.execute(db)
  return rows[0]?.n ?? 0
}
