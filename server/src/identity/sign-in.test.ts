import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setPassword } from '../accounts/account.ts'
import { district, type IdentityWorld, identityWorld, password } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { sweepAttempts } from './attempt-store.ts'
import { sweepSessions } from './session-store.ts'

let database: TestDatabase
let world: IdentityWorld
beforeAll(async () => {
  database = await testDatabase()
  world = await identityWorld(database)
})
afterAll(async () => {
  await world.app.close()
  await database.end()
})

const signIn = '/api/identity/sign-in'
const me = '/api/identity/me'

test('a good password opens a session with the post, its unit and what it may do', async () => {
  const desk = world.browser('fengqiao-desk')
  const answer = await desk.ask('POST', signIn, { login: 'Handler', password })
  expect(answer).toMatchObject({ status: 200, body: { next: 'full' } })
  const cookie = String(answer.headers['set-cookie'])
  expect(cookie).toMatch(/fengqiao-staff=.*HttpOnly.*SameSite=Lax/)
  expect(cookie).not.toMatch(/Secure|Max-Age/)
  const { body } = await desk.ask('GET', me)
  expect(body.me).toMatchObject({ kind: 'staff', post: 'post-handler', posts: [{ unit: 'yuanling-centre', place: '440304002' }] })
  expect(body.me.permissions).toContain('unmaskResident')
  expect(body.me.permissions).not.toContain('createAccount')
  const kept = await database.db.selectFrom('session').select('token_hash').execute()
  expect(kept.map(row => row.token_hash)).not.toContain(desk.cookies.get('fengqiao-staff'))
})

test('over https the cookie is Secure and bound to the host', async () => {
  const own = await testDatabase()
  const safe = await identityWorld(own, { https: true })
  const answer = await safe.browser().ask('POST', signIn, { login: 'handler', password })
  expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-fengqiao-staff=.*Path=\/; HttpOnly; Secure/)
  await safe.app.close()
  await own.end()
})

test('an unknown login, a wrong password and a disabled account get one and the same answer', async () => {
  await database.db.updateTable('account').set({ disabled_at: '2026-01-01T00:00:00Z' }).where('id', '=', 'account-leader').execute()
  const tries = [
    { login: 'nobody', password },
    { login: 'mediator', password: 'wrong' },
    { login: 'leader', password },
  ]
  const bodies = []
  for (const one of tries) {
    const { status, body } = await world.browser().ask('POST', signIn, one)
    expect(status).toBe(401)
    bodies.push({ ...body, instance: '' })
  }
  expect(bodies[1]).toEqual(bodies[0])
  expect(bodies[2]).toEqual(bodies[0])
})

test.each(['dispatcher', 'no-such-login'])('five wrong passwords lock %s, even for the right one, until the time is over', async login => {
  const guess = (given: string) => world.browser().ask('POST', signIn, { login, password: given })
  for (let round = 0; round < 5; round++) expect((await guess(`wrong ${round}`)).status).toBe(401)
  const locked = await guess(password)
  expect(locked).toMatchObject({ status: 429, body: { rule: 'too-many' } })
  world.pass(14 * 60)
  expect((await guess(password)).status).toBe(429)
  world.pass(2 * 60)
  expect((await guess(password)).status).toBe(login === 'dispatcher' ? 200 : 401)
})

test('guesses sent at the same moment are counted one by one', async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, round) => world.browser().ask('POST', signIn, { login: 'gridLeader', password: `wrong ${round}` })),
  )
  expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
})

test('an address that guesses at many logins is stopped; good sign-ins do not count', async () => {
  const own = await testDatabase()
  const other = await identityWorld(own)
  const guess = (login: string, given: string) => other.browser().ask('POST', signIn, { login, password: given })
  for (let round = 0; round < 3; round++) expect((await guess('handler', password)).status).toBe(200)
  for (let round = 0; round < 60; round++) expect((await guess(`login-${round}`, 'x')).status).toBe(401)
  expect((await guess('handler', password)).status).toBe(429)
  await other.app.close()
  await own.end()
})

test('the security administrator lifts a lock; nobody lifts their own', async () => {
  for (let round = 0; round < 6; round++) await world.browser().ask('POST', signIn, { login: 'frontDesk', password: 'wrong' })
  const security = await world.as('securityAdministrator')
  const listed = await security.ask('GET', '/api/accounts?search=frontDesk')
  expect(Date.parse(listed.body.rows[0].lockedUntil)).toBeGreaterThan(world.services.now().getTime())
  expect((await security.ask('DELETE', '/api/accounts/account-frontDesk/lock')).status).toBe(200)
  expect((await security.ask('DELETE', '/api/accounts/account-securityAdministrator/lock')).body.rule).toBe('notOneself')
  await world.as('frontDesk')
})

