import type { Db } from '../database/connect.ts'
import type { Log } from '../log/log.ts'
import { scoped } from '../cases/store.ts'
import { enqueueNotices } from '../notices/store.ts'
import type { Procedure } from '@fengqiao/kernel'
import type { Reference } from '../reference/reference.ts'
import { looper, type Loop } from '../worker/loop.ts'
import { addTallies, announce, readAbout, readSaid, takeOutbox } from './store.ts'
import { tallyLines } from './tallies.ts'
import { noticesOf, type TellContext } from './tells.ts'

export interface OutboxServices {
  readonly db: Db
  readonly district: string
  readonly reference: Reference
  readonly procedures: readonly Procedure[]
  readonly now: () => Date
  readonly log: Log
}

/**
 * Takes one batch: notices, statistics and announcements are written in the transaction that takes the rows, so each happens
 * exactly once whatever dies when. Returns how many rows were taken.
 */
export function workOutbox({ db, district, reference, procedures, now }: OutboxServices, limit = 200): Promise<number> {
  return scoped(db, 'system', async trx => {
    const rows = await takeOutbox(trx, district, limit)
    if (rows.length === 0) return 0
    const told = rows.filter(row => row.body.tells.length > 0)
    const about = await readAbout(trx, district, [...new Set(told.map(row => row.case_id))])
    const said = await readSaid(trx, district, told)
    const context: TellContext = { district, organisation: reference.organisation, procedures, about, said }
    await enqueueNotices(
      trx,
      told.flatMap(row => noticesOf(row, context)),
      now().toISOString(),
    )
    await addTallies(trx, district, tallyLines(rows))
    await announce(
      trx,
      rows.map(row => [row.case_id, row.body.revision, row.body.step, row.body.inboxes.join(',')].join(' ')),
    )
    return rows.length
  })
}

export const runOutbox = (services: OutboxServices): Loop =>
  looper('outbox', services.log, 150, async () => (await workOutbox(services)) >= 200)
