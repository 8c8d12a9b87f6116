import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type IdentityWorld, identityWorld } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

/** Who signs in at the provider next. */
let person = { sub: 'p-1', email: 'handler@example.org', email_verified: true }

let database: TestDatabase
let world: IdentityWorld
let provider: Server
let home: string
beforeAll(async () => {
  database = await testDatabase()
  provider = createServer().listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  // The address we are reached at is known only after listening, and the provider must know it before.
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  free.close()
  await once(free, 'close')
  home = `http://127.0.0.1:${port}`
  const oidc = new Provider(issuer, {
    clients: [{ client_id: 'fengqiao', client_secret: 'a-secret-of-the-test', redirect_uris: [`${home}/api/identity/oidc/callback`] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ ...person, sub: id }) }),
    cookies: { keys: ['test'] },
  })
  provider.on('request', oidc.callback())
  world = await identityWorld(database, {
    oidc: { issuer, clientId: 'fengqiao', clientSecret: 'a-secret-of-the-test', insecure: true },
  })
  await world.app.listen({ port, host: '127.0.0.1' })
})
afterAll(async () => {
  await world.app.close()
  provider.closeAllConnections()
  provider.close()
  await database.end()
})

/** A browser over real HTTP: cookies by origin, no redirect followed by itself. */
function wanderer() {
  const jars = new Map<string, Map<string, string>>()
  return {
    jars,
    async ask(url: string, init: RequestInit = {}): Promise<Response> {
      const { origin } = new URL(url)
      const jar = jars.get(origin) ?? new Map<string, string>()
      jars.set(origin, jar)
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, ...(cookie ? { cookie } : {}) } })
      for (const line of response.headers.getSetCookie()) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        if (/Max-Age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, at))
        else jar.set(pair.slice(0, at), pair.slice(at + 1))
      }
      return response
    },
  }
}

/** Goes to the provider, signs in there as `person`, consents, and returns the address that leads back to us. */
async function walkToCallback(browser: ReturnType<typeof wanderer>, returnTo = '/desk/inbox'): Promise<string> {
  const start = await browser.ask(`${home}/api/identity/oidc/start?returnTo=${encodeURIComponent(returnTo)}`)
  expect(start.status).toBe(302)
  let url = start.headers.get('location') ?? ''
  for (let hop = 0; hop < 12 && !url.startsWith(`${home}/api/identity/oidc/callback`); hop++) {
    const page = await browser.ask(url)
    const to = page.headers.get('location')
    if (to) {
      url = new URL(to, url).href
      continue
    }
    const html = await page.text()
    const prompt = /name="prompt" value="(\w+)"/.exec(html)?.[1] ?? 'none'
    const form = new URLSearchParams({ prompt, login: person.sub, password: 'any' })
    const action = new URL(/action="([^"]+)"/.exec(html)?.[1] ?? url, url).href
    const posted = await browser.ask(action, { method: 'POST', body: form })
    url = new URL(posted.headers.get('location') ?? '', action).href
  }
  return url
}

const me = async (browser: ReturnType<typeof wanderer>) => (await (await browser.ask(`${home}/api/identity/me`)).json()).me

test('the whole code flow signs in the account of the verified e-mail, with its local post, and leads where one was going', async () => {
  const browser = wanderer()
  const start = await browser.ask(`${home}/api/identity/oidc/start`)
  const asked = new URL(start.headers.get('location') ?? '').searchParams
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('state')).toBeTruthy()
  expect(asked.get('nonce')).toBeTruthy()
  const back = await browser.ask(await walkToCallback(browser))
  expect([back.status, back.headers.get('location')]).toEqual([302, '/desk/inbox'])
  expect(await me(browser)).toMatchObject({ kind: 'staff', post: 'post-handler', account: { login: 'handler' } })
  const { oidc_subject } = await database.db
    .selectFrom('account')
    .select('oidc_subject')
    .where('login', '=', 'handler')
    .executeTakeFirstOrThrow()
  expect(oidc_subject).toMatch(/\|p-1$/)
})

test('afterwards the subject counts, whatever the e-mail says now', async () => {
  person = { sub: 'p-1', email: 'auditor@example.org', email_verified: true }
  const browser = wanderer()
  await browser.ask(await walkToCallback(browser))
  expect(await me(browser)).toMatchObject({ account: { login: 'handler' } })
})

test.each([
  ['an e-mail not verified', { sub: 'p-2', email: 'mediator@example.org', email_verified: false }],
  ['an e-mail nobody here has', { sub: 'p-3', email: 'stranger@example.org', email_verified: true }],
  ['the e-mail of an account bound to another subject', { sub: 'p-4', email: 'handler@example.org', email_verified: true }],
])('%s signs nobody in', async (_, given) => {
  person = given
  const browser = wanderer()
  const back = await browser.ask(await walkToCallback(browser))
  expect([back.status, (await back.json()).rule]).toEqual([409, 'accountIsUnknown'])
  expect((await me(browser)).kind).toBe('anonymous')
})

test('another state, another browser, a used journey or the provider’s own refusal sign nobody in', async () => {
  person = { sub: 'p-5', email: 'mediator@example.org', email_verified: true }
  const browser = wanderer()
  const callback = await walkToCallback(browser)
  const victim = wanderer()
  expect((await victim.ask(callback)).status).toBe(401)
  await victim.ask(`${home}/api/identity/oidc/start`)
  expect((await victim.ask(callback)).status).toBe(401)
  const forged = new URL(callback)
  forged.searchParams.set('state', 'another')
  const copy = wanderer()
  copy.jars.set(home, new Map(browser.jars.get(home)))
  expect((await copy.ask(forged.href)).status).toBe(401)
  expect((await browser.ask(callback)).status).toBe(302)
  expect((await me(browser)).account.login).toBe('mediator')
  expect((await browser.ask(callback)).status).toBe(401)
  const refused = wanderer()
  const start = await refused.ask(`${home}/api/identity/oidc/start`)
  const asked = new URL(start.headers.get('location') ?? '')
  const iss = encodeURIComponent(asked.origin)
  const denied = `${home}/api/identity/oidc/callback?error=access_denied&state=${asked.searchParams.get('state')}&iss=${iss}`
  expect((await refused.ask(denied)).status).toBe(401)
})

test('a journey does not lead to another site', async () => {
  person = { sub: 'p-1', email: 'handler@example.org', email_verified: true }
  const browser = wanderer()
  const back = await browser.ask(await walkToCallback(browser, '//evil.example/'))
  expect(back.headers.get('location')).toBe('/')
})
