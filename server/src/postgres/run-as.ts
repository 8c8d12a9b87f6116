import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { text } from '@fengqiao/kernel'
import { StartupProblem } from './startup-problem.ts'

const run = promisify(execFile)

export interface Account {
  readonly uid: number
  readonly gid: number
}

/** How a PostgreSQL program is started: the words before it, and whose it runs as when `setpriv` is not there to do it. */
export interface RunAs {
  readonly before: readonly string[]
  readonly account?: Account
}

/** PostgreSQL refuses to run as root, so root lends it an account: the system's own `postgres`, else nobody. */
export function accountForRoot(): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find(entry => entry.startsWith('postgres:'))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid && uid !== '0' ? { uid: Number(uid), gid: Number(gid) } : { uid: 65534, gid: 65534 }
}

/**
 * Chooses how to run PostgreSQL here and proves it by running `postgres --version` and writing into `folder`.
 *
 * `setpriv --pdeathsig INT` makes it shut down cleanly when this process dies, even by kill -9. When the checkout or
 * the folder lies below a directory that only root may enter, the account also gets `dac_override` as an ambient
 * capability; `no_setuid_fixup` is needed because access(2), with which initdb looks for postgres, drops the
 * capabilities of non-root users otherwise. Tried in the order of least privilege.
 */
export async function chooseRunAs(postgres: string, folder: string, account: Account | undefined): Promise<RunAs> {
  const lasting = ['--pdeathsig', 'INT']
  const as = account ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'] : []
  const through = ['--inh-caps=-all,+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup']
  const ways: RunAs[] = [{ before: ['setpriv', ...as, ...lasting] }]
  if (account) ways.push({ before: ['setpriv', ...as, ...through, ...lasting] })
  ways.push({ before: [], ...(account ? { account } : {}) })
  let reason = ''
  for (const way of ways) {
    try {
      await execute(way, 'sh', ['-c', '"$0" --version >/dev/null && : >"$1/.probe" && rm "$1/.probe"', postgres, folder])
      return way
    } catch (error) {
      reason =
        String((error as { stderr?: string }).stderr ?? error)
          .trim()
          .split('\n')
          .at(-1) ?? ''
    }
  }
  throw new StartupProblem(
    text(
      `内置 PostgreSQL 无法在数据目录 ${folder} 中运行（${reason}）：请检查目录权限，或以 DATABASE_URL 指定数据库。`,
      `The embedded PostgreSQL cannot run in the data folder ${folder} (${reason}): check its permissions, or name a database in DATABASE_URL.`,
    ),
  )
}

/** Runs a program to its end; rejects with its stderr when it fails. */
export async function execute(as: RunAs, program: string, args: readonly string[]): Promise<string> {
  const [first = program, ...rest] = [...as.before, program, ...args]
  const { stdout } = await run(first, rest, { ...spawnOptions(as), encoding: 'utf8' })
  return stdout
}

/** Options common to every start: a folder everybody may enter, plain messages, no PG* settings of the person at the keyboard. */
export function spawnOptions(as: RunAs): { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number } {
  return { cwd: '/', env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: '', LC_MESSAGES: 'C', TZ: 'UTC' }, ...as.account }
}