test('signing in gives a new secret and ends the session that was there before: nothing to fixate', async () => {
  const desk = await world.as('handler')
  const before = desk.cookies.get('fengqiao-staff') ?? ''
  await desk.ask('POST', signIn, { login: 'unitHead', password })
  const after = desk.cookies.get('fengqiao-staff')
  expect(after).not.toBe(before)
  const planted = world.browser()
  planted.cookies.set('fengqiao-staff', before)
  expect((await planted.ask('GET', me)).body.me.kind).toBe('anonymous')
  const invented = world.browser()
  invented.cookies.set('fengqiao-staff', 'chosen-by-somebody-else')
  await invented.ask('POST', signIn, { login: 'unitHead', password })
  expect(invented.cookies.get('fengqiao-staff')).not.toBe('chosen-by-somebody-else')
})

test('thirty idle minutes end a session, work keeps it, and twelve hours end it all the same', async () => {
  const desk = await world.as('handler')
  for (let round = 0; round < 24; round++) {
    world.pass(29 * 60)
    expect((await desk.ask('GET', me)).body.me.kind).toBe('staff')
  }
  world.pass(29 * 60)
  expect((await desk.ask('GET', me)).body.me.kind).toBe('anonymous')
  const idle = await world.as('handler')
  world.pass(31 * 60)
  expect((await idle.ask('PUT', '/api/identity/post', { post: 'post-handler' })).status).toBe(401)
})

test('the deployment sets the idle time until the security administrator does', async () => {
  const own = await testDatabase()
  const strict = await identityWorld(own, { rules: { staffIdleMinutes: 10 } })
  const desk = await strict.as('handler')
  expect((await desk.ask('GET', me)).headers['cache-control']).toBe('no-store')
  strict.pass(9 * 60)
  expect((await desk.ask('GET', me)).body.me.kind).toBe('staff')
  strict.pass(11 * 60)
  expect((await desk.ask('GET', me)).body.me.kind).toBe('anonymous')
  await strict.app.close()
  await own.end()
})

test('signing out ends this session, or every one', async () => {
  const [one, two, three] = [await world.as('mediator'), await world.as('mediator'), await world.as('mediator')]
  const secret = one.cookies.get('fengqiao-staff') ?? ''
  await one.ask('POST', '/api/identity/sign-out', {})
  expect(one.cookies.has('fengqiao-staff')).toBe(false)
  one.cookies.set('fengqiao-staff', secret)
  expect((await one.ask('GET', me)).body.me.kind).toBe('anonymous')
  expect((await two.ask('GET', me)).body.me.kind).toBe('staff')
  await two.ask('POST', '/api/identity/sign-out', { everywhere: true })
  expect((await three.ask('GET', me)).body.me.kind).toBe('anonymous')
})

test('a session ended by another process is noticed within five seconds', async () => {
  const desk = await world.as('mediator')
  expect((await desk.ask('GET', me)).body.me.kind).toBe('staff')
  await database.db
    .updateTable('session')
    .set({ ended_at: world.services.now().toISOString() })
    .where('account', '=', 'account-mediator')
    .execute()
  world.pass(5)
  expect((await desk.ask('GET', me)).body.me.kind).toBe('anonymous')
})

test('a believed session asks the database nothing', async () => {
  const desk = await world.as('mediator')
  await desk.ask('GET', me)
  const token = desk.cookies.get('fengqiao-staff') ?? ''
  const first = await world.services.sessions.find(token)
  expect(await world.services.sessions.find(token)).toBe(first)
  world.pass(5)
  expect(await world.services.sessions.find(token)).not.toBe(first)
})

test('a person with two posts switches between them, and keeps to those held', async () => {
  const valid_from = '2026-02-01T00:00:00Z'
  await database.db.insertInto('post_holder').values({ district, post: 'post-mediator', account: 'account-handler', valid_from }).execute()
  const desk = await world.as('handler')
  expect((await desk.ask('GET', me)).body.me).toMatchObject({ post: 'post-handler' })
  expect((await desk.ask('PUT', '/api/identity/post', { post: 'post-mediator' })).body).toMatchObject({ role: 'mediator' })
  expect((await desk.ask('GET', me)).body.me).toMatchObject({ post: 'post-mediator' })
  expect((await desk.ask('PUT', '/api/identity/post', { post: 'post-auditor' })).status).toBe(404)
  await database.db
    .updateTable('post_holder')
    .set({ valid_to: world.services.now() })
    .where('post', '=', 'post-mediator')
    .where('account', '=', 'account-handler')
    .execute()
  world.pass(5)
  expect((await desk.ask('GET', me)).body.me).toMatchObject({ post: 'post-handler' })
})

test('without a post there is no session', async () => {
  await database.db.updateTable('post_holder').set({ valid_to: world.services.now() }).where('account', '=', 'account-gridWorker').execute()
  expect((await world.browser().ask('POST', signIn, { login: 'gridWorker', password })).body.rule).toBe('holdsNoPost')
})

