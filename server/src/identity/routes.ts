import {
  beginTotp,
  changePassword,
  chooseLanguage,
  confirmTotp,
  finishOidc,
  proveSecondFactor,
  readMe,
  requestPhoneCode,
  signIn,
  signOut,
  startOidc,
  switchPost,
  verifyPhoneCode,
} from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { heldPosts, updateAccount } from '../accounts/store.ts'
import { serve } from '../http/serve.ts'
import { setResidentLanguage } from '../residents/record.ts'
import { giveCookie, readCookie, takeCookie } from './cookies.ts'
import { beginEnrolment, changeOwnPassword, confirmEnrolment } from './credentials.ts'
import { describeMe } from './me.ts'
import { oidcOf } from './oidc.ts'
import { againSeconds, codeSeconds, sendCode, signInWithPhone } from './phone-sign-in.ts'
import type { IdentityServices } from './services.ts'
import { enter, type Knock, type SignedIn, signInWithCode, signInWithPassword } from './sign-in.ts'

const signInFirst = refusal('sign-in-required', text('请先登录', 'Please sign in first'))
const noProvider = refusal('not-found', text('未启用统一登录', 'Sign-in through an organisation is not set up'))

/** From where a request knocks; the staff session it carries is replaced, never promoted. A resident's session beside it stays. */
export const knockOf = (request: FastifyRequest): Knock => ({
  address: request.ip,
  request: request.id,
  replaces: request.session?.account ? request.session.id : null,
})

/** Sign-in, sign-out and what a person does with their own credentials. */
export function identityRoutes(app: FastifyInstance, services: IdentityServices): void {
  const { db, district, sessions, log, now } = services
  const oidc = services.oidc && oidcOf(services, services.oidc)

  const welcome = (reply: FastifyReply, entered: SignedIn | Refusal) => {
    if (isRefusal(entered)) return entered
    giveCookie(reply, services, 'staff', entered.token, entered.seconds)
    return { next: entered.stage }
  }

  serve(app, signIn, async ({ body, request, reply }) => welcome(reply, await signInWithPassword(services, body, knockOf(request))))

  serve(app, proveSecondFactor, async ({ body, request, reply }) => {
    const { session } = request
    if (!session?.account || session.stage !== 'secondFactor') return signInFirst
    return welcome(reply, await signInWithCode(services, session.account, body.code, knockOf(request)))
  })

  serve(app, signOut, async ({ body, request, reply }) => {
    const { session } = request
    if (session) {
      const owner = session.account ? { account: session.account } : { resident: session.resident ?? '' }
      // Someone half signed in has proved only the password and may not end the sessions of others.
      await sessions.end(body.everywhere && session.stage === 'full' ? owner : { id: session.id })
      if (session.account) await log.deed(db, { actor: session.account, act: 'signOut.completed', request: request.id })
      takeCookie(reply, services, session.account ? 'staff' : 'resident')
    }
    return {}
  })

  serve(app, readMe, async ({ caller, request }) => ({
    me: await describeMe(services, caller, request.session),
    language: caller.language,
    district,
    demo: services.demo,
    oidc: oidc !== undefined,
  }))

  serve(app, chooseLanguage, async ({ body, caller, reply }) => {
    reply.setCookie('lang', body.language, { path: '/', sameSite: 'lax', secure: services.https, maxAge: 365 * 86_400 })
    if (caller.kind === 'staff') await updateAccount(db, district, caller.accountId, { language: body.language })
    if (caller.kind === 'resident') await setResidentLanguage(services, caller.residentId, body.language)
    return {}
  })

  serve(app, switchPost, async ({ body, caller }) => {
    const held = (await heldPosts(db, district, [caller.accountId], now().toISOString())).get(caller.accountId) ?? []
    const post = held.find(({ id }) => id === body.post)
    if (!post) return refusal('not-found', text('您不在该岗位任职', 'You do not hold this post'))
    await sessions.usePost(caller.sessionId, post.id)
    return post
  })

  serve(app, changePassword, async ({ body, request, reply }) =>
    welcome(reply, await changeOwnPassword(services, request.session, body, knockOf(request))),
  )

  serve(app, beginTotp, ({ body, request }) => beginEnrolment(services, request.session, body.password))

  serve(app, confirmTotp, async ({ body, request, reply }) => {
    const entered = await confirmEnrolment(services, request.session, body.code, knockOf(request))
    if (isRefusal(entered)) return entered
    giveCookie(reply, services, 'staff', entered.token, entered.seconds)
    return { next: entered.stage, recoveryCodes: entered.recoveryCodes }
  })

  serve(app, startOidc, async ({ query, request, reply }) => {
    if (!oidc) return noProvider
    const { to, journey } = await oidc.start(query.returnTo, `${addressOf(request)}${finishOidc.path}`)
    giveCookie(reply, services, 'oidc', journey, 600)
    await reply.redirect(to.href)
    return undefined
  })

  serve(app, finishOidc, async ({ request, reply }) => {
    if (!oidc) return noProvider
    const came = await oidc.finish(new URL(request.url, addressOf(request)), readCookie(request, services, 'oidc'))
    takeCookie(reply, services, 'oidc')
    if (isRefusal(came)) return came
    // The provider has asked for the second factor by its own rules; posts and roles are ours.
    const entered = await enter(services, came.account, 'full', knockOf(request))
    if (isRefusal(entered)) return entered
    giveCookie(reply, services, 'staff', entered.token, entered.seconds)
    await reply.redirect(came.returnTo)
    return undefined
  })

  serve(app, requestPhoneCode, async ({ body, request }) => {
    const refused = await sendCode(services, body.phone, request.ip)
    return refused ?? { seconds: codeSeconds, again: againSeconds }
  })

  serve(app, verifyPhoneCode, async ({ body, request, reply }) => {
    const replaces = request.session?.resident ? request.session.id : null
    const entered = await signInWithPhone(services, body, request.ip, replaces)
    if (isRefusal(entered)) return entered
    giveCookie(reply, services, 'resident', entered.token, entered.seconds)
    return { resident: entered.resident, registered: entered.registered }
  })

  /** The configured address first: behind a balancer the Host header may be anything. */
  function addressOf(request: FastifyRequest): string {
    return services.origins[0] ?? `${services.https ? 'https' : request.protocol}://${request.host}`
  }
}
