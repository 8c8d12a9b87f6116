import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { text } from '@fengqiao/kernel'
import type { Binaries } from './binaries.ts'
import { type Account, accountForRoot, execute, type RunAs } from './run-as.ts'
import { StartupProblem } from './startup-problem.ts'

/** Passwords of the cluster's two roles, kept beside it with mode 0600. */
export interface Passwords {
  /** The superuser `postgres`: backup, restore and nothing else. */
  readonly postgres: string
  /** The role `fengqiao`, which owns the database and cannot bypass row-level security. */
  readonly fengqiao: string
}

/** Opens (or makes) the folder that holds cluster, passwords and log; says whose PostgreSQL runs as when we are root. */
export async function openFolder(folder: string): Promise<Account | undefined> {
  try {
    // Others may pass through but not look around: PostgreSQL's own account must reach its folder below.
    await mkdir(dirname(folder), { recursive: true, mode: 0o711 })
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(join(folder, '.probe'), '')
    await rm(join(folder, '.probe'))
  } catch (cause) {
    throw new StartupProblem(
      text(
        `数据目录 ${dirname(folder)} 不可写（${(cause as NodeJS.ErrnoException).code}）：请检查权限，或以 FENGQIAO_DATA 指定另一目录。`,
        `The data folder ${dirname(folder)} is not writable (${(cause as NodeJS.ErrnoException).code}): check its permissions, or name another in FENGQIAO_DATA.`,
      ),
      { cause },
    )
  }
  const cluster = join(folder, 'cluster')
  if (process.getuid?.() !== 0) return ownCluster(cluster)
  // A cluster made by another account stays that account's, so that root may look after an ordinary user's data.
  const made = existsSync(cluster) ? await stat(cluster) : undefined
  const account = made && made.uid !== 0 ? { uid: made.uid, gid: made.gid } : accountForRoot()
  if ((await stat(folder)).uid !== account.uid) await chown(folder, account.uid, account.gid)
  return account
}

async function ownCluster(cluster: string): Promise<undefined> {
  if (!existsSync(cluster) || (await stat(cluster)).uid === process.getuid?.()) return undefined
  throw new StartupProblem(
    text(
      `数据目录 ${cluster} 属于另一系统用户：请以该用户（或 root）启动。`,
      `The data folder ${cluster} belongs to another system user: start as that user or as root.`,
    ),
  )
}

/** Reads the passwords, or makes them on the first start. */
export async function readPasswords(folder: string): Promise<Passwords> {
  const path = join(folder, 'passwords.json')
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Passwords
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const made = { postgres: randomBytes(24).toString('base64url'), fengqiao: randomBytes(24).toString('base64url') }
  await writeFile(`${path}.new`, JSON.stringify(made), { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  return made
}

/**
 * Makes the cluster unless it is there. It is built under another name and renamed when complete: a start that is
 * cut off leaves nothing half-made behind.
 */
export async function initCluster(
  folder: string,
  binaries: Binaries,
  as: RunAs,
  account: Account | undefined,
  passwords: Passwords,
  durable: boolean,
): Promise<boolean> {
  const cluster = join(folder, 'cluster')
  if (existsSync(join(cluster, 'PG_VERSION'))) return false
  const making = join(folder, 'cluster.new')
  const secret = join(folder, 'first-password')
  await writeFile(secret, passwords.postgres, { mode: 0o600 })
  if (account) await chown(secret, account.uid, account.gid)
  try {
    await initdb(binaries, as, making, secret, durable)
  } finally {
    await rm(secret, { force: true })
  }
  await writeFile(join(making, 'postgresql.conf'), settings(durable))
  if (account) await chown(join(making, 'postgresql.conf'), account.uid, account.gid)
  await rename(making, cluster)
  return true
}

/**
 * Sorting is by code point (built in, the same on every machine). The character type matters all the same: pg_trgm
 * and the text-search parser ask the C library what a letter is, and in its plain C locale no Chinese character is
 * one, so names of a UTF-8 locale are tried until the machine knows one.
 */
async function initdb(binaries: Binaries, as: RunAs, cluster: string, secret: string, durable: boolean): Promise<void> {
  let failure: unknown
  for (const characters of ['C.UTF-8', 'C.utf8', 'en_US.UTF-8', 'zh_CN.UTF-8']) {
    await rm(cluster, { recursive: true, force: true })
    try {
      await execute(as, binaries.initdb, [
        `--pgdata=${cluster}`,
        '--username=postgres',
        `--pwfile=${secret}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        `--lc-ctype=${characters}`,
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
        ...(durable ? [] : ['--no-sync']),
      ])
      return
    } catch (error) {
      failure = error
      if (!/locale/i.test(String((error as { stderr?: string }).stderr))) break
    }
  }
  const said = String((failure as { stderr?: string }).stderr ?? failure)
    .trim()
    .split('\n')
    .at(-1)
  throw new StartupProblem(text(`无法建立内置数据库（${said}）。`, `The embedded database could not be made (${said}).`), {
    cause: failure,
  })
}

/**
 * The whole postgresql.conf. Port comes on the command line, because it is chosen at each start.
 * The server's log keeps no statement, no parameter and no row values: they hold personal data.
 */
function settings(durable: boolean): string {
  return `# Written when the cluster was made. Yours to change; Fengqiao never rewrites it.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = ${durable ? 100 : 300}
password_encryption = 'scram-sha-256'

shared_buffers = ${durable ? '256MB' : '64MB'}
effective_cache_size = '1GB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
random_page_cost = 1.1
jit = off

fsync = ${durable ? 'on' : 'off'}
synchronous_commit = ${durable ? 'on' : 'off'}
full_page_writes = ${durable ? 'on' : 'off'}
wal_level = 'replica'
wal_buffers = '16MB'
wal_compression = 'pglz'
min_wal_size = '${durable ? '256MB' : '80MB'}'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
autovacuum_vacuum_scale_factor = 0.05
autovacuum_analyze_scale_factor = 0.02

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
log_min_error_statement = 'panic'
log_error_verbosity = 'terse'
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
`
}