describe('password', () => {
  const change = '/api/identity/password'
  test('is changed with the old one, against the rules, and signs out everywhere else', async () => {
    const [desk, other] = [await world.as('supervisionOfficer'), await world.as('supervisionOfficer')]
    expect((await desk.ask('PUT', change, { current: 'wrong', next: 'Another-Road-2' })).status).toBe(401)
    expect((await desk.ask('PUT', change, { current: password, next: 'short' })).body.rule).toBe('passwordIsWeak')
    expect((await desk.ask('PUT', change, { current: password, next: password })).body.rule).toBe('passwordIsTheSame')
    expect((await desk.ask('PUT', change, { current: password, next: 'Another-Road-2' })).body).toEqual({ next: 'full' })
    expect((await other.ask('GET', me)).body.me.kind).toBe('anonymous')
    expect((await desk.ask('GET', me)).body.me.kind).toBe('staff')
  })
  test('a temporary one must be changed first', async () => {
    await setPassword(world.services, 'account-legalReviewer', 'Temporary-Road-9', true)
    const desk = world.browser('fengqiao-desk')
    const signedIn = await desk.ask('POST', signIn, { login: 'legalReviewer', password: 'Temporary-Road-9' })
    expect(signedIn.body.next).toBe('changePassword')
    expect((await desk.ask('GET', me)).body.me.kind).toBe('pending')
    expect((await desk.ask('PUT', change, { current: 'Temporary-Road-9', next: 'My-Own-Road-10' })).body.next).toBe('full')
    expect((await desk.ask('GET', me)).body.me.kind).toBe('staff')
  })
})

describe('language', () => {
  const ask = (header: string) => world.browser().ask('GET', me, undefined, { 'accept-language': header })
  test.each([
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN', 'zh'],
    ['fr,en;q=0.5', 'en'],
    ['fr', 'zh'],
  ])('%s reads %s', async (header, language) => expect((await ask(header)).body.language).toBe(language))
  test('a refusal speaks it', async () => {
    const answer = await world.browser().ask('POST', signIn, { login: 'x', password: 'y' }, { 'accept-language': 'en' })
    expect(answer.body.title).toBe('Login name or password is wrong')
  })
})

test('demo doors step into any role, and exist in demo mode only', async () => {
  const desk = world.browser()
  const doors = await desk.ask('GET', '/api/demo/doors')
  expect(doors.body.staff.map((one: { login: string }) => one.login)).toContain('dutyCommander')
  expect((await desk.ask('POST', '/api/demo/step-in', { login: 'dutyCommander' })).body.kind).toBe('staff')
  expect((await desk.ask('GET', me)).body.me.post).toBe('post-dutyCommander')
  expect((await desk.ask('POST', '/api/demo/step-in', { login: 'leader' })).status).toBe(404)
  const mobile = world.browser('fengqiao-resident')
  expect((await mobile.ask('POST', '/api/demo/step-in', { resident: doors.body.residents[0].id })).body.kind).toBe('resident')
  const own = await testDatabase()
  const shut = await identityWorld(own, { demo: false })
  expect((await shut.browser().ask('POST', '/api/demo/step-in', { login: 'handler' })).status).toBe(404)
  await shut.app.close()
  await own.end()
})

test('sign-ins and failures stand in the security log, untouched; a row altered by hand is seen', async () => {
  const auditor = await world.as('auditor')
  const log = await auditor.ask('GET', '/api/security-log?limit=50')
  for (const act of ['signIn.completed', 'signIn.refused', 'signIn.lockedOut', 'password.changed']) {
    const found = await database.db.selectFrom('security_log').select('id').where('act', '=', act).executeTakeFirst()
    expect(found, act).toBeDefined()
  }
  expect(log.body.rows).toHaveLength(50)
  expect(log.body.rows.every((row: { intact: boolean }) => row.intact)).toBe(true)
  expect(log.body.next).toBe(log.body.rows.at(-1).id)
  await database.db.updateTable('security_log').set({ act: 'signIn.completed' }).where('act', '=', 'signIn.lockedOut').execute()
  let after: string | null = ''
  const altered = []
  while (after !== null) {
    const page: Awaited<ReturnType<typeof auditor.ask>> = await auditor.ask(
      'GET',
      `/api/security-log?limit=100${after && `&after=${after}`}`,
    )
    altered.push(...page.body.rows.filter((row: { intact: boolean }) => !row.intact))
    after = page.body.next
  }
  expect(altered.length).toBeGreaterThan(0)
})

test('what is long over is swept', async () => {
  const later = new Date(world.services.now().getTime() + 60 * 86_400_000).toISOString()
  expect(await sweepSessions(database.db, district, later)).toBeGreaterThan(10)
  await sweepAttempts(database.db, district, later)
  expect(await database.db.selectFrom('sign_in_attempt').select('subject').execute()).toEqual([])
})
