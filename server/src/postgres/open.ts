import { join, resolve } from 'node:path'
import { type Text, text } from '@fengqiao/kernel'
import type { Log } from '../log/log.ts'
import { startEmbedded } from './embedded.ts'
import { StartupProblem } from './startup-problem.ts'
import { type Survey, survey } from './store.ts'

export interface OpenedDatabase {
  readonly url: string
  readonly embedded: boolean
  /** Superuser address of the embedded server, for physical backup; absent on a database that somebody else runs. */
  readonly adminUrl?: string
  /** Settles when the embedded server ends unasked. */
  readonly died: Promise<string>
  stop(): Promise<void>
}

/**
 * Decides which PostgreSQL serves: the one that DATABASE_URL names, after looking whether it will do, else the
 * embedded one under FENGQIAO_DATA. A given one has `patience` milliseconds to answer. Throws StartupProblem with one sentence; the program prints it and exits 1.
 */
export async function openDatabase(
  settings: { readonly DATABASE_URL?: string | undefined; readonly FENGQIAO_DATA: string },
  log: Log,
  patience = 5_000,
): Promise<OpenedDatabase> {
  const { DATABASE_URL: url, FENGQIAO_DATA: data } = settings
  if (url === undefined) {
    const server = await startEmbedded({ folder: join(resolve(data), 'postgres'), log })
    return { url: server.url, embedded: true, adminUrl: server.adminUrl, died: server.died, stop: server.stop }
  }
  await examine(url, log, patience)
  return { url, embedded: false, died: new Promise(() => undefined), stop: async () => undefined }
}

async function examine(url: string, log: Log, patience: number): Promise<void> {
  const { host, pathname } = new URL(url)
  const where = host + pathname
  let found: Survey
  try {
    found = await survey(url, patience)
  } catch (cause) {
    throw new StartupProblem(unreachable(where, cause), { cause })
  }
  const unfit = whyUnfit(found, where)
  if (unfit) throw new StartupProblem(unfit)
  if (found.bypasses)
    log.warn(
      { role: found.role },
      'the database role is a superuser or bypasses row-level security, so its policies protect nothing: use an ordinary role',
    )
  if (['C', 'POSIX'].includes(found.characters))
    log.warn(
      { characters: found.characters },
      'LC_CTYPE of the database knows no Chinese letters, so finding names by their parts will find nothing: create it with a UTF-8 LC_CTYPE',
    )
}

/** Why a database that answers will not do, or undefined when it will. */
export function whyUnfit({ version, encoding, readOnly, mayCreate, role }: Survey, where: string): Text | undefined {
  if (version < 15)
    return text(
      `数据库 ${where} 的 PostgreSQL 版本为 ${version}，需要 15 或更高版本：请升级，或去掉 DATABASE_URL 以使用内置数据库。`,
      `The database ${where} runs PostgreSQL ${version}, 15 or later is needed: upgrade it, or unset DATABASE_URL to use the embedded one.`,
    )
  if (encoding !== 'UTF8')
    return text(
      `数据库 ${where} 的编码为 ${encoding}，需要 UTF8：请以 ENCODING 'UTF8' 重新建库。`,
      `The database ${where} is encoded in ${encoding}, UTF8 is needed: create it again with ENCODING 'UTF8'.`,
    )
  if (readOnly)
    return text(
      `数据库 ${where} 为只读（备库或只读模式）：请让 DATABASE_URL 指向主库。`,
      `The database ${where} is read-only (a standby, or set so): point DATABASE_URL at the primary.`,
    )
  if (!mayCreate)
    return text(
      `角色 ${role} 无权在数据库 ${where} 的 public 模式中建表：请以其为库主，或授予 CREATE 权限。`,
      `The role ${role} may not create tables in schema public of ${where}: make it the database's owner or grant it CREATE.`,
    )
  return undefined
}

function unreachable(where: string, cause: unknown): Text {
  const { code = '' } = cause as { code?: string }
  if (code === '28P01' || code === '28000')
    return text(
      `数据库 ${where} 拒绝了 DATABASE_URL 中的用户名或密码（${code}）：请核对。`,
      `The database ${where} refused the user or password in DATABASE_URL (${code}): check them.`,
    )
  if (code === '3D000')
    return text(
      `数据库 ${where} 不存在：请先建库（CREATE DATABASE）。`,
      `The database ${where} does not exist: create it first (CREATE DATABASE).`,
    )
  const why = code || (cause instanceof Error ? cause.message : 'unknown')
  return text(
    `无法连接数据库 ${where}（${why}）：请检查 DATABASE_URL 和网络，或去掉它以使用内置数据库。`,
    `The database ${where} cannot be reached (${why}): check DATABASE_URL and the network, or unset it to use the embedded one.`,
  )
}
