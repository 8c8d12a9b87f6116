import { randomUUID } from 'node:crypto'
import type { Language } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import { type Log, silentLog } from '../log/log.ts'
import { type Channel, DeliveryProblem } from './channel.ts'
import type { PushChannel } from './push.ts'
import { type QuietHours, quietNights, quietUntil } from './quiet-hours.ts'
import { claimNotices, finishNotice, markDelivered, type Notice, type Outcome } from './store.ts'
import type { RecipientKind } from './tables.ts'
import { findHouseTemplate, render, type Templates } from './templates.ts'

export interface Recipient {
  readonly language: Language
  readonly phone?: string | undefined
  readonly email?: string | undefined
}

/** Where a recipient is reached, asked at the moment of sending: addresses are not kept in the outbox. Undefined: erased or unknown. */
export type AddressBook = (district: string, kind: RecipientKind, id: string) => Promise<Recipient | undefined>

export interface NoticePost {
  readonly db: Db
  readonly channels: { readonly sms?: Channel | undefined; readonly email?: Channel | undefined; readonly push?: PushChannel | undefined }
  readonly addressBook: AddressBook
  /** The house's own unless told. */
  readonly templates?: Templates
  readonly quietHours?: QuietHours
  /** Set before a notice's link. */
  readonly publicUrl: string
  readonly log?: Log
}

export interface SendReport {
  readonly taken: number
  readonly sent: number
  readonly postponed: number
  readonly failed: number
  readonly dead: number
  readonly dropped: number
}

/** Six tries over about three hours, 30 s, 2 min, 8 min, 32 min and 2 h apart; then the row waits for a person. */
export const MOST_TRIES = 6
const FIRST_WAIT_MS = 30_000
const STALE_AFTER_MS = 5 * 60_000
const AT_ONCE = 8

/**
 * Sends what is due at `now`, `limit` rows at most; any number of workers may run it at once and none sends another's row.
 *
 * Once as far as the channel allows: a row is claimed and committed before it is sent, and only the claim's holder may finish it. A
 * process that dies between the provider's answer and the row's finish leaves a claim that another takes over after five
 * minutes; the message then goes out again under the same key, which the SMS gateway gets as Idempotency-Key, mail as
 * Message-ID, and a browser as the notification's tag. What fails is tried again with growing waits, then stays visible as dead.
 */
export async function sendDueNotices(post: NoticePost, now: string, limit = 100): Promise<SendReport> {
  const claim = randomUUID()
  const stale = new Date(Date.parse(now) - STALE_AFTER_MS).toISOString()
  const notices = await claimNotices(post.db, claim, now, stale, limit)
  const report = { taken: notices.length, sent: 0, postponed: 0, failed: 0, dead: 0, dropped: 0 }
  const queue = notices.values()
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, notices.length) }, async () => {
      for (const notice of queue) {
        const outcome = await trySending(post, notice, now)
        if (await finishNotice(post.db, notice, claim, outcome)) report[tally(outcome)]++
      }
    }),
  )
  return report
}

const tally = ({ state, untried }: Outcome): Exclude<keyof SendReport, 'taken'> =>
  state === 'waiting' ? (untried ? 'postponed' : 'failed') : state

async function trySending(post: NoticePost, notice: Notice, now: string): Promise<Outcome> {
  if (notice.expires_at && Date.parse(notice.expires_at) < Date.parse(now)) return { state: 'dropped', error: 'expired' }
  const silence =
    notice.channel === 'sms' && notice.recipient_kind !== 'account' && !notice.urgent && quietUntil(now, post.quietHours ?? quietNights)
  if (silence) return { state: 'waiting', dueAt: silence, untried: true }
  if (notice.tries > MOST_TRIES) return { state: 'dead', error: 'the process died at every try' }
  try {
    const dropped = await send(post, notice)
    return dropped ? { state: 'dropped', error: dropped } : { state: 'sent', sentAt: now }
  } catch (error) {
    const problem = error instanceof DeliveryProblem ? error : undefined
    post.log?.warn({ notice: notice.id, channel: notice.channel, tries: notice.tries, error }, 'notice not sent')
    // An error's own sentence may quote an address; the log of notices keeps only what this house wrote.
    const said = problem?.message ?? (error instanceof Error ? error.name : 'unknown error')
    if (problem?.permanent || notice.tries >= MOST_TRIES) return { state: 'dead', error: said }
    const wait = problem?.retryAfterSeconds ? problem.retryAfterSeconds * 1000 : FIRST_WAIT_MS * 4 ** (notice.tries - 1)
    return { state: 'waiting', error: said, dueAt: new Date(Date.parse(now) + wait).toISOString() }
  }
}

/** Undefined when sent; otherwise why there is nothing to send it to. */
async function send(
  { db, channels, addressBook, templates = findHouseTemplate, publicUrl }: NoticePost,
  notice: Notice,
): Promise<string | undefined> {
  const { district, recipient_kind: kind, recipient: id, link, urgent } = notice
  const found = templates(notice.template)
  if (!found) throw new DeliveryProblem(`no template ${notice.template}`, { permanent: true })
  const recipient = await addressBook(district, kind, id)
  if (!recipient) return 'recipient unknown'
  const message = { ...render(found, notice.params, recipient.language), key: notice.id }
  if (notice.channel === 'push') {
    if (!channels.push || kind === 'contact') return 'no channel'
    const reached = await channels.push.send({ district, kind, id }, { ...message, link, urgent }, notice.delivered, browser =>
      markDelivered(db, notice, browser),
    )
    return reached ? undefined : 'no browser subscribed'
  }
  if (notice.channel === 'inApp') return undefined
  const channel = channels[notice.channel]
  if (!channel) return 'no channel'
  const address = notice.channel === 'sms' ? recipient.phone : recipient.email
  if (!address) return 'no address'
  await channel.send({ ...message, district, address, ...(link ? { url: `${publicUrl}${link}` } : {}) })
  return undefined
}

export interface NoticeWorker {
  /** Finishes the batch under way, then stops. */
  stop(): Promise<void>
}

/** Sends due notices until stopped: at once again after a full batch, else after `everyMs`. */
export function runNoticeWorker(
  post: NoticePost,
  { everyMs = 1000, batch = 100, now = () => new Date().toISOString() } = {},
): NoticeWorker {
  const log = post.log ?? silentLog
  let stopped = false
  let wake = (): void => undefined
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const taken = await sendDueNotices(post, now(), batch).then(
        report => report.taken,
        error => {
          log.error({ error }, 'notices: the batch failed and will be tried again')
          return 0
        },
      )
      if (taken === batch || stopped) continue
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, everyMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const done = loop()
  return {
    stop() {
      stopped = true
      wake()
      return done
    },
  }
}
