import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type IdentityWorld, identityWorld } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

let database: TestDatabase
let world: IdentityWorld
let mobile: Browser & { readonly id: string }
let officer: Browser
beforeAll(async () => {
  database = await testDatabase()
  // Thursday 24 September 2026, 09:00 in Shenzhen: the Mid-Autumn and National Day holidays lie ahead.
  world = await identityWorld(database, {}, '2026-09-24T01:00:00Z')
  mobile = await world.asResident('13800138000')
  officer = await world.as('dpo')
  await mobile.ask('PATCH', '/api/my/profile', { name: '张三', address: '深圳市福田区园岭街道百花二路1号' })
})
afterAll(async () => {
  await world.app.close()
  await database.end()
})

const mine = '/api/my/data-requests'

test('the copy holds the own record in clear and the parts of other nouns', async () => {
  const { body, headers } = await mobile.ask('GET', '/api/my/data')
  expect(body.parts.profile).toMatchObject({ id: mobile.id, name: '张三', phone: '13800138000' })
  expect(Object.keys(body.parts)).toEqual(['profile', 'dataRequests', 'cases'])
  expect(headers['cache-control']).toBe('no-store')
})

test('a request is filed once per key, kept sealed, due after fifteen working days counted by the holidays', async () => {
  const wish = { kind: 'correction', field: 'name', wish: '我的名字应为张三丰' }
  const key = { 'idempotency-key': 'wish-1' }
  const filed = await mobile.ask('POST', mine, wish, key)
  expect(filed).toMatchObject({ status: 201, body: { state: 'open', wish: wish.wish, answer: null } })
  // 28–30 September, 8–9 October, the swapped Saturday 10, 12–16, 19–22: the fifteenth ends at 18:00 in Shenzhen.
  expect(filed.body.dueAt).toBe('2026-10-22T10:00:00.000Z')
  expect((await mobile.ask('POST', mine, wish, key)).body.id).toBe(filed.body.id)
  expect((await mobile.ask('GET', mine)).body.rows).toHaveLength(1)
  expect(JSON.stringify(await database.db.selectFrom('data_request').selectAll().execute())).not.toContain('张三丰')
  const other = await world.asResident('13800138009')
  expect((await other.ask('GET', mine)).body.rows).toEqual([])
})

describe('the privacy officer', () => {
  const open = async () => (await officer.ask('GET', '/api/data-requests')).body.rows
  const answer = (id: string, body: object) => officer.ask('POST', `/api/data-requests/${id}/answers`, body)

  test('sees open requests, and the look is shown to the resident', async () => {
    expect(await open()).toMatchObject([{ resident: mobile.id, kind: 'correction' }])
    const { rows } = (await mobile.ask('GET', '/api/my/access-log')).body
    expect(rows[0]).toMatchObject({ post: { en: 'Privacy officer' }, purpose: { en: 'Answer a data request' }, fields: ['dataRequest'] })
  })
  test('grants a correction with the right value, once', async () => {
    const [{ id }] = await open()
    expect((await answer(id, { granted: true, reason: '核对无误，予以更正' })).body.rule).toBe('correctionNeedsValue')
    expect((await open()).length).toBe(1)
    expect((await answer(id, { granted: true, reason: '核对无误，予以更正', value: '张三丰' })).status).toBe(200)
    expect((await mobile.ask('GET', '/api/my/profile')).body.name).toBe('张三丰')
    expect((await answer(id, { granted: false, reason: '再答复一次' })).body.rule).toBe('requestIsAnswered')
    expect((await mobile.ask('GET', mine)).body.rows[0]).toMatchObject({ state: 'granted', answer: '核对无误，予以更正', remedy: null })
    expect((await answer('nobody', { granted: false, reason: '没有这项' })).status).toBe(404)
  })
  test('two answers at the same moment: one counts', async () => {
    const { body } = await mobile.ask('POST', mine, { kind: 'objection', wish: '不同意用于统计' })
    const answers = await Promise.all([1, 2].map(() => answer(body.id, { granted: true, reason: '已停止使用' })))
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409])
  })
  test('refuses with reasons, and the answer names the remedy', async () => {
    const { body } = await mobile.ask('POST', mine, { kind: 'deletion', wish: '请删除我的登记' })
    expect((await answer(body.id, { granted: false, reason: '' })).status).toBe(400)
    await answer(body.id, { granted: false, reason: '事项尚在办理，依法须保存' })
    const row = (await mobile.ask('GET', mine)).body.rows.find(({ id }: { id: string }) => id === body.id)
    expect(row).toMatchObject({ state: 'refused', answer: '事项尚在办理，依法须保存' })
    expect(row.remedy).toContain('人民法院')
  })
  test('open requests are paged, soonest due first', async () => {
    for (let n = 0; n < 3; n++) {
      world.pass(86_400)
      const again = await world.asResident('13800138000')
      await again.ask('POST', mine, { kind: 'objection', wish: `第 ${n} 次` })
    }
    officer = await world.as('dpo')
    const first = (await officer.ask('GET', '/api/data-requests?limit=2')).body
    const second = (await officer.ask('GET', `/api/data-requests?limit=2&after=${first.next}`)).body
    const due = [...first.rows, ...second.rows].map((row: { dueAt: string }) => row.dueAt)
    expect(due).toHaveLength(3)
    expect([...due].sort()).toEqual(due)
    expect(second.next).toBeNull()
  })
  test('granting a deletion empties the record and ends the sessions; the phone may register anew as somebody new', async () => {
    world.pass(61)
    const before = await world.asResident('13800138000')
    const { body } = await before.ask('POST', mine, { kind: 'deletion', wish: '请删除我的登记' })
    expect((await answer(body.id, { granted: true, reason: '已删除登记信息' })).status).toBe(200)
    expect((await before.ask('GET', '/api/my/profile')).status).toBe(401)
    const row = await database.db.selectFrom('resident').selectAll().where('id', '=', before.id).executeTakeFirstOrThrow()
    const left = Object.entries(row).filter(([name, value]) => /sealed|key|masked|place/.test(name) && value !== null)
    expect(left).toEqual([])
    world.pass(61)
    expect((await world.asResident('13800138000')).id).not.toBe(before.id)
  })
})
