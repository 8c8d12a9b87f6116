import { text } from '@fengqiao/kernel'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { connect } from './database/connect.ts'
import { migrate } from './database/migrate.ts'
import { demoFacts, demoHistoryDays, demoPassword, loadDemoCity } from './deployment/demo.ts'
import { type Deployment, readDeployment } from './deployment/store.ts'
import { serveScreens } from './http/screens.ts'
import { openDoors, openHouse, publicUrl, startWork } from './house/house.ts'
import { openKeyring } from './identity/keyring.ts'
import { createLog, type Log } from './log/log.ts'
import { demoOpen311Key } from './open311/demo-key.ts'
import { openDatabase } from './postgres/open.ts'
import { StartupProblem } from './postgres/startup-problem.ts'
import { readSettings, type Settings } from './settings/read.ts'
import { simulate } from './simulate/simulate.ts'
import { workOutbox } from './outbox/worker.ts'

/** Starts the roles that ROLE names and stops them cleanly. What cannot start says one sentence and exits 1. */
const demoCases = 2600

async function main(): Promise<void> {
  const settings = readSettings()
  const log = createLog(settings.LOG_LEVEL)
  const began = Date.now()
  const opened = await openDatabase(settings, log)
  const closing: (() => Promise<void>)[] = [opened.stop]
  const stop = stopper(closing, log)
  try {
    const database = connect(opened.url, { max: settings.DATABASE_POOL, onLost: error => log.warn({ error }, 'an idle database connection was lost') })
    closing.unshift(database.end)
    await migrate(database.pool)
    const known = await readDeployment(database.db)
    const made = known ? undefined : await foundDemo(settings, database.db)
    const deployment = known ?? made?.deployment
    if (!deployment) throw new StartupProblem(text('数据库是空的：请先运行 npm run fengqiao -- init，或设 DEMO=true 载入演示城市。', 'The database is empty: run npm run fengqiao -- init first, or set DEMO=true to load the demo city.'))
    const house = await openHouse({ database, deployment, settings, log })
    closing.unshift(house.close)
    if (made) {
      say('正在生成四个月的演示数据… / Making four months of demo history…')
      const { cases, events } = await simulate(house.cases, { cases: demoCases, until: new Date(), days: demoHistoryDays, seed: 2026, residents: made.residents })
      const outbox = { db: database.db, district: deployment.district, reference: house.reference, procedures: house.cases.services.procedures, now: house.now, log }
      while ((await workOutbox(outbox, 1000)) > 0) {}
      say(`${cases} 件诉求，${events} 条记录。 / ${cases} cases, ${events} events.`)
    }
    if (settings.ROLE !== 'web') closing.unshift(startWork(house).stop)
    if (settings.ROLE === 'web' || settings.ROLE === 'all') {
      const doors = await openDoors(house, { databaseUrl: opened.url })
      closing.unshift(doors.close)
      await serveScreens(doors.app)
      await listen(doors.app, settings)
    }
    greet(settings, deployment, Date.now() - began, await demoOpen311Key(house.identity))
    void opened.died.then(why => {
      log.fatal({ why }, 'the database has ended; stopping')
      void stop(1)
    })
    process.once('SIGINT', () => void stop(0))
    process.once('SIGTERM', () => void stop(0))
  } catch (error) {
    for (const close of closing) await close().catch(() => undefined)
    throw error
  }
}

async function foundDemo(settings: Settings, db: Parameters<typeof loadDemoCity>[0]) {
  if (!settings.DEMO) return undefined
  say('首次启动：载入演示城市… / First start: loading the demo city…')
  return loadDemoCity(db, await openKeyring(resolve(settings.FENGQIAO_DATA)), new Date())
}

async function listen(app: FastifyInstance, { PORT: port, HOST: host }: Settings): Promise<void> {
  try {
    await app.listen({ port, host })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new StartupProblem(text(`端口 ${port} 已被占用：请停掉占用它的程序，或用 PORT 另选一个。`, `Port ${port} is in use: stop what uses it, or choose another with PORT.`))
    if (code === 'EACCES') throw new StartupProblem(text(`没有权限监听端口 ${port}：请选 1024 以上的端口。`, `No permission to listen on port ${port}: choose one above 1024.`))
    throw error
  }
}

function greet(settings: Settings, deployment: Deployment, ms: number, open311Key: string | undefined): void {
  const url = publicUrl(settings)
  say(`\n枫桥 Fengqiao · ${deployment.name.zh} ${deployment.name.en} · ${(ms / 1000).toFixed(1)} s`)
  say(`  群众 Residents  ${url}/\n  工作台 Desk     ${url}/desk/\n  接口 API        ${url}/docs`)
  if (!deployment.demo) return
  say(`\n演示城市 Demo city: ${demoFacts.accounts} 个账号，口令 password for every account: ${demoPassword}`)
  for (const [login, post] of demoDoors) say(`  ${login.padEnd(18)} ${post}`)
  say(`  群众 resident      19900005001（林桦 Lin Hua），验证码见 code at ${url}/dev/outbox`)
  if (open311Key) say(`  Open311 key: ${open311Key}`)
}

const demoDoors = [
  ['pan.triage', '榕湾街道研判分拨员 Triage officer'],
  ['wu.dispatcher', '榕湾街道调度员 Dispatcher'],
  ['liang.commander', '榕湾街道值班指挥长 Duty commander'],
  ['huang.handler', '榕湾街道综合执法队经办人 Handler'],
  ['lu.head', '单位负责人 Unit head'],
  ['cai.followup', '回访员 Follow-up clerk'],
  ['zeng.station', '榕树社区驿站前台 Front desk'],
  ['deng.supervision', '区督查室 Supervision office'],
  ['shen.system', '系统管理员 System administrator'],
  ['jiang.auditor', '审计员 Auditor'],
] as const

function stopper(closing: readonly (() => Promise<void>)[], log: Log): (code: number) => Promise<void> {
  let stopping: Promise<void> | undefined
  return code => {
    stopping ??= (async () => {
      const force = setTimeout(() => process.exit(1), 15_000)
      for (const close of closing) await close().catch((error: unknown) => log.error({ error }, 'something did not close cleanly'))
      clearTimeout(force)
      process.exit(code)
    })()
    return stopping
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main().catch((error: unknown) => {
  if (error instanceof StartupProblem) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  process.exit(1)
})
