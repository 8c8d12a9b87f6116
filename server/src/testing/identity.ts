import { roleIds, roles, type RoleId } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify'
import { accessLogRoutes } from '../access-log/routes.ts'
import { openAccount } from '../accounts/account.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { shippedHolidays } from '../calendars/holidays.ts'
import { authenticate } from '../identity/authenticate.ts'
import { demoRoutes } from '../identity/demo-routes.ts'
import { keyringFrom } from '../identity/keyring.ts'
import { hashPassword } from '../identity/password.ts'
import { identityRoutes } from '../identity/routes.ts'
import { securityRoutes } from '../identity/security-routes.ts'
import { type IdentityOptions, type IdentityServices, identityServices, type PhoneNotice } from '../identity/services.ts'
import { myDataRoutes } from '../my-data/routes.ts'
import { registerByPhone } from '../residents/record.ts'
import { residentRoutes } from '../residents/routes.ts'
import type { TestDatabase } from './database.ts'

export const district = '440300'
/** The password of every account of the fixture. */
export const password = 'Baihua-Road-1'

/** Everything about identity, running on a test database, with a clock that the test moves and a phone that it reads. */
export interface IdentityWorld {
  readonly app: FastifyInstance
  readonly services: IdentityServices
  readonly sent: PhoneNotice[]
  /** Moves the clock forward. */
  pass(seconds: number): void
  /** A browser of its own: keeps cookies, sends what the platform's pages send. */
  browser(page?: 'fengqiao-desk' | 'fengqiao-resident'): Browser
  /** A browser signed in as the fixture's account of a role (its login is the role's id). */
  as(role: RoleId): Promise<Browser>
  /** A browser signed in as the resident of a phone, by a real code. */
  asResident(phone?: string): Promise<Browser & { readonly id: string }>
}

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read replies of every shape
  readonly body: any
}

export interface Browser {
  readonly cookies: Map<string, string>
  ask(method: InjectOptions['method'], url: string, body?: object, headers?: Record<string, string>): Promise<Answered>
}

/** Seeds one street unit with a post and an account for every role, and binds all identity routes. */
export async function identityWorld(
  { db }: TestDatabase,
  options: Partial<IdentityOptions> = {},
  start = '2026-03-02T01:00:00Z',
  /** Binds more routes behind the same sign-in. */
  more: (app: FastifyInstance, services: IdentityServices) => void = () => undefined,
): Promise<IdentityWorld> {
  let time = Date.parse(start)
  const sent: PhoneNotice[] = []
  const services = identityServices({
    db,
    district,
    keyring: keyringFrom(new Uint8Array(32).fill(7)),
    now: () => new Date(time),
    https: false,
    demo: true,
    sendNotice: async notice => {
      sent.push(notice)
    },
    ...options,
  })
  const app = Fastify()
  await authenticate(app, services)
  identityRoutes(app, services)
  demoRoutes(app, services)
  securityRoutes(app, services)
  accountRoutes(app, services)
  residentRoutes(app, services, async (caller, caseId) => caller.role === 'handler' && caseId === 'C-1')
  accessLogRoutes(app, services)
  const parts = [{ name: 'cases', read: async () => [] }]
  myDataRoutes(app, services, { holidays: shippedHolidays, parts })
  more(app, services)
  await app.ready()
  await seed(services)
  return {
    app,
    services,
    sent,
    pass: seconds => {
      time += seconds * 1000
    },
    browser: page => browser(app, page),
    as: async role => {
      const desk = browser(app, 'fengqiao-desk')
      const answer = await desk.ask('POST', '/api/identity/sign-in', { login: role, password })
      if (answer.status !== 200) throw new Error(`sign-in of ${role}: ${JSON.stringify(answer.body)}`)
      return desk
    },
    asResident: async (phone = '13800138000') => {
      const mobile = browser(app, 'fengqiao-resident')
      await mobile.ask('POST', '/api/identity/phone-code', { phone })
      const answer = await mobile.ask('POST', '/api/identity/phone-code/verification', { phone, code: codeIn(sent.at(-1)) })
      if (answer.status !== 200) throw new Error(`sign-in of ${phone}: ${JSON.stringify(answer.body)}`)
      return { ...mobile, id: answer.body.resident }
    },
  }
}

/** The six digits of a message. */
export const codeIn = (notice: PhoneNotice | undefined): string => /\d{6}/.exec(notice?.text.zh ?? '')?.[0] ?? 'none'

let keys = 0

function browser(app: FastifyInstance, page: string | undefined): Browser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    ask: async (method, url, body, headers = {}) => {
      const reply = await app.inject({
        method: method ?? 'GET',
        url,
        ...(body ? { payload: body } : {}),
        headers: { 'x-requested-with': page ?? 'fengqiao', 'idempotency-key': `k${keys++}`, ...headers },
        cookies: Object.fromEntries(cookies),
      })
      for (const { name, value, expires, maxAge } of reply.cookies) {
        if (maxAge === 0 || (expires && expires.getTime() === 0)) cookies.delete(name)
        else cookies.set(name, value)
      }
      return {
        status: reply.statusCode,
        headers: reply.headers,
        body: /json/.test(String(reply.headers['content-type'])) ? reply.json() : reply.body,
      }
    },
  }
}

async function seed(services: IdentityServices): Promise<void> {
  const { db, now } = services
  const valid_from = '2026-01-01'
  const unit = {
    district,
    id: 'yuanling-centre',
    name_zh: '园岭街道综治中心',
    name_en: 'Yuanling Governance Centre',
    kind: 'governanceCentre',
  }
  await db
    .insertInto('unit')
    .values({ ...unit, level: 'street', place: '440304002', parent: null, lon: null, lat: null, valid_from })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const passwordHash = await hashPassword(password)
  for (const role of roleIds) {
    const { zh: title_zh, en: title_en } = roles[role]
    const post = { district, id: `post-${role}`, unit: unit.id, role, title_zh, title_en, valid_from }
    await db
      .insertInto('post')
      .values(post)
      .onConflict(conflict => conflict.doNothing())
      .execute()
    const name = { zh: `王${role}`, en: role }
    const account = { id: `account-${role}`, login: role, name, email: `${role}@example.org`, password, passwordHash }
    await openAccount(services, { ...account, mustChange: false, by: null, key: null })
    await db
      .insertInto('post_holder')
      .values({ district, post: post.id, account: account.id, valid_from: '2026-01-01T00:00:00Z' })
      .onConflict(conflict => conflict.doNothing())
      .execute()
  }
  await registerByPhone({ ...services, now }, '13900139000', { name: '李阿婆', place: '440304002001', demo: true })
}
