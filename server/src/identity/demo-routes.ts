import { listDemoDoors, stepIn } from '@fengqiao/contract'
import { isRefusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { findAccount, heldPosts, listAccountRows } from '../accounts/store.ts'
import { serve } from '../http/serve.ts'
import { findResident, listDemoResidents } from '../residents/store.ts'
import { giveCookie } from './cookies.ts'
import { knockOf } from './routes.ts'
import type { IdentityServices } from './services.ts'
import { enter, loginKey } from './sign-in.ts'

const nobody = refusal('not-found', text('演示城市里没有这个人', 'There is no such person in the demo city'))

/** One click into any role of the demo city. In a real deployment these routes do not exist. */
export function demoRoutes(app: FastifyInstance, services: IdentityServices): void {
  if (!services.demo) return
  const { db, district, sessions, now } = services

  serve(app, listDemoDoors, async () => {
    const accounts = (await listAccountRows(db, district, { limit: 500 })).filter(({ disabled_at }) => !disabled_at)
    const posts = await heldPosts(
      db,
      district,
      accounts.map(({ id }) => id),
      now().toISOString(),
    )
    const residents = await listDemoResidents(db, district)
    return {
      staff: accounts.flatMap(({ id, login, name_zh, name_en }) =>
        (posts.get(id) ?? []).map(post => ({ login, name: text(name_zh, name_en), post })),
      ),
      residents: residents.map(({ id, name_masked }) => ({ id, name: name_masked ?? '' })),
    }
  })

  serve(app, stepIn, async ({ body, request, reply }) => {
    if ('resident' in body) {
      const resident = await findResident(db, district, body.resident)
      if (!resident?.demo) return nobody
      const { token, seconds } = await sessions.open({ resident: resident.id }, 'full', null)
      giveCookie(reply, services, 'resident', token, seconds)
      return { kind: 'resident' as const }
    }
    const account = await findAccount(db, district, { loginKey: loginKey(services, body.login) })
    if (!account || account.disabled_at) return nobody
    const entered = await enter(services, account, 'full', { ...knockOf(request), replaces: null }, body.post)
    if (isRefusal(entered)) return entered
    giveCookie(reply, services, 'staff', entered.token, entered.seconds)
    return { kind: 'staff' as const }
  })
}
