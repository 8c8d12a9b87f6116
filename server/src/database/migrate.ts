import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

/** Where the house's own migrations are. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations/', import.meta.url))

export interface Migration {
  readonly number: number
  /** File name: `0001_ground.sql`. */
  readonly file: string
  readonly sql: string
  readonly sha256: string
}

/** The schema in the database and the migrations in the code contradict each other; nothing was changed. */
export class MigrationProblem extends Error {
  override readonly name: string = 'MigrationProblem'
}

/** The database has a migration that this program does not know. */
export class NewerDatabase extends MigrationProblem {
  override readonly name = 'NewerDatabase'
  readonly file: string
  /** Number of the program's last migration. */
  readonly newest: number

  constructor(file: string, newest: number) {
    super(`the database is newer than this program: it has ${file}, the program ends at ${newest}; start a newer version`)
    this.file = file
    this.newest = newest
  }
}

/** Reads `NNNN_name.sql` files in order of number. Throws MigrationProblem on a strange name or a number used twice. */
export async function readMigrations(folder: string = migrationsFolder): Promise<Migration[]> {
  const found: Migration[] = []
  for (const file of (await readdir(folder)).sort()) {
    if (!file.endsWith('.sql')) continue
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(file)?.[1])
    if (!number) throw new MigrationProblem(`${file}: a migration is named NNNN_words_in_small_letters.sql`)
    const last = found.at(-1)
    if (last?.number === number)
      throw new MigrationProblem(`${file} and ${last.file} have the same number: give the newer one the next free number`)
    const sql = (await readFile(`${folder}/${file}`, 'utf8')).replaceAll('\r\n', '\n')
    found.push({ number, file, sql, sha256: createHash('sha256').update(sql).digest('hex') })
  }
  return found
}

/** One hash for a whole list of migrations: names the test template, so that a changed schema gets a new one. */
export function hashOf(migrations: readonly Migration[]): string {
  const hash = createHash('sha256')
  for (const { file, sha256 } of migrations) hash.update(`${file} ${sha256}\n`)
  return hash.digest('hex').slice(0, 16)
}

/** 'fengqiao' in ASCII, cut to a bigint: the advisory lock under which one process at a time migrates. */
const lock = 0x66656e6771

/**
 * Applies what is missing, in order, each migration and its record in one transaction; processes that start together
 * wait for each other. Forward only: throws MigrationProblem, before anything is changed, when an applied file was
 * edited or removed, when a new one would come before an applied one, or when the database is newer than the code.
 * Returns the files applied now.
 */
export async function migrate(pool: pg.Pool, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lock])
    try {
      await client.query(`create table if not exists migration (
        number int primary key, file text not null, sha256 text not null, at timestamptz not null default now())`)
      const { rows } = await client.query<Applied>('select number, file, sha256 from migration order by number')
      const missing = compare(migrations, rows)
      for (const migration of missing) await apply(client, migration)
      return missing.map(({ file }) => file)
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch(() => undefined)
    }
  } finally {
    client.release()
  }
}

interface Applied {
  readonly number: number
  readonly file: string
  readonly sha256: string
}

function compare(migrations: readonly Migration[], applied: readonly Applied[]): Migration[] {
  const newest = migrations.at(-1)?.number ?? 0
  const reached = applied.at(-1)?.number ?? 0
  const known = new Map(migrations.map(migration => [migration.number, migration]))
  for (const { number, file, sha256 } of applied) {
    const migration = known.get(number)
    if (!migration && number > newest) throw new NewerDatabase(file, newest)
    if (!migration) throw new MigrationProblem(`${file} was applied to this database but is gone from the program; restore the file`)
    if (migration.file !== file)
      throw new MigrationProblem(`${migration.file} was applied to this database under the name ${file}; restore the name`)
    if (migration.sha256 !== sha256)
      throw new MigrationProblem(`${file} was edited after it had been applied; restore it and put the change into a new migration`)
  }
  const done = new Set(applied.map(({ number }) => number))
  const missing = migrations.filter(({ number }) => !done.has(number))
  const late = missing.find(({ number }) => number < reached)
  if (late)
    throw new MigrationProblem(`${late.file} comes before migration ${reached}, which is already applied; give it the next free number`)
  return missing
}

async function apply(client: pg.PoolClient, { number, file, sql, sha256 }: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (number, file, sha256) values ($1, $2, $3)', [number, file, sha256])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    const { position, message } = cause as { position?: string; message: string }
    const line = position ? ` line ${sql.slice(0, Number(position)).split('\n').length}` : ''
    throw new MigrationProblem(`${file}${line}: ${message}; nothing of it was applied`, { cause })
  }
}
