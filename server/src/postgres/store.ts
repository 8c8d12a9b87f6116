import pg from 'pg'

/** What a start must know about a database that somebody else runs. */
export interface Survey {
  /** `server_version_num / 10000`: 15, 18. */
  readonly version: number
  readonly encoding: string
  /** Locale by which pg_trgm and the text-search parser know letters; in `C` no Chinese character is one. */
  readonly characters: string
  /** The role bypasses row-level security: superuser or BYPASSRLS. */
  readonly bypasses: boolean
  readonly role: string
  /** The role may create tables in the schema `public`. */
  readonly mayCreate: boolean
  /** A standby, or a database set read only. */
  readonly readOnly: boolean
}

/** Asks a database about itself. Rejects with pg's or the network's own error when it cannot be reached within `patience` ms. */
export async function survey(url: string, patience = 5_000): Promise<Survey> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: patience, application_name: 'fengqiao' })
  client.on('error', () => undefined) // a connection that breaks rejects the query; it must not also end the process
  try {
    await client.connect()
    const { rows } = await client.query<Survey>(`
      select current_setting('server_version_num')::int / 10000 as version,
             pg_encoding_to_char(d.encoding)::text as encoding,
             d.datctype::text as characters,
             r.rolsuper or r.rolbypassrls as bypasses,
             r.rolname::text as role,
             coalesce(has_schema_privilege('public', 'create'), false) as "mayCreate",
             pg_is_in_recovery() or current_setting('default_transaction_read_only')::boolean as "readOnly"
      from pg_database d, pg_roles r
      where d.datname = current_database() and r.rolname = current_user`)
    const [found] = rows
    if (!found) throw new Error('the database does not know its own name')
    return found
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** The role `fengqiao` and its database: made on the first start, and again when a first start was cut off between the two. */
export async function ensureOwner(url: string, adminUrl: string, password: string): Promise<void> {
  if (await answers(url)) return
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    const { rowCount } = await admin.query(`select from pg_roles where rolname = 'fengqiao'`)
    const role = `role fengqiao login nosuperuser nobypassrls nocreaterole createdb password ${admin.escapeLiteral(password)}`
    await admin.query(`${rowCount ? 'alter' : 'create'} ${role}`)
    const database = await admin.query(`select from pg_database where datname = 'fengqiao'`)
    if (!database.rowCount) await admin.query('create database fengqiao owner fengqiao')
    // So that operators see waiting queries and locks through the application's own role.
    await admin.query('grant pg_monitor to fengqiao')
  } finally {
    await admin.end()
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    await survey(url)
    return true
  } catch (error) {
    // Wrong password or no such role yet (28P01, 28000), no such database yet (3D000).
    if (['28P01', '28000', '3D000'].includes(String((error as { code?: unknown }).code))) return false
    throw error
  }
}
