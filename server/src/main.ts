import { parseArgs } from 'node:util'
import { text } from '@fengqiao/kernel'
import { connect } from './database/connect.ts'
import { migrateOrSay } from './database/migrate-or-say.ts'
import { findOrFound } from './deployment/found.ts'
import { greeting, lacking } from './house/greet.ts'
import { openDoors, openHouse, startWork } from './house/house.ts'
import { Lifecycle } from './house/lifecycle.ts'
import { checkAddress, listen } from './http/listen.ts'
import { serveScreens } from './http/screens.ts'
import { createLog, type Log } from './log/log.ts'
import { demoOpen311Key } from './open311/demo-key.ts'
import { openDatabase } from './postgres/open.ts'
import { StartupProblem } from './postgres/startup-problem.ts'
import { environment, readSettings, type Settings } from './settings/read.ts'

/**
 * Starts the role that ROLE (or `--role`) names and stops it cleanly on SIGINT and SIGTERM, at whatever moment they come.
 * What cannot start says one sentence in two languages on standard error and exits 1; nothing is left running.
 */
const began = Date.now()
const life = new Lifecycle()
let log: Log = createLog('warn')

async function main(): Promise<void> {
  const asked = settingsOf(process.argv.slice(2))
  log = createLog(asked.LOG_LEVEL)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void life.exit(0, log))
  if (asked.ROLE === 'sequencer') throw noLogYet
  const web = asked.ROLE !== 'worker'
  const settings = web ? { ...asked, PORT: await checkAddress(asked) } : asked
  const opened = await openDatabase(settings, log)
  life.opened('PostgreSQL', opened.stop)
  void opened.died.then(why => {
    log.fatal({ why }, 'the database has ended; stopping')
    void life.exit(1, log)
  })
  const database = connect(opened.url, {
    max: settings.DATABASE_POOL,
    onLost: error => life.stopping || log.warn({ error }, 'an idle database connection was lost'),
  })
  life.opened('connections', database.end)
  await migrateOrSay(database.pool)
  const deployment = await findOrFound({ database, settings, log, say })
  const house = await openHouse({ database, deployment, settings, log })
  life.opened('house', house.close)
  if (settings.ROLE !== 'web') life.opened('work', startWork(house).stop)
  if (web) {
    const doors = await openDoors(house, { databaseUrl: opened.url })
    life.opened('doors', doors.close)
    await serveScreens(doors.app)
    await listen(doors.app, settings)
    life.opened('readiness', doors.retire)
  }
  for (const line of [
    ...greeting(settings, deployment, Date.now() - began, await demoOpen311Key(house.identity)),
    ...lacking(settings, deployment),
  ])
    say(line)
}

/** The settings, with `--role web` as another way to say ROLE=web. */
function settingsOf(args: readonly string[]): Settings {
  try {
    const { values } = parseArgs({ args: [...args], options: { role: { type: 'string' } } })
    return readSettings({ ...environment(), ...(values.role === undefined ? {} : { ROLE: values.role }) })
  } catch (error) {
    if (error instanceof StartupProblem) throw error
    throw new StartupProblem(text(`启动参数有误：${(error as Error).message}`, `Wrong arguments: ${(error as Error).message}`))
  }
}

const noLogYet = new StartupProblem(
  text(
    '本版本还没有需要编序的日志：请用 ROLE=web 和 ROLE=worker。',
    'This version has no log to sequence yet: use ROLE=web and ROLE=worker.',
  ),
)

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch(async (error: unknown) => {
  // Stopped while starting: what failed, failed because everything was being closed.
  if (life.stopping) return
  if (error instanceof StartupProblem) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  await life.exit(1, log)
})
