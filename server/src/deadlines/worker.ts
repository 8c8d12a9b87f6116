import type { Cases } from '../cases/cases.ts'
import { isPassing } from '../database/passing.ts'
import type { Log } from '../log/log.ts'
import { type Loop, looper } from '../worker/loop.ts'
import { dueDeadlines, postpone } from './store.ts'

/** Fires what is due at `now`. Returns misses fired; several workers may run it at once. */
export async function workDeadlines(cases: Cases, log: Log, now: Date, limit = 200): Promise<number> {
  const { db, district } = cases.services
  const rows = await dueDeadlines(db, district, now.toISOString(), limit, { of: 1, mine: 0 })
  let fired = 0
  const queue = rows.values()
  const lane = async () => {
    for (const row of queue) {
      try {
        if (await cases.miss(row.case_id, row.id, now)) fired++
      } catch (error) {
        // A database out of reach says nothing about the case: it is due still, and the next turn takes it.
        if (isPassing(error)) {
          log.warn({ error, case: row.case_id, clock: row.id }, 'a deadline could not be fired; tried again at the next turn')
          continue
        }
        log.error({ error, case: row.case_id, clock: row.id }, 'a deadline could not be fired; tried again in ten minutes')
        await postpone(db, district, row, new Date(now.getTime() + 600_000).toISOString())
      }
    }
  }
  await Promise.all(Array.from({ length: 4 }, lane))
  return fired
}

export const runDeadlines = (cases: Cases, log: Log): Loop =>
  looper('deadlines', log, 1000, async () => (await workDeadlines(cases, log, cases.services.now())) >= 200)
