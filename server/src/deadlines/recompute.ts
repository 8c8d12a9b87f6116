import { createHash } from 'node:crypto'
import { type Actor, type Holidays, retime } from '@fengqiao/kernel'
import type { Cases } from '../cases/cases.ts'
import { commitItem } from '../cases/commit.ts'
import { commitCases, readCase } from '../cases/store.ts'
import type { Log } from '../log/log.ts'
import { type Loop, looper } from '../worker/loop.ts'
import { askJob, casesWithClocks, type Job, nextJob, noteJob } from './rule-store.ts'

/**
 * Owns: bringing the running clocks of open cases to a changed period or to published holidays, case by case through the kernel. May die
 * anywhere: the job remembers the last case of each finished batch, and a case done again is not changed again.
 */

/** Processes read changed rows every two seconds; clocks started meanwhile by the old row are caught by waiting this long. */
const settleMs = 5000

/**
 * Works one batch of the oldest job. Returns how many cases were looked at; 0 when there is no job or it has just ended.
 * `now` decides when a young job may begin.
 */
export async function workRecompute(cases: Cases, log: Log, now: Date, limit = 100): Promise<number> {
  const { db, district } = cases.services
  const job = await nextJob(db, district, new Date(now.getTime() - settleMs).toISOString())
  if (!job) return 0
  const ids = await casesWithClocks(db, district, job.key, job.after, limit)
  let [changed, failed] = [0, 0]
  let after: string | undefined
  for (const id of ids) {
    const done = await retimeCase(cases, job, id, now).catch((error: unknown) => {
      log.error({ error, case: id, job: job.id }, 'the clocks of a case could not be recomputed; it is left as it is')
      return 'failed' as const
    })
    // Somebody keeps changing the case: the batch ends before it, and the next one begins with it.
    if (done === 'busy') break
    after = id
    if (done === 'changed') changed++
    if (done === 'failed') failed++
  }
  const ended = ids.length < limit && after === ids.at(-1)
  await noteJob(db, job, { after, changed, failed, finishedAt: ended ? now.toISOString() : undefined })
  return ids.length
}

async function retimeCase(cases: Cases, job: Job, id: string, now: Date): Promise<'changed' | 'unchanged' | 'busy' | 'failed'> {
  const { pool, district } = cases.services
  for (let tries = 0; tries < 5; tries++) {
    const { matter, head } = await readCase(pool, 'system', district, id, undefined)
    if (!matter || !head) return 'unchanged'
    const procedure = cases.procedure(matter.procedure, matter.version)
    if (!procedure) return 'failed'
    const world = cases.world(now)
    const decision = retime(procedure, matter, { rule: job.key ?? undefined, source: job.source, actor }, world)
    if (!decision) return 'unchanged'
    if ((await commitCases(pool, 'system', district, [commitItem(procedure, matter, head, decision, world.org)])) === 'committed')
      return 'changed'
  }
  return 'busy'
}

const actor: Actor = { kind: 'system', name: 'deadlines' }

/**
 * Asks once for every set of holiday tables that all clocks be recomputed: what was provisional becomes final when the year is
 * published. Called when a worker starts and when a table changes.
 */
export function askForHolidays(cases: Cases, holidays: Holidays, now: Date): Promise<boolean> {
  const years = [...holidays.years].toSorted(([a], [b]) => a - b)
  const tables = years.map(([year, { off, work }]) => [year, [...off].toSorted(), [...work].toSorted()])
  const hash = createHash('sha256').update(JSON.stringify(tables)).digest('hex').slice(0, 16)
  const source = `国务院办公厅节假日安排通知（截至 ${years.at(-1)?.[0] ?? '无'} 年）`
  return askJob(cases.services.db, cases.services.district, {
    id: `holidays:${hash}`,
    kind: 'holidays',
    key: null,
    source,
    requestedBy: 'system',
    at: now.toISOString(),
  })
}

/** The worker's loop; asks for the present holidays first. */
export function runRecompute(cases: Cases, log: Log): Loop {
  let asked = false
  return looper('recompute', log, 2000, async () => {
    const { now, holidays } = cases.services
    if (!asked) await askForHolidays(cases, holidays(), now())
    asked = true
    return (await workRecompute(cases, log, now())) > 0
  })
}
