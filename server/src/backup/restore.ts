import { chown, lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from '@fengqiao/kernel'
import { accountForRoot } from '../postgres/run-as.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { copyTree, type Listing } from './copy-tree.ts'
import { type Manifest, readManifest } from './manifest.ts'

export interface RestorePlan {
  readonly backup: string
  readonly keys: string
  /** Must be empty or absent. */
  readonly data: string
  readonly onFile?: (bytes: number) => void
}

/** PostgreSQL wants these to be there, empty as they may be. */
const clusterFolders = [
  'pg_notify',
  'pg_replslot',
  'pg_dynshmem',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_tblspc',
  'pg_twophase',
  'pg_stat',
  'pg_commit_ts',
]

/**
 * Puts a backup into an empty data folder and compares every file with the manifest. Throws StartupProblem, having removed what
 * it wrote. The caller starts the database once, by which it recovers to the moment the backup ended.
 */
export async function putBack({ backup, keys, data, onFile }: RestorePlan): Promise<Manifest> {
  const manifest = await readManifest(backup)
  if (!manifest) throw problem(`${backup} 不是完整的备份`, `${backup} is not a whole backup`)
  const there: string[] = await readdir(data).catch(() => [])
  if (there.length > 0) throw problem(`目录 ${data} 不是空的，未作改动`, `The folder ${data} is not empty; nothing was changed`)
  const keyNames: string[] = await readdir(keys).catch(() => [])
  const wanted = ['root.key', ...(manifest.database === 'embedded' ? ['passwords.json'] : [])]
  const missing = wanted.filter(name => !keyNames.includes(name))
  if (missing.length > 0)
    throw problem(
      `密钥目录 ${keys} 缺少 ${missing.join('、')}：请以 --keys 指明`,
      `The keys folder ${keys} lacks ${missing.join(', ')}: name it with --keys`,
    )
  try {
    const options = onFile ? { onFile } : {}
    await mkdir(data, { recursive: true, mode: 0o711 })
    await copyTree(keys, join(data, 'keys'), { ...options, skip: name => name === 'passwords.json' })
    if (manifest.attachments === 'here') compare(manifest, 'files', await copyTree(join(backup, 'files'), join(data, 'files'), options))
    if (manifest.database === 'embedded') {
      const cluster = join(data, 'postgres', 'cluster')
      compare(manifest, 'database', await copyTree(join(backup, 'database'), cluster, options))
      for (const folder of clusterFolders) await mkdir(join(cluster, folder), { recursive: true, mode: 0o700 })
      await copyTree(keys, join(data, 'postgres'), { ...options, skip: name => name !== 'passwords.json' })
      if (process.getuid?.() === 0) await give(join(data, 'postgres'), accountForRoot())
    }
    return manifest
  } catch (error) {
    for (const part of ['keys', 'files', 'postgres']) await rm(join(data, part), { recursive: true, force: true })
    throw error
  }
}

function compare({ files }: Manifest, part: string, written: Listing): void {
  for (const [path, [size, sha256]] of Object.entries(files)) {
    if (!path.startsWith(`${part}/`)) continue
    const found = written[path.slice(part.length + 1)]
    if (found?.[0] !== size || found[1] !== sha256)
      throw problem(`备份中的 ${path} 缺失或已损坏`, `${path} of the backup is missing or damaged`)
  }
}

async function give(path: string, account: { uid: number; gid: number }): Promise<void> {
  await chown(path, account.uid, account.gid)
  if ((await lstat(path)).isDirectory()) for (const name of await readdir(path)) await give(join(path, name), account)
}

const problem = (zh: string, en: string): StartupProblem => new StartupProblem(text(`${zh}。`, `${en}.`))
