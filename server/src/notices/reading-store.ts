import type { MyNotice, NoticeLine } from '@fengqiao/contract'
import type { Language } from '@fengqiao/kernel'
import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { Owner } from './push-store.ts'
import type { NoticeChannel, NoticeState } from './tables.ts'
import { render, type Templates } from './templates.ts'

/** Where a page ended: the moment and the id, base64url of `<iso> <id>`. */
export const writeCursor = (at: string, id: string): string => Buffer.from(`${at} ${id}`).toString('base64url')

/** Undefined when the text is no cursor of ours. */
export function readCursor(cursor: string): { at: string; id: string } | undefined {
  const found = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z) ([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString())
  return found?.[1] && found[2] ? { at: found[1], id: found[2] } : undefined
}

interface Page<Row> {
  rows: Row[]
  next: string | null
}

function pageOf<Raw extends { id: string }, Row>(raw: Raw[], limit: number, at: (raw: Raw) => string, shape: (raw: Raw) => Row): Page<Row> {
  const rows = raw.slice(0, limit)
  const last = rows.at(-1)
  return { rows: rows.map(shape), next: raw.length > limit && last ? writeCursor(at(last), last.id) : null }
}

const mine = (db: Db, owner: Owner, now: string) =>
  db
    .selectFrom('notice')
    .where('district', '=', owner.district)
    .where('recipient_kind', '=', owner.kind)
    .where('recipient', '=', owner.id)
    .where('channel', '=', 'inApp')
    .where('due_at', '<=', now)

/** The owner's in-app notices, newest first, in their language. */
export async function listMine(
  db: Db,
  owner: Owner,
  {
    language,
    templates,
    now,
    limit,
    after,
    unread,
  }: {
    language: Language
    templates: Templates
    now: string
    limit: number
    after?: { at: string; id: string } | undefined
    unread?: boolean | undefined
  },
): Promise<Page<MyNotice>> {
  let query = mine(db, owner, now).select(['id', 'case_id', 'template', 'params', 'link', 'urgent', 'due_at', 'read_at'])
  if (unread) query = query.where('read_at', 'is', null)
  if (after) query = query.where(sql<boolean>`(due_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const raw = await query
    .orderBy('due_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(
    raw,
    limit,
    row => row.due_at,
    row => {
      const found = templates(row.template)
      return {
        id: row.id,
        caseId: row.case_id,
        // A template that a newer version dropped: the notice stays readable by its name.
        ...(found ? render(found, row.params, language) : { subject: row.template, text: '' }),
        link: row.link,
        urgent: row.urgent,
        at: row.due_at,
        readAt: row.read_at,
      }
    },
  )
}

export async function countUnread(db: Db, owner: Owner, now: string): Promise<number> {
  const { count } = await mine(db, owner, now)
    .where('read_at', 'is', null)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Marks the owner's unread notices, all or the named ones. Returns how many were. */
export async function markRead(db: Db, owner: Owner, ids: readonly string[] | undefined, now: string): Promise<number> {
  if (ids?.length === 0) return 0
  let query = db
    .updateTable('notice')
    .set({ read_at: now })
    .where('district', '=', owner.district)
    .where('recipient_kind', '=', owner.kind)
    .where('recipient', '=', owner.id)
    .where('channel', '=', 'inApp')
    .where('due_at', '<=', now)
    .where('read_at', 'is', null)
  if (ids) query = query.where('id', 'in', ids)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

const line = [
  'id',
  'case_id',
  'channel',
  'template',
  'recipient_kind',
  'state',
  'urgent',
  'created_at',
  'due_at',
  'sent_at',
  'tries',
  'last_error',
] as const

export async function listLog(
  db: Db,
  district: string,
  {
    limit,
    after,
    state,
    channel,
    caseId,
  }: {
    limit: number
    after?: { at: string; id: string } | undefined
    state?: NoticeState | undefined
    channel?: NoticeChannel | undefined
    caseId?: string | undefined
  },
): Promise<Page<NoticeLine>> {
  let query = db.selectFrom('notice').select(line).where('district', '=', district)
  if (state) query = query.where('state', '=', state)
  if (channel) query = query.where('channel', '=', channel)
  if (caseId) query = query.where('case_id', '=', caseId)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`)
  const raw = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return pageOf(raw, limit, row => row.created_at, lineOf)
}

export async function findLine(db: Db, district: string, id: string): Promise<NoticeLine | undefined> {
  const row = await db.selectFrom('notice').select(line).where('district', '=', district).where('id', '=', id).executeTakeFirst()
  return row && lineOf(row)
}

/** Gives a dead letter all its tries again, at once. Undefined when it is not dead (any more). */
export async function revive(db: Db, district: string, id: string, now: string): Promise<NoticeLine | undefined> {
  const row = await db
    .updateTable('notice')
    .set({ state: 'waiting', tries: 0, due_at: now, last_error: null })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .returning(line)
    .executeTakeFirst()
  return row && lineOf(row)
}

interface RawLine {
  id: string
  case_id: string | null
  channel: NoticeChannel
  template: string
  recipient_kind: NoticeLine['recipientKind']
  state: NoticeState
  urgent: boolean
  created_at: string
  due_at: string
  sent_at: string | null
  tries: number
  last_error: string | null
}

const lineOf = (row: RawLine): NoticeLine => ({
  id: row.id,
  caseId: row.case_id,
  channel: row.channel,
  template: row.template,
  recipientKind: row.recipient_kind,
  state: row.state,
  urgent: row.urgent,
  createdAt: row.created_at,
  dueAt: row.due_at,
  sentAt: row.sent_at,
  tries: row.tries,
  lastError: row.last_error,
})
