import { text } from '@fengqiao/kernel'
import type pg from 'pg'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { MigrationProblem, migrate, NewerDatabase } from './migrate.ts'

/** Migrates; what the database and the program contradict each other in is said in one sentence. Throws StartupProblem. */
export async function migrateOrSay(pool: pg.Pool, folder?: string): Promise<string[]> {
  try {
    return await migrate(pool, folder)
  } catch (cause) {
    if (cause instanceof NewerDatabase)
      throw new StartupProblem(
        text(
          `数据库来自更新的版本（已有 ${cause.file}，本程序只到 ${cause.newest}），未作改动：请启动新版本，或恢复升级前的备份。`,
          `The database belongs to a newer version (it has ${cause.file}, this program ends at ${cause.newest}); nothing was changed: start the newer version, or restore the backup made before the upgrade.`,
        ),
        { cause },
      )
    if (cause instanceof MigrationProblem)
      throw new StartupProblem(
        text(
          `数据库结构与程序不符，未作改动：${cause.message}。`,
          `Database and program contradict each other, nothing was changed: ${cause.message}.`,
        ),
        { cause },
      )
    throw cause
  }
}
