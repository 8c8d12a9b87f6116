import type { LogWriter } from '../access-log/record.ts'
import { grantsWithoutLook } from '../access-log/store.ts'
import type { Db } from '../database/connect.ts'
import type { BlobStore } from '../files/blobs.ts'
import type { Finding } from './law.ts'
import {
  oldOutbox,
  readAccess,
  readFiles,
  readSecurity,
  repliesTwice,
  repliesWithoutEvent,
  unequalMonths,
  usesWithoutCase,
} from './store.ts'

/** Owns: the laws that hold for a deployment as a whole. */
export interface HouseContext {
  readonly db: Db
  readonly district: string
  readonly log: LogWriter
  readonly now: () => Date
  /** Absent where the blobs cannot be reached; then their law is not asked. */
  readonly blobs?: Pick<BlobStore, 'has'> | undefined
  /** Minutes after which an outbox row should have been taken. */
  readonly outboxMinutes: number
}

export interface HouseLaw {
  readonly name: string
  /** A warning says that something should be looked at; it breaks no promise. */
  readonly warns?: boolean
  find(context: HouseContext): Promise<readonly Finding[]>
}

const looks: HouseLaw = {
  name: 'every-grant-has-its-look',
  find: async ({ db, district }) =>
    (await grantsWithoutLook(db, district)).map(id => ({
      place: `unmask_grant ${id}`,
      found: 'gave clear values, and no row of the access log says so',
    })),
}

const logs: HouseLaw = {
  name: 'logs-as-written',
  async find({ db, district, log }) {
    const found: Finding[] = []
    for await (const rows of readAccess(db, district))
      for (const row of rows) if (!log.accessIsIntact(row)) found.push({ place: `access_log ${row.id}`, found: 'is not as it was written' })
    for await (const rows of readSecurity(db, district))
      for (const row of rows)
        if (!log.securityIsIntact(row)) found.push({ place: `security_log ${row.id}`, found: 'is not as it was written' })
    return found
  },
}

const answered: HouseLaw = {
  name: 'no-reply-without-its-event',
  find: async ({ db, district }) =>
    (await repliesWithoutEvent(db, district)).map(({ actor, key, id, revision }) => ({
      place: `reply ${actor} ${key}`,
      found: `was answered with event ${revision} of case ${id}, which is not in the journal: an acknowledged action was lost`,
    })),
}

const once: HouseLaw = {
  name: 'no-event-applied-twice',
  find: async ({ db, district }) =>
    (await repliesTwice(db, district)).map(({ id, revision, keys }) => ({
      place: `event ${revision} of case ${id}`,
      found: `is the answer to ${keys} keys`,
    })),
}

const months: HouseLaw = {
  name: 'months-equal-days',
  find: async ({ db, district }) =>
    (await unequalMonths(db, district)).map(({ key, days, month }) => ({
      place: `tally_month ${key}`,
      found: `holds ${month}, its days make ${days}`,
    })),
}

const blobs: HouseLaw = {
  name: 'files-have-their-blobs',
  async find({ db, district, blobs: store }) {
    const found: Finding[] = (await usesWithoutCase(db, district)).map(use => ({
      place: `file_use ${use.id}`,
      found: `belongs to case ${use.case_id}, which does not exist`,
    }))
    if (!store) return found
    for await (const rows of readFiles(db, district))
      for (const { hash, thumbnail, original } of rows)
        for (const [part, blob] of Object.entries({ content: hash, thumbnail, original }))
          if (blob && !(await store.has(blob)))
            found.push({ place: `file ${hash}`, found: `its ${part} ${blob === hash ? '' : `${blob} `}is not in the blob store` })
    return found
  },
}

const outbox: HouseLaw = {
  name: 'outbox-is-worked',
  warns: true,
  async find({ db, district, now, outboxMinutes }) {
    const { n, oldest } = await oldOutbox(db, district, new Date(now().getTime() - outboxMinutes * 60_000).toISOString())
    return n === 0
      ? []
      : [{ place: 'outbox', found: `${n} rows are older than ${outboxMinutes} minutes, the oldest from ${oldest}; is a worker running?` }]
  },
}

export const houseLaws: readonly HouseLaw[] = [looks, logs, answered, once, months, blobs, outbox]
