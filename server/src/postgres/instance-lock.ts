import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { text } from '@fengqiao/kernel'
import type { Log } from '../log/log.ts'
import { isAlive, markOf, type ProcessMark, worksIn } from './process-state.ts'
import { StartupProblem } from './startup-problem.ts'

/** Above every pid that Linux can give (2^22), so that it is certainly nobody's. */
const nobodyPid = 4_194_305

/**
 * Takes the folder for this process, or throws a StartupProblem when another live Fengqiao holds it; one that is just
 * ending, as in a restart, has two seconds to do so.
 * Returns the release. `owner.json` only tells who to wait for; what makes two servers on one cluster impossible is
 * PostgreSQL's own postmaster.pid and shared-memory check.
 */
export async function takeFolder(folder: string): Promise<() => void> {
  const path = join(folder, 'owner.json')
  const held = readOwner(path)
  const patience = Date.now() + 2_000
  while (held && isAlive(held)) {
    if (held.pid === process.pid || Date.now() > patience) throw lockedBy(folder, held.pid)
    await pause(20)
  }
  rmSync(path, { force: true }) // it may be another account's, which only the folder's owner can replace
  writeFileSync(path, JSON.stringify(markOf(process.pid)))
  return () => {
    if (readOwner(path)?.pid === process.pid) rmSync(path, { force: true })
  }
}

export function readOwner(path: string): ProcessMark | undefined {
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessMark
  } catch {
    return undefined // cut off while being written: its writer did not live to use it
  }
}

export function lockedBy(folder: string, pid: number): StartupProblem {
  return new StartupProblem(
    text(
      `数据目录 ${folder} 正被另一个运行中的枫桥使用（进程 ${pid}）：请先停止它，或以 FENGQIAO_DATA 指定另一目录。`,
      `The data folder ${folder} is in use by another running Fengqiao (process ${pid}): stop it first, or name another folder in FENGQIAO_DATA.`,
    ),
  )
}

/**
 * Clears what a dead Fengqiao left of its PostgreSQL. One that is still shutting down is waited for; one that goes on
 * serving without its parent is told to stop; a zombie, or a number that now belongs to somebody else, counts as dead.
 */
export async function clearLeftover(folder: string, log: Log): Promise<void> {
  const cluster = join(folder, 'cluster')
  const path = join(cluster, 'postmaster.pid')
  const patience = Date.now() + 60_000
  for (let told = false; existsSync(path); ) {
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n')
    const pid = Math.abs(Number.parseInt(lines[0] ?? '', 10))
    if (!pid) return // half-written or gone: PostgreSQL itself decides
    if (!markOf(pid) || !worksIn(pid, cluster)) {
      // The number goes, the rest stays: by it PostgreSQL still checks that no orphan uses the shared memory.
      await writeFile(path, [String(nobodyPid), ...lines.slice(1)].join('\n')).catch(() => undefined)
      return
    }
    if (Date.now() > patience) throw lockedBy(folder, pid)
    if (!told) {
      log.warn({ pid }, 'a PostgreSQL of an earlier run is still there: telling it to stop')
      told = true
      try {
        process.kill(pid, 'SIGINT')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EPERM') throw lockedBy(folder, pid)
      }
    }
    await pause(25)
  }
}
