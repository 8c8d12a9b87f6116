import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useRecoveryCode, useTotpStep } from '../accounts/store.ts'
import { district, type IdentityWorld, identityWorld, password } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { codeAt } from './totp.ts'

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

describe('second factor', () => {
  let secret = ''
  let recoveryCodes: string[] = []
  const code = () => codeAt(secret, world.services.now())
  const login = async () => {
    const desk = world.browser('fengqiao-desk')
    expect((await desk.ask('POST', signIn, { login: 'triageOfficer', password })).body).toEqual({ next: 'secondFactor' })
    return desk
  }
  const prove = (desk: Awaited<ReturnType<typeof login>>, given: string) => desk.ask('POST', '/api/identity/second-factor', { code: given })

  test('is enrolled with the password and a code, and ends other sessions', async () => {
    const [desk, other] = [await world.as('triageOfficer'), await world.as('triageOfficer')]
    expect((await desk.ask('POST', '/api/identity/totp/confirmation', { code: '123456' })).body.rule).toBe('enrolmentNotBegun')
    expect((await desk.ask('POST', '/api/identity/totp', { password: 'wrong' })).status).toBe(401)
    secret = (await desk.ask('POST', '/api/identity/totp', { password })).body.secret
    const wrong = codeAt(secret, new Date(world.services.now().getTime() - 600_000))
    expect((await desk.ask('POST', '/api/identity/totp/confirmation', { code: wrong })).status).toBe(401)
    const done = await desk.ask('POST', '/api/identity/totp/confirmation', { code: code() })
    expect(done.body.next).toBe('full')
    recoveryCodes = done.body.recoveryCodes
    expect((await other.ask('GET', me)).body.me.kind).toBe('anonymous')
    expect((await desk.ask('GET', me)).body.me.account.secondFactor).toBe(true)
    const { totp_sealed } = await database.db
      .selectFrom('account')
      .select('totp_sealed')
      .where('login', '=', 'triageOfficer')
      .executeTakeFirstOrThrow()
    expect(totp_sealed).not.toContain(secret)
  })
  test('half signed in opens no door, changes no password, and the code just used is refused', async () => {
    const desk = await login()
    const half = desk.cookies.get('fengqiao-staff')
    expect((await desk.ask('GET', me)).body.me).toEqual({ kind: 'pending', next: 'secondFactor', login: 'triageOfficer' })
    expect((await desk.ask('GET', '/api/residents')).status).toBe(401)
    expect((await desk.ask('PUT', '/api/identity/password', { current: password, next: 'Another-Road-2' })).status).toBe(401)
    expect((await desk.ask('POST', '/api/identity/totp', { password })).status).toBe(401)
    expect((await prove(desk, code())).status).toBe(401)
    world.pass(30)
    const used = code()
    expect((await prove(desk, used)).body).toEqual({ next: 'full' })
    expect(desk.cookies.get('fengqiao-staff')).not.toBe(half)
    expect((await prove(await login(), used)).status).toBe(401)
  })
  test('one code sent twice at the same moment passes once', async () => {
    world.pass(60)
    const [one, two] = [await login(), await login()]
    const answers = await Promise.all([prove(one, code()), prove(two, code())])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401])
  })
  test('also when both were judged before either was noted', async () => {
    const { db } = database
    const { recovery_hashes, totp_used_step } = await db
      .selectFrom('account')
      .selectAll()
      .where('login', '=', 'triageOfficer')
      .executeTakeFirstOrThrow()
    const step = (totp_used_step ?? 0) + 1
    const steps = await Promise.all([1, 2].map(() => useTotpStep(db, district, 'account-triageOfficer', step)))
    const [last = ''] = recovery_hashes.slice(-1)
    const codes = await Promise.all([1, 2].map(() => useRecoveryCode(db, district, 'account-triageOfficer', last)))
    for (const passed of [steps, codes]) expect(passed.filter(Boolean)).toHaveLength(1)
    world.pass(60)
  })
  test('a recovery code is good once', async () => {
    const typed = recoveryCodes[0]?.toUpperCase() ?? ''
    expect((await prove(await login(), typed)).status).toBe(200)
    expect((await prove(await login(), typed)).status).toBe(401)
  })
  test('guessing locks it, whichever session guesses', async () => {
    world.pass(3600)
    for (let round = 0; round < 5; round++) expect((await prove(await login(), 'aaaaa-bbbbb')).status).toBe(401)
    expect((await prove(await login(), code())).status).toBe(429)
  })
  test('the security administrator takes a lost one away', async () => {
    const security = await world.as('securityAdministrator')
    expect((await security.ask('DELETE', '/api/accounts/account-triageOfficer/totp')).status).toBe(200)
    await world.as('triageOfficer')
  })
  test('where it is required, it must be enrolled before anything else', async () => {
    const security = await world.as('securityAdministrator')
    const rules = (await security.ask('GET', '/api/security-settings')).body
    expect(rules).toMatchObject({ staffIdleMinutes: 30, failures: 5 })
    await security.ask('PUT', '/api/security-settings', { ...rules, secondFactorRequired: true })
    const desk = world.browser('fengqiao-desk')
    expect((await desk.ask('POST', signIn, { login: 'followUpClerk', password })).body.next).toBe('enrolSecondFactor')
    expect((await desk.ask('GET', '/api/residents')).status).toBe(401)
    const begun = await desk.ask('POST', '/api/identity/totp', { password })
    const confirmed = await desk.ask('POST', '/api/identity/totp/confirmation', { code: codeAt(begun.body.secret, world.services.now()) })
    expect(confirmed.body.next).toBe('full')
    await security.ask('PUT', '/api/security-settings', rules)
  })
})
