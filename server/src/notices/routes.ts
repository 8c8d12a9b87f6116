import * as contract from '@fengqiao/contract'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../database/connect.ts'
import { serve } from '../http/serve.ts'
import type { Caller } from '../identity/caller.ts'
import type { Keyring } from '../identity/keyring.ts'
import { listLocalMessages } from './local-store.ts'
import { outboxPage } from './outbox-page.ts'
import { type PushChannel, refuseEndpoint } from './push.ts'
import { addSubscription, type Owner, removeSubscription } from './push-store.ts'
import { countUnread, findLine, listLog, listMine, markRead, readCursor, revive } from './reading-store.ts'
import { findHouseTemplate, type Templates } from './templates.ts'

export interface NoticeServices {
  readonly db: Db
  readonly keyring: Keyring
  readonly push: PushChannel
  readonly now: () => string
  readonly templates?: Templates
  /** Push services that browsers may name; the known ones unless told. */
  readonly pushServices?: readonly string[]
  /** Opens /dev/outbox: true only in the demo and only while no SMS gateway is set. */
  readonly localOutbox: boolean
}

const signInFirst = refusal('sign-in-required', text('请先登录', 'Please sign in first'))
const unknown = refusal('not-found', text('没有这条通知', 'There is no such notice'))
const notDead = refusal('noticeIsNotDead', text('这条通知没有停发，无需重发', 'This notice was not given up, so it needs no retry'))
const badCursor = refusal('bad-input', text('翻页标记无效', 'The paging cursor is not valid'), {
  fields: [{ path: 'after', because: text('请从第一页重新开始', 'Start again from the first page') }],
})

/** Undefined for callers who are nobody in particular. */
function ownerOf(caller: Caller): Owner | undefined {
  if (caller.kind === 'resident') return { district: caller.district, kind: 'resident', id: caller.residentId }
  if (caller.kind === 'staff') return { district: caller.district, kind: 'account', id: caller.accountId }
  return undefined
}

/** `after` of a query → where to go on, undefined on the first page, or a refusal. */
function startOf(after: string | undefined): { at: string; id: string } | undefined | Refusal {
  return after === undefined ? undefined : (readCursor(after) ?? badCursor)
}

export function noticeRoutes(
  app: FastifyInstance,
  { db, keyring, push, now, templates = findHouseTemplate, pushServices, localOutbox }: NoticeServices,
): void {
  serve(app, contract.listMyNotices, async ({ caller, query }) => {
    const owner = ownerOf(caller)
    if (!owner) return signInFirst
    const after = startOf(query.after)
    if (after && 'refused' in after) return after
    const [found, unread] = await Promise.all([
      listMine(db, owner, { language: caller.language, templates, now: now(), limit: query.limit, after, unread: query.unread }),
      countUnread(db, owner, now()),
    ])
    return { ...found, unread }
  })

  serve(app, contract.markMyNoticesRead, async ({ caller, body }) => {
    const owner = ownerOf(caller)
    if (!owner) return signInFirst
    const marked = await markRead(db, owner, body.ids, now())
    return { marked, unread: await countUnread(db, owner, now()) }
  })

  serve(app, contract.getPushKey, async ({ caller }) => ({ publicKey: await push.publicKey(caller.district) }))

  serve(app, contract.subscribePush, async ({ caller, body }) => {
    const owner = ownerOf(caller)
    if (!owner) return signInFirst
    const refused = refuseEndpoint(body.endpoint, pushServices)
    if (refused) return refused
    return { id: await addSubscription(db, keyring, owner, { endpoint: body.endpoint, ...body.keys }, now()) }
  })

  serve(app, contract.unsubscribePush, async ({ caller, params }) => {
    const owner = ownerOf(caller)
    if (!owner) return signInFirst
    return { removed: await removeSubscription(db, owner.district, params.id, owner) }
  })

  serve(app, contract.listNotices, async ({ caller, query }) => {
    const after = startOf(query.after)
    if (after && 'refused' in after) return after
    return listLog(db, caller.district, { ...query, after })
  })

  serve(app, contract.retryNotice, async ({ caller, params }) => {
    const revived = await revive(db, caller.district, params.id, now())
    if (revived) return revived
    return (await findLine(db, caller.district, params.id)) ? notDead : unknown
  })

  if (!localOutbox) return
  app.get('/dev/outbox', { config: { routeId: 'showLocalOutbox' } }, async (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(outboxPage(await listLocalMessages(db, request.caller.district))),
  )
}
