import cookie from '@fastify/cookie'
import type { Access } from '@fengqiao/contract'
import { type Language, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sendRefusal } from '../http/problem.ts'
import { spendKey } from './api-key-store.ts'
import type { Caller, KeyCaller, ResidentCaller, StaffCaller } from './caller.ts'
import { readCookie, type Side } from './cookies.ts'
import { writeIsForged } from './cross-site.ts'
import { doors } from './doors.ts'
import { hashOfSecret } from './keyring.ts'
import type { IdentityServices } from './services.ts'
import type { LiveSession } from './session-store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The session behind the request, also one that is not yet full; identity's own routes need it. */
    session: LiveSession | null
  }
}

const accessOf = new Map<string, Access>(doors.map(({ id, access }) => [id, access]))

/**
 * Fills `request.caller` before anything else looks at a request, and refuses forged writes and spent keys.
 * Call it once, before routes are bound.
 */
export async function authenticate(app: FastifyInstance, services: IdentityServices): Promise<void> {
  await app.register(cookie)
  app.decorateRequest('caller')
  app.decorateRequest('session', null)
  app.addHook('onRequest', async (request, reply) => {
    const { district } = services
    const anonymous: Caller = { kind: 'anonymous', district, language: languageOf(request) }
    request.caller = anonymous
    const key = keyOf(request)
    if (key !== undefined) {
      const caller = await callerOfKey(services, key, anonymous.language)
      if ('refused' in caller) return sendRefusal(reply, caller)
      request.caller = caller
      return
    }
    const session = await sessionOf(services, request)
    const rides = session !== undefined || request.url.startsWith('/api/identity/') || request.url.startsWith('/api/demo/')
    const forged = writeIsForged(request, rides, services.origins)
    if (forged) return sendRefusal(reply, forged)
    if (!session) return
    // What a signed-in person reads belongs to no cache on the way; a route may say otherwise.
    reply.header('Cache-Control', 'no-store')
    request.session = session
    request.caller = callerOf(session, district, languageOf(request, session.language)) ?? anonymous
  })
}

const unknownKey = refusal('wrong-credentials', text('接口密钥无效或已停用', 'This API key is unknown or has ended'))
const spent = refusal('too-many', text('接口密钥的调用额度已用完，请稍后再试', 'The quota of this API key is used up; try later'))

/** The caller behind an API key, one request charged; doors that take the key elsewhere (an Open311 form body) ask here. */
export async function callerOfKey(services: IdentityServices, key: string, language: Language): Promise<KeyCaller | Refusal> {
  const use = await spendKey(services.db, services.district, hashOfSecret(key), services.now().toISOString())
  if (!use) return unknownKey
  return use.within ? { kind: 'key', keyId: use.id, name: use.name, district: services.district, language } : spent
}

function keyOf(request: FastifyRequest): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (bearer !== undefined) return bearer
  const param = (request.query as Record<string, unknown> | null)?.api_key
  return typeof param === 'string' && param !== '' ? param : undefined
}

/**
 * An officer may be signed in as a resident too. The route says which side it speaks to; where it speaks to everybody,
 * the page says it (`X-Requested-With: fengqiao-resident`), else staff comes first.
 */
async function sessionOf(services: IdentityServices, request: FastifyRequest): Promise<LiveSession | undefined> {
  for (const side of sidesOf(request)) {
    const token = readCookie(request, services, side)
    const session = token ? await services.sessions.find(token) : undefined
    if (session && (session.resident !== null) === (side === 'resident')) return session
  }
  return undefined
}

function sidesOf(request: FastifyRequest): Side[] {
  const access = accessOf.get(request.routeOptions.config?.routeId ?? '')
  if (access === 'resident') return ['resident']
  if (access !== undefined && access !== 'public') return ['staff']
  const page = request.headers['x-requested-with']
  if (page === 'fengqiao-resident') return ['resident']
  return page === 'fengqiao-desk' ? ['staff'] : ['staff', 'resident']
}

function callerOf(session: LiveSession, district: string, language: Language): ResidentCaller | StaffCaller | undefined {
  if (session.stage !== 'full') return undefined
  if (session.resident) return { kind: 'resident', residentId: session.resident, sessionId: session.id, district, language }
  const { account, post, role, unit, place } = session
  // Without a post there is nothing a member of staff may do.
  if (!account || !post || !role || !unit || !place) return undefined
  // The name as it stands in the journal: the official one, whatever language its bearer reads in.
  const name = session.name_zh ?? session.name_en ?? ''
  return { kind: 'staff', accountId: account, name, sessionId: session.id, postId: post, role, unit, place, district, language }
}

/** Chosen in this browser, else kept with the account, else what the browser prefers, else Chinese. */
function languageOf(request: FastifyRequest, kept?: Language): Language {
  const chosen = request.cookies?.lang
  if (chosen === 'zh' || chosen === 'en') return chosen
  if (kept) return kept
  for (const one of (request.headers['accept-language'] ?? '').toLowerCase().split(',')) {
    const tag = one.trim()
    if (tag.startsWith('zh')) return 'zh'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh'
}
