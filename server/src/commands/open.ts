import { join, resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import { connect } from '../database/connect.ts'
import { migrateOrSay } from '../database/migrate-or-say.ts'
import { readDeployment } from '../deployment/store.ts'
import { type House, openHouse } from '../house/house.ts'
import { createLog, type Log } from '../log/log.ts'
import { attachEmbedded } from '../postgres/attach.ts'
import { type OpenedDatabase, openDatabase } from '../postgres/open.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { readSettings, type Settings } from '../settings/read.ts'

/** The log of a command: warnings only, on standard error, so that what it says on standard output can be read by programs. */
export const commandLog = (): Log => createLog('warn', process.stderr)

/**
 * The database as main opens it; one that a running server holds is joined instead of started. `stop` ends only what was started
 * here. Throws StartupProblem.
 */
export async function openCommandDatabase(settings: Settings, log: Log): Promise<OpenedDatabase & { readonly attached: boolean }> {
  if (settings.DATABASE_URL === undefined) {
    const running = await attachEmbedded(join(resolve(settings.FENGQIAO_DATA), 'postgres'))
    if (running)
      return {
        url: running.url,
        adminUrl: running.adminUrl,
        embedded: true,
        died: new Promise(() => undefined),
        stop: async () => undefined,
        attached: true,
      }
  }
  return { ...(await openDatabase(settings, log)), attached: false }
}

/**
 * Opens the house for a command, migrates it unless a running server does, gives it to `work` and closes it whatever happens.
 * Throws StartupProblem when there is no district yet.
 */
export async function withHouse<T>(
  work: (house: House, opened: OpenedDatabase) => Promise<T>,
  settings: Settings = readSettings(),
): Promise<T> {
  const log = commandLog()
  const opened = await openCommandDatabase(settings, log)
  const database = connect(opened.url, { max: settings.DATABASE_POOL, name: 'fengqiao-command' })
  try {
    if (!opened.attached) await migrateOrSay(database.pool)
    const deployment = await readDeployment(database.db)
    if (!deployment) throw nothingThere
    const house = await openHouse({ database, deployment, settings, log })
    try {
      return await work(house, opened)
    } finally {
      await house.close()
    }
  } finally {
    await database.end()
    await opened.stop()
  }
}

const nothingThere = new StartupProblem(
  text(
    '数据库里还没有辖区：请先运行 npm start（演示）或 npm run fengqiao -- init（正式部署）。',
    'The database has no district yet: run npm start (the demo) or npm run fengqiao -- init (a deployment) first.',
  ),
)
