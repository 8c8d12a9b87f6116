import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeIn, type IdentityWorld, identityWorld } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

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

const codeUrl = '/api/identity/phone-code'
const verifyUrl = `${codeUrl}/verification`

describe('signing in by phone', () => {
  test('the first time registers, the second finds; the phone is nowhere in clear', async () => {
    const mobile = world.browser('fengqiao-resident')
    const phone = '13800138001'
    expect(await mobile.ask('POST', codeUrl, { phone })).toMatchObject({ status: 202, body: { seconds: 300, again: 60 } })
    const first = await mobile.ask('POST', verifyUrl, { phone, code: codeIn(world.sent.at(-1)) })
    expect(first).toMatchObject({ status: 200, body: { registered: true } })
    expect(String(first.headers['set-cookie'])).toMatch(/fengqiao-resident=.*Max-Age=2592000/)
    expect((await mobile.ask('POST', verifyUrl, { phone, code: codeIn(world.sent.at(-1)) })).status).toBe(401)
    world.pass(61)
    const again = await world.asResident(phone)
    expect(again.id).toBe(first.body.resident)
    expect((await again.ask('GET', '/api/my/profile')).body).toMatchObject({ phone, name: null })
    const kept = await database.db.selectFrom('resident').selectAll().execute()
    expect(JSON.stringify(kept)).not.toContain(phone)
    expect(JSON.stringify(await database.db.selectFrom('phone_code').selectAll().execute())).not.toMatch(/138001380/)
  })
  test('a code is locked after five wrong tries, even for the right code', async () => {
    const phone = '13800138002'
    const mobile = world.browser('fengqiao-resident')
    await mobile.ask('POST', codeUrl, { phone })
    const code = codeIn(world.sent.at(-1))
    const wrong = code === '000000' ? '111111' : '000000'
    for (let round = 0; round < 5; round++) expect((await mobile.ask('POST', verifyUrl, { phone, code: wrong })).status).toBe(401)
    expect((await mobile.ask('POST', verifyUrl, { phone, code })).status).toBe(401)
  })
  test('guesses at the same moment share the five tries, and twenty a day lock the number', async () => {
    const phone = '13800138003'
    const mobile = world.browser('fengqiao-resident')
    for (let round = 0; round < 4; round++) {
      world.pass(61)
      expect((await mobile.ask('POST', codeUrl, { phone })).status).toBe(202)
      const wrong = codeIn(world.sent.at(-1)) === '000000' ? '111111' : '000000'
      await Promise.all(Array.from({ length: 5 }, () => mobile.ask('POST', verifyUrl, { phone, code: wrong })))
    }
    world.pass(61)
    await mobile.ask('POST', codeUrl, { phone })
    expect((await mobile.ask('POST', verifyUrl, { phone, code: codeIn(world.sent.at(-1)) })).status).toBe(429)
  })
  test('the right code sent twice at the same moment signs in once', async () => {
    const phone = '13800138007'
    const mobile = world.browser('fengqiao-resident')
    await mobile.ask('POST', codeUrl, { phone })
    const body = { phone, code: codeIn(world.sent.at(-1)) }
    const answers = await Promise.all([mobile.ask('POST', verifyUrl, body), mobile.ask('POST', verifyUrl, body)])
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401])
  })
  test('it expires after five minutes', async () => {
    const phone = '13800138004'
    const mobile = world.browser('fengqiao-resident')
    await mobile.ask('POST', codeUrl, { phone })
    world.pass(300)
    expect((await mobile.ask('POST', verifyUrl, { phone, code: codeIn(world.sent.at(-1)) })).status).toBe(401)
  })
  test('another is sent after sixty seconds, ten a day', async () => {
    const phone = '13800138005'
    const ask = () => world.browser('fengqiao-resident').ask('POST', codeUrl, { phone })
    const before = world.sent.length
    expect((await ask()).status).toBe(202)
    expect((await ask()).status).toBe(429)
    for (let round = 0; round < 12; round++) {
      world.pass(61)
      await ask()
    }
    expect(world.sent.length - before).toBe(10)
    world.pass(86_400)
    expect((await ask()).status).toBe(202)
  })
  test('one address sends sixty a day at most', async () => {
    world.pass(2 * 86_400)
    const before = world.sent.length
    for (let round = 0; round < 65; round++)
      await world.browser('fengqiao-resident').ask('POST', codeUrl, { phone: `137000000${String(round).padStart(2, '0')}` })
    expect(world.sent.length - before).toBe(60)
    world.pass(2 * 86_400)
  })
  test('an officer keeps the desk signed in beside their own resident session', async () => {
    const desk = await world.as('handler')
    await desk.ask('POST', codeUrl, { phone: '13800138006' }, { 'x-requested-with': 'fengqiao-resident' })
    const body = { phone: '13800138006', code: codeIn(world.sent.at(-1)) }
    await desk.ask('POST', verifyUrl, body, { 'x-requested-with': 'fengqiao-resident' })
    expect((await desk.ask('GET', '/api/my/profile')).status).toBe(200)
    expect((await desk.ask('GET', '/api/residents')).status).toBe(200)
    const asResident = await desk.ask('GET', '/api/identity/me', undefined, { 'x-requested-with': 'fengqiao-resident' })
    expect([asResident.body.me.kind, (await desk.ask('GET', '/api/identity/me')).body.me.kind]).toEqual(['resident', 'staff'])
  })
})
