import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoDistrict, loadDemo, staff, unit } from '../../demo/index.ts'
import { keyringFrom } from '../identity/keyring.ts'
import { Reference } from '../reference/reference.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { accountDirectory } from './account-directory.ts'
import { importRoutes } from './routes.ts'
import { limits } from './sheet.ts'

const now = new Date('2026-03-02T10:00:00+08:00')
const keyring = keyringFrom(new Uint8Array(32).fill(7))
let database: TestDatabase
let reference: Reference
let app: FastifyInstance
let role: 'systemAdministrator' | 'handler' = 'systemAdministrator'

beforeAll(async () => {
  database = await testDatabase()
  const accounts = accountDirectory(keyring)
  await loadDemo(database.db, {
    now,
    putAccounts: async (trx, people) => {
      await accounts.put(
        trx,
        demoDistrict,
        people.map(person => ({ ...person, email: '', posts: [] })),
        now,
      )
      // The demo's account ids are the logins.
      await trx
        .updateTable('account')
        .set(eb => ({ id: eb.ref('login') }))
        .where('district', '=', demoDistrict)
        .execute()
    },
  })
  reference = await Reference.open(database.db, demoDistrict, { every: 0, clock: () => now })
  app = Fastify()
  await app.register(multipart)
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    const who = {
      accountId: staff.systemAdministrator,
      name: '',
      sessionId: 's',
      postId: 'p',
      role,
      unit: unit.districtData,
      place: demoDistrict,
    }
    request.caller = { kind: 'staff', district: demoDistrict, language: 'zh', ...who }
  })
  importRoutes(app, { db: database.db, reference, accounts, clock: () => now })
})
afterAll(async () => {
  await app.close()
  await reference.close()
  await database.end()
})

async function send(url: string, file: Uint8Array | string) {
  const form = new FormData()
  form.append('file', new Blob([typeof file === 'string' ? file : Buffer.from(file)]), 'whatever.exe')
  const body = new Response(form)
  const headers = { 'content-type': body.headers.get('content-type') ?? '', 'idempotency-key': 'k' }
  const reply = await app.inject({ method: 'POST', url, headers, payload: Buffer.from(await body.arrayBuffer()) })
  return { status: reply.statusCode, body: reply.json() }
}

const people = '登录名,姓名,英文姓名,手机,邮箱,岗位编号\nnew.person,新同事,New Person,19900009999,new@example.test,rongwan.urban.handler\n'

test('staff are imported with their posts: looked at first, then applied once', async () => {
  const looked = await send('/api/imports/accounts/dry-run', people)
  expect(looked.body).toMatchObject({ accepted: 1, rejected: [], changes: { added: 1 } })
  const applied = await send(`/api/imports/accounts?digest=${looked.body.digest}`, people)
  expect(applied.status).toBe(200)
  const holder = reference.organisation
    .postsOf(unit.rongwanUrban, 'handler')
    .flatMap(post => post.holders)
    .find(one => one.name.zh === '新同事')
  expect(holder).toBeDefined()
  const again = await send(`/api/imports/accounts?digest=${looked.body.digest}`, people)
  expect(again.body.changes).toMatchObject({ added: 0, changed: 0, same: 1 })
})

test('an e-mail of somebody else, a second administrator post and a bad phone are named', async () => {
  const { body } = await send(
    '/api/imports/accounts/dry-run',
    `login,name_zh,name_en,phone,email,posts\nother.one,甲,A,123,new@example.test,district.data.auditor;district.data.systemAdministrator\n`,
  )
  expect(body.rejected.map((one: { column: string }) => one.column).toSorted()).toEqual(['email', 'phone', 'posts'])
})

test('exports come as files that import without a change', async () => {
  for (const format of ['csv', 'xlsx']) {
    const file = await app.inject({ method: 'GET', url: `/api/exports/accounts?format=${format}` })
    expect(file.headers['content-disposition']).toContain(`accounts-2026-03-02.${format}`)
    const looked = await send('/api/imports/accounts/dry-run', file.rawPayload)
    expect(looked.body).toMatchObject({ rejected: [], changes: { added: 0, changed: 0 } })
    expect(looked.body.accepted).toBeGreaterThan(100)
  }
  const map = await app.inject({ method: 'GET', url: '/api/exports/places?format=geojson' })
  expect((await send('/api/imports/places/dry-run', map.rawPayload)).body).toMatchObject({
    rejected: [],
    changes: { added: 0, changed: 0 },
  })
})

test('oversized files and other posts are turned away', async () => {
  expect((await send('/api/imports/units/dry-run', new Uint8Array(limits.bytes + 10).fill(65))).body.rule).toBe('too-large')
  role = 'handler'
  expect((await send('/api/imports/units/dry-run', people)).status).toBe(403)
  role = 'systemAdministrator'
})
