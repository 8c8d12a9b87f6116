import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type IdentityWorld, identityWorld, password } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

let database: TestDatabase
let world: IdentityWorld
let system: Browser
beforeAll(async () => {
  database = await testDatabase()
  world = await identityWorld(database)
  system = await world.as('systemAdministrator')
})
afterAll(async () => {
  await world.app.close()
  await database.end()
})

const me = '/api/identity/me'
const wang = { login: 'wang.limei', name: { zh: '王丽梅', en: 'Wang Limei' }, email: 'wang@example.org' }

test('an account is opened once, gets a post, signs in with a password to be changed, and acts', async () => {
  const key = { 'idempotency-key': 'open-wang' }
  const made = await system.ask('POST', '/api/accounts', wang, key)
  expect(made.status).toBe(201)
  const { id, temporaryPassword } = made.body
  expect((await system.ask('POST', '/api/accounts', wang, key)).body).toEqual({ id, temporaryPassword: null })
  expect((await system.ask('POST', '/api/accounts', { ...wang, login: 'WANG.limei' })).body.rule).toBe('loginIsTaken')
  expect((await system.ask('POST', '/api/accounts', { ...wang, login: 'another' })).body.rule).toBe('loginIsTaken')
  const desk = world.browser('fengqiao-desk')
  const signIn = () => desk.ask('POST', '/api/identity/sign-in', { login: wang.login, password: temporaryPassword })
  expect((await signIn()).body.rule).toBe('holdsNoPost')
  expect((await system.ask('POST', `/api/accounts/${id}/posts`, { post: 'post-mediator' })).status).toBe(201)
  expect((await system.ask('POST', `/api/accounts/${id}/posts`, { post: 'post-nowhere' })).status).toBe(404)
  expect((await signIn()).body.next).toBe('changePassword')
  await desk.ask('PUT', '/api/identity/password', { current: temporaryPassword, next: 'Lotus-Road-88' })
  expect((await desk.ask('GET', me)).body.me).toMatchObject({ post: 'post-mediator', account: { name: wang.name } })
  const listed = await system.ask('GET', `/api/accounts?search=${encodeURIComponent('丽梅')}`)
  expect(listed.body.rows).toMatchObject([{ id, login: 'wang.limei', posts: [{ id: 'post-mediator' }], lockedUntil: null }])
  expect(JSON.stringify(listed.body)).not.toMatch(/argon2|hash/)
})

test('search takes signs literally', async () => {
  expect((await system.ask('GET', '/api/accounts?search=%25')).body.rows).toEqual([])
  expect((await system.ask('GET', '/api/accounts?search=_')).body.rows).toEqual([])
})

test('the list is paged by key', async () => {
  const seen: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page: Awaited<ReturnType<typeof system.ask>> = await system.ask('GET', `/api/accounts?limit=5${after && `&after=${after}`}`)
    seen.push(...page.body.rows.map((row: { id: string }) => row.id))
    after = page.body.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toContain('account-handler')
})

test('a taken post opens nothing any more, at once in this process', async () => {
  const desk = await world.as('frontDesk')
  expect((await desk.ask('GET', '/api/residents')).status).toBe(200)
  await system.ask('DELETE', '/api/accounts/account-frontDesk/posts/post-frontDesk')
  expect((await desk.ask('GET', '/api/residents')).status).toBe(401)
  expect((await system.ask('DELETE', '/api/accounts/account-frontDesk/posts/post-frontDesk')).status).toBe(404)
  await system.ask('POST', '/api/accounts/account-frontDesk/posts', { post: 'post-frontDesk' })
  expect((await desk.ask('GET', '/api/residents')).status).toBe(200)
})

test('a post given until a moment ends by itself', async () => {
  const until = new Date(world.services.now().getTime() + 60_000).toISOString()
  await system.ask('POST', '/api/accounts/account-leader/posts', { post: 'post-dpo', until })
  const desk = await world.as('leader')
  expect((await desk.ask('PUT', '/api/identity/post', { post: 'post-dpo' })).status).toBe(200)
  expect((await desk.ask('GET', '/api/data-requests')).status).toBe(200)
  world.pass(61)
  expect((await desk.ask('GET', '/api/data-requests')).status).toBe(403)
})

test('disabling ends the sessions and shuts the door; enabling opens it', async () => {
  const desk = await world.as('gridLeader')
  const standing = '/api/accounts/account-gridLeader/standing'
  await system.ask('PUT', standing, { enabled: false, reason: '调离岗位' })
  expect((await desk.ask('GET', me)).body.me.kind).toBe('anonymous')
  expect((await world.browser().ask('POST', '/api/identity/sign-in', { login: 'gridLeader', password })).status).toBe(401)
  await system.ask('PUT', standing, { enabled: true, reason: '返岗' })
  await world.as('gridLeader')
})

test('a reset password must be changed and ends sessions', async () => {
  const desk = await world.as('unitHead')
  const { body } = await system.ask('POST', '/api/accounts/account-unitHead/password-resets')
  expect((await desk.ask('GET', me)).body.me.kind).toBe('anonymous')
  const login = (given: string) => desk.ask('POST', '/api/identity/sign-in', { login: 'unitHead', password: given })
  expect((await login(password)).status).toBe(401)
  expect((await login(body.temporaryPassword)).body.next).toBe('changePassword')
})

test('name and e-mail can be corrected; a new e-mail is not bound to the old identity at the provider', async () => {
  await database.db.updateTable('account').set({ oidc_subject: 'iss|sub' }).where('id', '=', 'account-dispatcher').execute()
  const change = (body: object) => system.ask('PATCH', '/api/accounts/account-dispatcher', body)
  expect((await change({ email: 'HANDLER@example.org' })).body.rule).toBe('loginIsTaken')
  expect((await change({ name: { zh: '李强', en: 'Li Qiang' }, email: 'li@example.org' })).status).toBe(200)
  const row = await database.db.selectFrom('account').selectAll().where('id', '=', 'account-dispatcher').executeTakeFirstOrThrow()
  expect(row).toMatchObject({ name_zh: '李强', email: 'li@example.org', oidc_subject: null })
})

describe('separation of duty', () => {
  test('nobody changes their own posts, standing or password this way', async () => {
    const own = '/api/accounts/account-systemAdministrator'
    const tries = [
      system.ask('POST', `${own}/posts`, { post: 'post-mediator' }),
      system.ask('DELETE', `${own}/posts/post-systemAdministrator`),
      system.ask('PUT', `${own}/standing`, { enabled: false, reason: '试试' }),
      system.ask('POST', `${own}/password-resets`),
    ]
    for (const { body } of await Promise.all(tries)) expect(body.rule).toBe('notOneself')
  })
  test.each([
    ['auditor', 'systemAdministrator'],
    ['auditor', 'securityAdministrator'],
    ['securityAdministrator', 'systemAdministrator'],
    ['securityAdministrator', 'auditor'],
  ])('an %s cannot also be %s', async (one, other) => {
    const answer = await system.ask('POST', `/api/accounts/account-${one}/posts`, { post: `post-${other}` })
    expect(answer.body.rule).toBe('administratorsAreSeparate')
  })
})

test('every deed of an administrator is in the security log', async () => {
  const rows = await database.db
    .selectFrom('security_log')
    .select(['act', 'actor', 'subject'])
    .where('actor', '=', 'account-systemAdministrator')
    .execute()
  const acts = new Set(rows.map(({ act }) => act))
  for (const act of [
    'account.created',
    'account.changed',
    'account.disabled',
    'account.enabled',
    'password.reset',
    'post.assigned',
    'post.ended',
  ])
    expect(acts, act).toContain(act)
})
