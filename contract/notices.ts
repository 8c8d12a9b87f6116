import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'

export const NoticeChannel = z.enum(['inApp', 'sms', 'email', 'push'])
export const NoticeState = z.enum(['waiting', 'claimed', 'sent', 'dead', 'dropped'])

export const MyNotice = z
  .object({
    id: z.uuid(),
    caseId: z.string().nullable(),
    subject: z.string().describe('in the caller’s language'),
    text: z.string(),
    link: z.string().nullable().describe('path inside the app'),
    urgent: z.boolean(),
    at: z.iso.datetime(),
    readAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'MyNotice' })
export type MyNotice = z.infer<typeof MyNotice>

/** A line of the sending log. Says what was sent when, never to which number or address. */
export const NoticeLine = z
  .object({
    id: z.uuid(),
    caseId: z.string().nullable(),
    channel: NoticeChannel,
    template: z.string(),
    recipientKind: z.enum(['resident', 'account', 'contact']),
    state: NoticeState,
    urgent: z.boolean(),
    createdAt: z.iso.datetime(),
    dueAt: z.iso.datetime(),
    sentAt: z.iso.datetime().nullable(),
    tries: z.int(),
    lastError: z.string().nullable(),
  })
  .meta({ id: 'NoticeLine' })
export type NoticeLine = z.infer<typeof NoticeLine>

const tag = 'notices'

/** Open to residents and staff alike; an anonymous caller is refused by the operation. */
export const listMyNotices = route({
  id: 'listMyNotices',
  method: 'GET',
  path: '/api/my/notices',
  tag,
  summary: 'Notices to the caller, newest first, and how many are unread',
  access: 'public',
  query: PageQuery.extend({ unread: z.stringbool().optional().describe('only those not yet read') }),
  reply: page(MyNotice).extend({ unread: z.int() }),
  refusals: ['sign-in-required', 'bad-input'],
})

export const markMyNoticesRead = route({
  id: 'markMyNoticesRead',
  method: 'POST',
  path: '/api/my/notices/read',
  tag,
  summary: 'Mark the caller’s notices as read; those already read or not the caller’s are left as they are',
  access: 'public',
  body: z.object({ ids: z.array(z.uuid()).max(200).optional().describe('absent: all of them') }),
  reply: z.object({ marked: z.int(), unread: z.int() }),
  refusals: ['sign-in-required'],
})

export const getPushKey = route({
  id: 'getPushKey',
  method: 'GET',
  path: '/api/push/key',
  tag,
  summary: 'The server’s public key for web push subscriptions (RFC 8292, uncompressed P-256 point in base64url)',
  access: 'public',
  reply: z.object({ publicKey: z.string() }),
})

const base64url = (length: number) => z.string().regex(new RegExp(`^[\\w-]{${length}}=*$`))

export const subscribePush = route({
  id: 'subscribePush',
  method: 'POST',
  path: '/api/my/push-subscriptions',
  tag,
  summary: 'Send the caller’s notices to this browser; the body is what PushSubscription.toJSON() gives',
  access: 'public',
  body: z.object({
    endpoint: z.url().max(1000),
    keys: z.object({ p256dh: base64url(87).describe('65 bytes'), auth: base64url(22).describe('16 bytes') }),
  }),
  reply: z.object({ id: z.uuid() }),
  status: 201,
  refusals: ['sign-in-required', 'pushServiceUnknown'],
})

export const unsubscribePush = route({
  id: 'unsubscribePush',
  method: 'DELETE',
  path: '/api/my/push-subscriptions/{id}',
  tag,
  summary: 'Stop sending notices to this browser',
  access: 'public',
  params: z.object({ id: z.uuid() }),
  reply: z.object({ removed: z.boolean() }),
  refusals: ['sign-in-required'],
})

export const listNotices = route({
  id: 'listNotices',
  method: 'GET',
  path: '/api/notices',
  tag,
  summary: 'The sending log, newest first; dead letters by state=dead',
  access: ['systemAdministrator'],
  query: PageQuery.extend({ state: NoticeState.optional(), channel: NoticeChannel.optional(), caseId: z.string().max(80).optional() }),
  reply: page(NoticeLine),
  refusals: ['bad-input'],
})

export const retryNotice = route({
  id: 'retryNotice',
  method: 'POST',
  path: '/api/notices/{id}/retry',
  tag,
  summary: 'Try a dead letter again, with all its tries',
  access: ['systemAdministrator'],
  params: z.object({ id: z.uuid() }),
  reply: NoticeLine,
  refusals: ['not-found', 'noticeIsNotDead'],
})
