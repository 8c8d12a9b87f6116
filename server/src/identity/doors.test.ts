import { type Route, residentFields } from '@fengqiao/contract'
import { type RoleId, refusal, roleIds, text } from '@fengqiao/kernel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serve } from '../http/serve.ts'
import { type Browser, type IdentityWorld, identityWorld } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { doors } from './doors.ts'
import { makeApiKey } from './security-routes.ts'

let database: TestDatabase
let world: IdentityWorld
const people = new Map<string, Browser>()
const nobodyThere = refusal('not-found', text('没有', 'Nothing there'))

beforeAll(async () => {
  database = await testDatabase()
  // Every route of the contract is knocked at: those of other nouns stand here with nothing behind the door.
  world = await identityWorld(database, {}, undefined, app => {
    for (const route of doors)
      if (!app.hasRoute({ method: route.method, url: route.path.replaceAll(/\{(\w+)\}/g, ':$1') })) serve(app, route, () => nobodyThere)
  })
  people.set('anonymous', world.browser())
  people.set('resident', await world.asResident())
  for (const role of roleIds) people.set(role, await world.as(role))
})
afterAll(async () => {
  await world.app.close()
  await database.end()
})

const callers = ['anonymous', 'resident', ...roleIds]

/** What the first door must say, from the route's `access` alone. */
function expected({ access }: Route, caller: string): 'in' | 401 | 403 {
  if (access === 'public') return 'in'
  if (access === 'resident') return caller === 'resident' ? 'in' : 401
  if (caller === 'anonymous' || caller === 'resident') return 401
  return access === 'staff' || access.includes(caller as RoleId) ? 'in' : 403
}

/** Knocks with parameters of nobody and a body that no schema takes: a door that opens answers 400, 404 or 200, never 401 or 403. */
async function knock(route: Route, browser: Browser): Promise<'in' | 401 | 403> {
  const url = route.path.replaceAll(/\{\w+\}/g, 'nobody')
  const { status, body } = await browser.ask(route.method, url, route.method === 'GET' ? undefined : { ['not-a-field']: true })
  if (status === 401 && body.rule === 'sign-in-required' && route.access !== 'public') return 401
  return status === 403 ? 403 : 'in'
}

test('each route of the contract has its own id and its own method and path', () => {
  expect(doors.length).toBeGreaterThan(50)
  expect(new Set(doors.map(({ id }) => id)).size).toBe(doors.length)
  expect(new Set(doors.map(({ method, path }) => `${method} ${path}`)).size).toBe(doors.length)
})

// Signing out would empty the browsers that the rest of the matrix needs; it is public and tested with sign-in.
describe.each(doors.filter(({ id }) => id !== 'signOut').map(route => [`${route.method} ${route.path}`, route] as const))(
  '%s',
  (_, route) => {
    test.each(callers)('%s', async caller => {
      const browser = people.get(caller)
      if (!browser) throw new Error(`no ${caller}`)
      const cookies = new Map(browser.cookies)
      expect(await knock(route, browser)).toBe(expected(route, caller))
      for (const [name, value] of cookies) browser.cookies.set(name, value)
    })
  },
)

test('what /me calls permitted is what the doors let in', async () => {
  for (const role of roleIds) {
    const { me } = (await people.get(role)?.ask('GET', '/api/identity/me'))?.body ?? {}
    const wanted = doors.filter(route => expected(route, role) === 'in').map(({ id }) => id)
    expect(me.permissions, role).toEqual(expect.arrayContaining(wanted))
    expect(doors.filter(route => expected(route, role) !== 'in' && me.permissions.includes(route.id))).toEqual([])
  }
})

test('the three administrators are apart: none sees residents, the auditor reads logs only', () => {
  const open = (role: RoleId) => doors.filter(({ access }) => Array.isArray(access) && access.includes(role)).map(({ id }) => id)
  expect(open('auditor')).toEqual(expect.arrayContaining(['listAccessLog', 'listSecurityLog']))
  expect(doors.filter(({ id, method }) => method !== 'GET' && open('auditor').includes(id))).toEqual([])
  for (const id of ['searchResidents', 'readResident', 'unmaskResident'])
    for (const role of ['systemAdministrator', 'securityAdministrator', 'auditor'] as const) expect(open(role)).not.toContain(id)
  const both = doors.filter(({ id }) => open('systemAdministrator').includes(id) && open('securityAdministrator').includes(id))
  expect(both.filter(({ method }) => method !== 'GET')).toEqual([])
})

describe('API keys', () => {
  const ask = (key: string, headers: Record<string, string> = {}, url = '/api/identity/me') =>
    world.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${key}`, ...headers } })
  test('a key is its own caller, opens no door of people, and needs no X-Requested-With', async () => {
    const { key } = await makeApiKey(world.services, { name: 'Open311', perMinute: 100, perDay: 1000, by: null })
    expect((await ask(key)).json().me.kind).toBe('anonymous')
    expect((await ask(key, {}, '/api/residents')).statusCode).toBe(401)
    expect((await world.app.inject({ method: 'GET', url: `/api/identity/me?api_key=${key}` })).statusCode).toBe(200)
    const stored = await database.db.selectFrom('api_key').select('key_hash').execute()
    expect(stored.some(({ key_hash }) => key_hash === key)).toBe(false)
  })
  test('quotas hold per minute and per day, also for requests at the same moment', async () => {
    const { key } = await makeApiKey(world.services, { name: 'small', perMinute: 3, perDay: 5, by: null })
    const statuses = async (n: number) =>
      (await Promise.all(Array.from({ length: n }, () => ask(key)))).map(reply => reply.statusCode).sort((a, b) => a - b)
    expect(await statuses(5)).toEqual([200, 200, 200, 429, 429])
    world.pass(60)
    expect((await statuses(2))[0]).toBe(429)
    world.pass(86_400)
    expect(await statuses(2)).toEqual([200, 200])
    expect((await ask(key)).headers['retry-after']).toBeUndefined()
    expect((await ask(key)).headers['retry-after']).toBe('60')
  })
  test('an unknown or revoked key is refused, not taken for nobody', async () => {
    expect((await ask('fq_unknown')).statusCode).toBe(401)
    const security = await world.as('securityAdministrator')
    const made = await security.ask('POST', '/api/api-keys', { name: 'to be ended' })
    expect((await ask(made.body.key)).statusCode).toBe(200)
    const listed = await security.ask('GET', '/api/api-keys?limit=1')
    expect(listed.body.rows[0]).toMatchObject({ id: made.body.id, usedToday: 1, perDay: 10_000 })
    expect((await security.ask('DELETE', `/api/api-keys/${made.body.id}`)).status).toBe(200)
    expect((await ask(made.body.key)).statusCode).toBe(401)
  })
})

test('the fields that can be unmasked are those the registry keeps', () => {
  expect([...residentFields]).toEqual(['name', 'phone', 'idNumber', 'address'])
})
