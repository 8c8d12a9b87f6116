import { resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import type { Database } from '../database/connect.ts'
import { openHouse } from '../house/house.ts'
import { openKeyring } from '../identity/keyring.ts'
import type { Log } from '../log/log.ts'
import { workOutbox } from '../outbox/worker.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import type { Settings } from '../settings/read.ts'
import { simulate } from '../simulate/simulate.ts'
import { demoHistoryDays, loadDemoCity } from './demo.ts'
import { type Deployment, markLoaded, readDeployment, underFoundingLock, wipeHalfLoaded } from './store.ts'

interface Founding {
  readonly database: Database
  readonly settings: Settings
  readonly log: Log
  /** Tells the person at the terminal what takes so long. */
  readonly say: (line: string) => void
}

/**
 * The deployment of this database; an empty one becomes the demo city when DEMO allows. Crash points: before `loaded_at` is set
 * everything written belongs to a demo that nobody has seen, and the next start wipes it and begins again; after it, all is there.
 */
export async function findOrFound(founding: Founding): Promise<Deployment> {
  const { database } = founding
  const known = await readDeployment(database.db)
  if (known) return known
  if (!founding.settings.DEMO) throw empty
  return underFoundingLock(database.pool, async () => (await readDeployment(database.db)) ?? foundDemo(founding))
}

async function foundDemo({ database, settings, log, say }: Founding): Promise<Deployment> {
  const { db } = database
  if (await wipeHalfLoaded(db)) say('上次载入演示城市被中断，重新载入。 / Loading the demo city was cut off last time; beginning again.')
  say('首次启动：载入演示城市… / First start: loading the demo city…')
  const loaded = await loadDemoCity(db, await openKeyring(resolve(settings.FENGQIAO_DATA)), new Date())
  if (!loaded) throw strange
  const { deployment, residents } = loaded
  const house = await openHouse({ database, deployment, settings, log })
  try {
    say('正在生成四个月的演示数据… / Making four months of demo history…')
    const made = await simulate(house.cases, {
      cases: settings.DEMO_CASES,
      until: new Date(),
      days: demoHistoryDays,
      seed: 2026,
      residents,
    })
    const outbox = {
      db,
      district: deployment.district,
      reference: house.reference,
      procedures: house.cases.services.procedures,
      now: house.now,
      log,
    }
    while ((await workOutbox(outbox, 1000)) > 0) {}
    await markLoaded(db, deployment.district, new Date().toISOString())
    say(`${made.cases} 件诉求，${made.events} 条记录。 / ${made.cases} cases, ${made.events} events.`)
  } finally {
    await house.close()
  }
  return deployment
}

const empty = new StartupProblem(
  text(
    '数据库是空的：请先运行 npm run fengqiao -- init，或设 DEMO=true 载入演示城市。',
    'The database is empty: run npm run fengqiao -- init first, or set DEMO=true to load the demo city.',
  ),
)
const strange = new StartupProblem(
  text(
    '数据库里有数据，却没有部署记录，不敢覆盖：请换一个空数据库，或从备份恢复。',
    'The database holds data but no record of a deployment, and nothing is overwritten: use an empty database or restore a backup.',
  ),
)
