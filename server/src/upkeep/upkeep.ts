import type { Db } from '../database/connect.ts'
import type { BlobStore } from '../files/blobs.ts'
import { sweepFiles } from '../files/sweep.ts'
import { sweepAttempts } from '../identity/attempt-store.ts'
import { sweepSessions } from '../identity/session-store.ts'
import type { Log } from '../log/log.ts'
import { sweepNotices } from '../notices/store.ts'
import { type Loop, looper } from '../worker/loop.ts'
import { ifNobodyElse, sweepLocalMessages, sweepReplies } from './store.ts'

/**
 * Owns: what leaves the database by age alone, once a day. Cases, their journal and both logs of access never do; deleting
 * the content of closed cases by the field register's retention periods is not done here yet.
 */
export interface UpkeepServices {
  readonly db: Db
  readonly district: string
  readonly blobs: BlobStore
  readonly now: () => Date
  readonly log: Log
}

/** Hours after which each kind leaves. A key of a retry is good for two days, an upload may wait as long for its case. */
export const keptHours = { replies: 48, uploads: 48, notices: 24 * 180, localMessages: 24 * 30 } as const

/** One round; every part is tried even when another fails. False when another process was at it. */
export function doUpkeep({ db, district, blobs, now, log }: UpkeepServices): Promise<boolean> {
  const before = (kind: keyof typeof keptHours): string => new Date(now().getTime() - keptHours[kind] * 3_600_000).toISOString()
  const parts: Readonly<Record<string, () => Promise<unknown>>> = {
    sessions: () => sweepSessions(db, district, now().toISOString()),
    attempts: () => sweepAttempts(db, district, now().toISOString()),
    replies: () => sweepReplies(db, before('replies')),
    notices: () => sweepNotices(db, before('notices')),
    localMessages: () => sweepLocalMessages(db, before('localMessages')),
    files: () => sweepFiles(db, blobs, before('uploads')),
  }
  return ifNobodyElse(db, async () => {
    const gone: Record<string, unknown> = {}
    for (const [name, part] of Object.entries(parts))
      gone[name] = await part().catch((error: unknown) => {
        log.error({ error, part: name }, 'upkeep: a part failed and will be tried again tomorrow')
        return 'failed'
      })
    log.info({ gone }, 'upkeep done')
  })
}

const day = 86_400_000

/** A round soon after the start, then one a day. */
export function runUpkeep(services: UpkeepServices, firstAfterMs = 60_000): Loop {
  let next = Date.now() + firstAfterMs
  return looper('upkeep', services.log, 30_000, async () => {
    if (Date.now() < next) return false
    next = Date.now() + day
    await doUpkeep(services)
    return false
  })
}
