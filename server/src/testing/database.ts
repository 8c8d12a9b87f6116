import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type pg from 'pg'
import { type ConnectOptions, connect, type Database } from '../database/connect.ts'
import { serverVariable, startTestPostgres } from './server.ts'
import { asOwner, clonePrefix, ensureTemplate, onDatabase } from './template.ts'

export interface TestDatabase extends Database {
  readonly url: string
  /**
   * Closes this database's pool and drops it. Throws when a connection is still open: some code opened a pool and did
   * not close it, and in production it would leak too.
   */
  end(): Promise<void>
}

/**
 * A migrated, empty database of one's own, cloned from the template: call it in `beforeAll`, `end()` in `afterAll`.
 * Under vitest the server is the run's; outside, the first call starts one (`startTestPostgres` with the server's end
 * tied to the process). What is not ended is reported, and fails the run.
 */
export async function testDatabase(options: ConnectOptions = {}): Promise<TestDatabase> {
  const server = await serverUrl()
  const template = await ensureTemplate(server)
  const name = clonePrefix + randomBytes(6).toString('hex')
  // Without fsync, copying files takes 15 to 40 ms; copying through the WAL 75 to 90 ms.
  await asOwner(server, client => client.query(`create database ${name} template ${template} strategy file_copy`))
  const url = onDatabase(server, name)
  const { db, pool, end } = connect(url, { max: 8, ...options })
  return {
    url,
    db,
    pool,
    end: async () => {
      await end()
      const leaked = await asOwner(server, async client => {
        const open = await connectionsTo(client, name)
        await client.query(`drop database if exists ${name} with (force)`)
        return open
      })
      if (leaked.length > 0)
        throw new Error(
          `${leaked.length} connection(s) to the test database were still open at its end; close the pool that owns them. Last queries: ${leaked.join(' | ')}`,
        )
    },
  }
}

let own: Promise<string> | undefined

async function serverUrl(): Promise<string> {
  const given = process.env[serverVariable]
  if (given) return given
  own ??= startTestPostgres().then(({ url }) => url)
  return own
}

/** A closed connection takes the server a moment to notice: asked for up to two seconds before it counts as leaked. */
async function connectionsTo(client: pg.Client, name: string): Promise<string[]> {
  for (let left = 80; ; left--) {
    const { rows } = await client.query<{ query: string }>('select query from pg_stat_activity where datname = $1', [name])
    if (rows.length === 0 || left === 0) return rows.map(({ query }) => query.slice(0, 120))
    await pause(25)
  }
}
