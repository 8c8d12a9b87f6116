import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Deployment } from '../deployment/store.ts'
import { copyTree, type Listing } from './copy-tree.ts'
import { writeManifest } from './manifest.ts'
import { whileBackingUp } from './store.ts'

export interface BackupPlan {
  readonly data: string
  /** Must not exist; made whole under another name first. */
  readonly out: string
  /** Where keys go, apart from what they open. Must not exist. */
  readonly keys: string
  readonly deployment: Deployment
  /** Superuser address of the embedded server; undefined when the database is somebody else's to back up. */
  readonly adminUrl: string | undefined
  readonly s3: boolean
  readonly onFile?: (bytes: number) => void
}

/** Belongs to the running server, or is made anew by the next one (as pg_basebackup leaves it out). */
const notCopied =
  /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\/.+|backup_label.*|tablespace_map.*)$|(^|\/)(pgsql_tmp.*|pg_internal\.init.*)$/

/**
 * Copies database, attachments and keys while the house runs. Crash point: until the last rename there is only `<out>.partial`,
 * which no restore takes.
 */
export async function makeBackup({
  data,
  out,
  keys,
  deployment,
  adminUrl,
  s3,
  onFile,
}: BackupPlan): Promise<{ files: number; bytes: number }> {
  const making = `${out}.partial`
  await mkdir(dirname(out), { recursive: true })
  await mkdir(making, { mode: 0o700 })
  const options = onFile ? { onFile } : {}
  const files: Listing = {}
  const add = (part: string, listing: Listing): void => {
    for (const [path, entry] of Object.entries(listing)) files[`${part}/${path}`] = entry
  }
  if (adminUrl) add('database', await copyDatabase(join(data, 'postgres', 'cluster'), join(making, 'database'), adminUrl, options))
  // After the database: whatever attachment its rows name was stored before the row.
  if (!s3 && existsSync(join(data, 'files'))) {
    const skip = (path: string): boolean => path === 'incoming'
    add('files', await copyTree(join(data, 'files'), join(making, 'files'), { ...options, skip }))
  }
  await copyTree(join(data, 'keys'), `${keys}.partial`, options)
  const passwords = join(data, 'postgres', 'passwords.json')
  if (adminUrl) await copyTree(dirname(passwords), `${keys}.partial`, { ...options, skip: path => path !== 'passwords.json' })
  const { district, name } = deployment
  const database = adminUrl ? 'embedded' : 'elsewhere'
  await writeManifest(making, {
    format: 1,
    madeAt: new Date().toISOString(),
    district,
    name,
    database,
    attachments: s3 ? 's3' : 'here',
    files,
  })
  await rename(`${keys}.partial`, keys)
  await rename(making, out)
  const entries = Object.values(files)
  return { files: entries.length, bytes: entries.reduce((sum, [size]) => sum + size, 0) }
}

async function copyDatabase(
  cluster: string,
  to: string,
  adminUrl: string,
  options: { onFile?: (bytes: number) => void },
): Promise<Listing> {
  const listing: Listing = {}
  await whileBackingUp(
    adminUrl,
    async () => {
      Object.assign(listing, await copyTree(cluster, to, { ...options, skip: path => notCopied.test(path) }))
    },
    async ({ label, tablespaces, wal: [first, last] }) => {
      const needed = (name: string): boolean => /^[0-9A-F]{24}$/.test(name) && name >= first && name <= last
      const wal = await copyTree(join(cluster, 'pg_wal'), join(to, 'pg_wal'), { ...options, skip: name => !needed(name) })
      for (const [name, entry] of Object.entries(wal)) listing[`pg_wal/${name}`] = entry
      await mkdir(join(to, 'pg_wal', 'archive_status'), { mode: 0o700 })
      await writeFile(join(to, 'backup_label'), label, { mode: 0o600, flush: true })
      if (tablespaces) await writeFile(join(to, 'tablespace_map'), tablespaces, { mode: 0o600, flush: true })
    },
  )
  return listing
}
