import { connect } from '../database/connect.ts'
import { migrate } from '../database/migrate.ts'
import { demoHistoryDays, loadDemoCity } from '../deployment/demo.ts'
import { readDeployment } from '../deployment/store.ts'
import { openHouse } from '../house/house.ts'
import { openKeyring } from '../identity/keyring.ts'
import { silentLog } from '../log/log.ts'
import { workOutbox } from '../outbox/worker.ts'
import { readSettings } from '../settings/read.ts'
import { simulate } from '../simulate/simulate.ts'

/** Fills a database with a demo city of at least `size` cases, all through the kernel; gives cases loaded per second. */
export async function growTo(
  url: string,
  folder: string,
  size: number,
  progress: (done: number, perSecond: number) => void = () => undefined,
): Promise<number> {
  const database = connect(url, { max: 4 })
  try {
    await migrate(database.pool)
    const known = await readDeployment(database.db)
    const made = known ? undefined : await loadDemoCity(database.db, await openKeyring(folder), new Date())
    const deployment = known ?? made?.deployment
    if (!deployment) throw new Error('The database holds a district without a deployment row; drop it and start again')
    const house = await openHouse({ database, deployment, settings: readSettings({ FENGQIAO_DATA: folder, PORT: '0' }), log: silentLog })
    const { rows } = await database.pool.query<{ n: number }>('select last_value::int as n from case_serial')
    const have = known ? (rows[0]?.n ?? 0) : 0
    const began = Date.now()
    if (size > have)
      await simulate(house.cases, {
        cases: size - have,
        until: new Date(),
        days: demoHistoryDays,
        seed: 2026 + have,
        batch: 500,
        progress: done => progress(have + done, done / ((Date.now() - began) / 1000)),
        ...(made ? { residents: made.residents } : {}),
      })
    const rate = Math.max(0, size - have) / Math.max(0.001, (Date.now() - began) / 1000)
    const outbox = {
      db: database.db,
      district: deployment.district,
      reference: house.reference,
      procedures: house.cases.services.procedures,
      now: house.now,
      log: silentLog,
    }
    while ((await workOutbox(outbox, 2000)) > 0) {}
    // A demo city trains a model by itself and then dispatches by itself: both would be measured with whatever is measured here.
    await database.pool.query('update deployment set demo = false, loaded_at = now()')
    await database.pool.query('analyze')
    await house.close()
    return rate
  } finally {
    await database.end()
  }
}
