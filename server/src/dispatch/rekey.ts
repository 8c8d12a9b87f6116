import type { Procedure } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import { scoped } from '../cases/store.ts'
import { textRows } from './history-store.ts'
import type { Learned } from './learned.ts'
import { messageOf } from './message.ts'
import { lockRekeying, moveRekeying, putKeys } from './similar-store.ts'

/**
 * Makes one batch of older keys again with the present background, newest first. Returns how many; 0 when none is left. Where it
 * stands is written with the keys, so that a stop in between loses and repeats nothing.
 */
export function rekey(db: Db, district: string, procedures: readonly Procedure[], learned: Learned, limit = 50): Promise<number> {
  return scoped(db, 'system', async trx => {
    const at = await lockRekeying(trx, district)
    // This process may not have read the newest background yet; then it is its turn at the next look.
    if (!at || at.version !== learned.backgroundVersion) return 0
    const rows = await textRows(
      trx,
      district,
      at.rekeyed_at && at.rekeyed_case ? { at: at.rekeyed_at, id: at.rekeyed_case } : undefined,
      limit,
    )
    const keys = rows.flatMap(row => {
      const procedure = procedures.find(one => one.id === row.procedure)
      if (!procedure) return []
      const { title, body } = messageOf(procedure, row.data)
      return [{ id: row.id, bands: learned.bands(title, body) }]
    })
    await putKeys(trx, district, keys)
    const last = rows.at(-1)
    await moveRekeying(trx, district, at.version, last && { at: last.filed_at, id: last.id })
    return rows.length
  })
}
