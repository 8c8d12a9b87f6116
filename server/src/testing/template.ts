import pg from 'pg'
import { connect } from '../database/connect.ts'
import { hashOf, migrate, readMigrations } from '../database/migrate.ts'

/** Names of the databases that tests clone; the rest of the name is random. */
export const clonePrefix = 'fengqiao_test_'

/** The same server, another database. */
export function onDatabase(url: string, database: string): string {
  const other = new URL(url)
  other.pathname = `/${database}`
  return other.href
}

/** Runs one piece of work on a connection of its own to the server's first database. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'fengqiao-testing' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/**
 * Makes sure that the template for the migrations as they are now exists, and returns its name. Migrated once per
 * server and schema: later calls and later runs find it by its hash. Old templates are dropped on the way.
 */
export async function ensureTemplate(url: string): Promise<string> {
  const template = `fengqiao_template_${hashOf(await readMigrations())}`
  await asOwner(url, async client => {
    // One at a time: test processes start together. 7 is this lock's number in the house's test databases.
    await client.query('select pg_advisory_lock(7)')
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'fengqiao\\_template\\_%'`)
    if (rows.some(({ datname }) => datname === template)) return
    const making = `${template}_making`
    await client.query(`drop database if exists ${making} with (force)`)
    await client.query(`create database ${making} template template0`)
    const { pool, end } = connect(onDatabase(url, making), { max: 1 })
    try {
      await migrate(pool)
    } finally {
      await end()
    }
    await client.query(`alter database ${making} rename to ${template}`)
    for (const { datname } of rows) if (datname !== making) await client.query(`drop database if exists ${datname} with (force)`)
  })
  return template
}
