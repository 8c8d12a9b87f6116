import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, fchownSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { text } from '@fengqiao/kernel'
import type { Log } from '../log/log.ts'
import { findBinaries } from './binaries.ts'
import { initCluster, openFolder, type Passwords, readPasswords } from './cluster.ts'
import { clearLeftover, takeFolder } from './instance-lock.ts'
import { type Account, chooseRunAs, type RunAs, spawnOptions } from './run-as.ts'
import { StartupProblem } from './startup-problem.ts'
import { ensureOwner } from './store.ts'

export interface EmbeddedOptions {
  /** Holds the cluster, its passwords and its log; made when absent. */
  readonly folder: string
  readonly log: Log
  /** false only for tests: no fsync, gone with the first power cut. */
  readonly durable?: boolean
}

export interface EmbeddedPostgres {
  /** The database `fengqiao` as its owner, a role that row-level security binds. */
  readonly url: string
  /** The same database as superuser: physical backup and restore only. */
  readonly adminUrl: string
  /** Milliseconds from the call to the first answered query, and whether the cluster was made on the way. */
  readonly took: number
  readonly made: boolean
  /** Settles when PostgreSQL ends without being asked to; never otherwise. */
  readonly died: Promise<string>
  /** Clean shutdown; idempotent. */
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that came with npm, on a free port of 127.0.0.1, as root or as an ordinary user.
 * It ends with this process, even by kill -9; what such an end leaves behind is cleared by the next start.
 * Throws StartupProblem with one sentence when the folder cannot be used.
 */
export async function startEmbedded({ folder: wanted, log, durable = true }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const began = performance.now()
  const binaries = await findBinaries()
  const account = await openFolder(wanted)
  const folder = await realpath(wanted) // as the kernel will show it in /proc
  const release = await takeFolder(folder)
  try {
    const as = await chooseRunAs(binaries.postgres, folder, account)
    const passwords = await readPasswords(folder)
    await clearLeftover(folder, log)
    const made = await initCluster(folder, binaries, as, account, passwords, durable)
    const running = await startServer(folder, binaries.postgres, as, account)
    const address = (user: keyof Passwords, database: string) =>
      `postgres://${user}:${passwords[user]}@127.0.0.1:${running.port}/${database}`
    await ensureOwner(address('fengqiao', 'fengqiao'), address('postgres', 'postgres'), passwords.fengqiao)
    const took = Math.round(performance.now() - began)
    log.info({ port: running.port, made, took }, 'embedded PostgreSQL is ready')
    return {
      url: address('fengqiao', 'fengqiao'),
      adminUrl: address('postgres', 'fengqiao'),
      took,
      made,
      ...tend(running.process, release),
    }
  } catch (error) {
    release()
    throw error
  }
}

function tend(server: ChildProcess, release: () => void): Pick<EmbeddedPostgres, 'died' | 'stop'> {
  let asked = false
  const ended = new Promise<string>(resolve => server.once('exit', (code, signal) => resolve(signal ?? `code ${code}`)))
  void ended.then(release)
  const died = new Promise<string>(resolve => void ended.then(how => asked || resolve(how)))
  return {
    died,
    stop: async () => {
      asked = true
      if (server.exitCode === null && server.signalCode === null) {
        server.ref()
        server.kill('SIGINT')
        await ended
      }
    },
  }
}

/** Spawns the server and waits until postmaster.pid says that it takes connections. */
async function startServer(
  folder: string,
  program: string,
  as: RunAs,
  account?: Account,
): Promise<{ process: ChildProcess; port: number }> {
  const cluster = join(folder, 'cluster')
  const logPath = join(folder, 'postgres.log')
  if (existsSync(logPath) && statSync(logPath).size > 10_000_000) renameSync(logPath, `${logPath}.1`)
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const out = openSync(logPath, 'a', 0o600)
    if (account) fchownSync(out, account.uid, account.gid)
    const start = statSync(logPath).size
    const words = [...as.before, program, '-D', cluster, '-p', String(port)]
    // Its messages go straight into the file: a pipe would break with this process, and with it the last words.
    // Detached: Ctrl-C at a terminal reaches the whole group, and the program still needs its database to shut down well.
    const server = spawn(words[0] ?? program, words.slice(1), { ...spawnOptions(as), detached: true, stdio: ['ignore', out, out] })
    closeSync(out)
    server.unref() // a script that is done may end; PostgreSQL then ends with it
    if (await becomesReady(server, join(cluster, 'postmaster.pid'))) return { process: server, port }
    const said = readFileSync(logPath).subarray(start).toString('utf8')
    // The port was taken in between, or orphans of a killed server have not let go of the shared memory yet.
    if (/could not (bind|create any TCP)|still in use|lock file/.test(said) && attempt < 20) {
      await pause(100)
      continue
    }
    const why = /(?:FATAL|PANIC):\s*(.*)/.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? ''
    throw new StartupProblem(
      text(`内置 PostgreSQL 未能启动（${why}），详见 ${logPath}。`, `The embedded PostgreSQL did not start (${why}); see ${logPath}.`),
    )
  }
}

async function becomesReady(server: ChildProcess, pidFile: string): Promise<boolean> {
  let failed = false
  server.once('error', () => {
    failed = true
  })
  while (!failed && server.exitCode === null && server.signalCode === null) {
    try {
      const lines = readFileSync(pidFile, 'utf8').split('\n')
      if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return true
    } catch {
      // not written yet
    }
    await pause(5)
  }
  return false
}

/** A port nobody listens on now; it may be taken before PostgreSQL binds it, which the caller answers by asking again. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
