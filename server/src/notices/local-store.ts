import { randomUUIDv7 } from 'node:crypto'
import type { Db } from '../database/connect.ts'
import type { Channel } from './channel.ts'

export interface LocalMessage {
  readonly channel: 'sms' | 'email'
  readonly address: string
  readonly subject: string
  readonly body: string
  readonly at: string
}

/** Stands in for a gateway in the demo: keeps messages for the page /dev/outbox instead of sending them. The same key is kept once. */
export const localChannel = (db: Db, channel: 'sms' | 'email', now: () => string): Channel => ({
  async send({ district, key, address, subject, text, url }) {
    await db
      .insertInto('local_message')
      .values({ district, id: randomUUIDv7(), channel, address, subject, body: url ? `${text} ${url}` : text, dedupe_key: key, at: now() })
      .onConflict(conflict => conflict.columns(['district', 'dedupe_key']).doNothing())
      .execute()
  },
})

/** The newest messages first. */
export const listLocalMessages = (db: Db, district: string, limit = 100): Promise<LocalMessage[]> =>
  db
    .selectFrom('local_message')
    .select(['channel', 'address', 'subject', 'body', 'at'])
    .where('district', '=', district)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
