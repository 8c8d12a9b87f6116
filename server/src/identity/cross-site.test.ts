import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type IdentityWorld, identityWorld, password } from '../testing/identity.ts'
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

const signIn = '/api/identity/sign-in'
const me = '/api/identity/me'

describe('forged writes', () => {
  const write = { method: 'PUT', url: '/api/identity/language' } as const
  test.each([
    ['no X-Requested-With', { 'x-requested-with': '' }],
    ['a foreign Origin', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['another port of the same host', { origin: 'http://localhost:81' }],
    ['what the browser calls cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is refused', async (_, headers) => {
    const desk = await world.as('handler')
    const answer = await desk.ask(write.method, write.url, { language: 'en' }, headers)
    expect(answer).toMatchObject({ status: 403, body: { rule: 'not-permitted' } })
  })
  test('also at the sign-in door itself, so that nobody is signed in as somebody else', async () => {
    const answer = await world.browser().ask('POST', signIn, { login: 'handler', password }, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
  })
  test('our own page passes', async () => {
    const desk = await world.as('handler')
    const headers = { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin' }
    expect((await desk.ask(write.method, write.url, { language: 'en' }, { ...headers, host: 'localhost:80' })).status).toBe(200)
    expect((await desk.ask('GET', me)).body.language).toBe('en')
  })
})
