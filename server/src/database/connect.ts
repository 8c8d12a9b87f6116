import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'
import { types } from './types.ts'

export type Db = Kysely<Tables>
export type Pool = pg.Pool

export interface Database {
  readonly db: Db
  /** The same connections without Kysely, for the hot path's single function call and for COPY-like bulk work. */
  readonly pool: pg.Pool
  /** Waits for running queries and closes every connection; idempotent. */
  end(): Promise<void>
}

export interface ConnectOptions {
  /** Connections at most; 10 unless told. */
  readonly max?: number
  /** Shown in pg_stat_activity. */
  readonly name?: string
  /** Told of a connection that broke while idle (the pool replaces it by itself). */
  readonly onLost?: (error: Error) => void
}

/** Opens a pool and Kysely on top of it. Nothing is sent until the first query. Values are read as types.ts says. */
export function connect(url: string, { max = 10, name = 'fengqiao', onLost }: ConnectOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    // timestamptz is printed in the session's zone, and dates without a zone are read in it.
    options: '-c timezone=UTC -c datestyle=ISO',
  })
  // Without a listener a connection lost while idle (the database restarted) would end the process.
  pool.on('error', error => onLost?.(error))
  // Nor may one that is lost while it works: whoever waits for its answer is told there, and the pool lets it go.
  pool.on('connect', client => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  let ended: Promise<void> | undefined
  return {
    db,
    pool,
    end: () => {
      ended ??= pool.end()
      return ended
    },
  }
}
