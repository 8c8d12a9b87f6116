import { randomUUIDv7 } from 'node:crypto'
import { type Selectable, sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { NoticeChannel, NoticeState, NoticeTable, RecipientKind } from './tables.ts'

/** What is to be told to whom. `params` fill the template's slots: never names, numbers or addresses of people. */
export interface NewNotice {
  readonly district: string
  readonly recipientKind: RecipientKind
  readonly recipient: string
  readonly channels: readonly NoticeChannel[]
  readonly template: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly caseId?: string | undefined
  readonly link?: string | undefined
  readonly urgent?: boolean | undefined
  /** Not before; now unless told. */
  readonly dueAt?: string | undefined
  /** Pointless afterwards: dropped instead of sent. */
  readonly expiresAt?: string | undefined
  /** The occasion (an event id): asked for twice, told once. */
  readonly occasion: string
}

export type Notice = Pick<Selectable<NoticeTable>, (typeof claimed)[number]>

/**
 * Puts notices into the outbox, one row a channel; pass the transaction in which their cause is committed. What the same occasion
 * already told the same recipient on the same channel is left out. In-app notices are sent by being there. Returns the rows added.
 */
export async function enqueueNotices(db: Db, notices: readonly NewNotice[], now: string): Promise<number> {
  const rows = notices.flatMap(notice =>
    [...new Set(notice.channels)].map(channel => ({
      district: notice.district,
      id: randomUUIDv7(),
      case_id: notice.caseId ?? null,
      recipient_kind: notice.recipientKind,
      recipient: notice.recipient,
      channel,
      template: notice.template,
      params: JSON.stringify(notice.params ?? {}),
      link: notice.link ?? null,
      urgent: notice.urgent ?? false,
      state: channel === 'inApp' ? ('sent' as const) : ('waiting' as const),
      created_at: now,
      due_at: notice.dueAt ?? now,
      expires_at: notice.expiresAt ?? null,
      sent_at: channel === 'inApp' ? (notice.dueAt ?? now) : null,
      dedupe_key: [notice.occasion, notice.template, notice.recipientKind, notice.recipient, channel].join(' '),
    })),
  )
  if (rows.length === 0) return 0
  const result = await db
    .insertInto('notice')
    .values(rows)
    .onConflict(conflict => conflict.columns(['district', 'dedupe_key']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0)
}

const claimed = [
  'district',
  'id',
  'case_id',
  'recipient_kind',
  'recipient',
  'channel',
  'template',
  'params',
  'link',
  'urgent',
  'due_at',
  'expires_at',
  'tries',
  'delivered',
  'dedupe_key',
] as const

/**
 * Takes up to `limit` due notices for one run; workers never get the same row (SKIP LOCKED). A row whose run died is free again
 * when its claim is older than `staleBefore`.
 */
export async function claimNotices(db: Db, claim: string, now: string, staleBefore: string, limit: number): Promise<Notice[]> {
  const due = db
    .selectFrom('notice')
    .select(['district', 'id'])
    .where('due_at', '<=', now)
    .where(free =>
      free.or([free('state', '=', 'waiting'), free.and([free('state', '=', 'claimed'), free('claimed_at', '<', staleBefore)])]),
    )
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  return db
    .with('due', () => due)
    .updateTable('notice')
    .from('due')
    .set({ state: 'claimed', claim, claimed_at: now, tries: sql<number>`tries + 1` })
    .whereRef('notice.district', '=', 'due.district')
    .whereRef('notice.id', '=', 'due.id')
    .returning(claimed.map(column => `notice.${column}` as const))
    .execute()
}

export interface Outcome {
  readonly state: Exclude<NoticeState, 'claimed'>
  readonly error?: string | null
  readonly sentAt?: string
  readonly dueAt?: string
  /** A postponed try does not count. */
  readonly untried?: boolean
}

/** Ends a claim. False when the claim was lost meanwhile (the run was taken for dead): then nothing is changed. */
export async function finishNotice(db: Db, notice: Pick<Notice, 'district' | 'id'>, claim: string, outcome: Outcome): Promise<boolean> {
  const result = await db
    .updateTable('notice')
    .set({
      state: outcome.state,
      claim: null,
      claimed_at: null,
      last_error: outcome.error ?? null,
      ...(outcome.sentAt ? { sent_at: outcome.sentAt } : {}),
      ...(outcome.dueAt ? { due_at: outcome.dueAt } : {}),
      ...(outcome.untried ? { tries: sql<number>`tries - 1` } : {}),
    })
    .where('district', '=', notice.district)
    .where('id', '=', notice.id)
    .where('claim', '=', claim)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Records that one push subscription has the notice, before the others are tried. */
export async function markDelivered(db: Db, notice: Pick<Notice, 'district' | 'id'>, subscription: string): Promise<void> {
  await db
    .updateTable('notice')
    .set({ delivered: sql<string[]>`array_append(delivered, ${subscription})` })
    .where('district', '=', notice.district)
    .where('id', '=', notice.id)
    .execute()
}

/** Erases what was sent, dropped or given up before `before`. Returns how many rows went. */
export async function sweepNotices(db: Db, before: string): Promise<number> {
  const gone = await db
    .deleteFrom('notice')
    .where('created_at', '<', before)
    .where('state', 'in', ['sent', 'dead', 'dropped'])
    .executeTakeFirst()
  await db.deleteFrom('local_message').where('at', '<', before).execute()
  return Number(gone.numDeletedRows)
}
