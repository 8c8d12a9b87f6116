import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grantsWithoutLook } from '../access-log/store.ts'
import { district, type IdentityWorld, identityWorld } from '../testing/identity.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { changeResident, registerByPhone } from './record.ts'

let database: TestDatabase
let world: IdentityWorld
/** 李阿婆 of the fixture, with every field. */
let granny: string
beforeAll(async () => {
  database = await testDatabase()
  world = await identityWorld(database)
  granny = (await registerByPhone(world.services, '13900139000')).id
  await changeResident(world.services, granny, { idNumber: '11010519491231002x', address: '深圳市福田区园岭街道百花二路1号' })
})
afterAll(async () => {
  await world.app.close()
  await database.end()
})

const looks = () => database.db.selectFrom('access_log').selectAll().where('district', '=', district).orderBy('id').execute()
/** What was logged since: the clock stands still, so order alone does not tell. */
const since = async (before: Awaited<ReturnType<typeof looks>>) => (await looks()).filter(row => !before.some(({ id }) => id === row.id))

describe('own record', () => {
  test('is completed and corrected, with a true identity number that nobody else has', async () => {
    const mobile = await world.asResident('13800138010')
    const patch = (body: object) => mobile.ask('PATCH', '/api/my/profile', body)
    expect((await patch({ name: '张三丰', address: '园岭街道八卦一路 2 号', language: 'en' })).body).toMatchObject({
      name: '张三丰',
      language: 'en',
    })
    expect((await patch({ idNumber: '110105194912310021' })).body.rule).toBe('idNumberIsWrong')
    expect((await patch({ idNumber: '11010519491231002X' })).body.rule).toBe('idNumberIsTaken')
    expect((await patch({ name: null })).body).toMatchObject({ name: null, address: '园岭街道八卦一路 2 号' })
  })
})

describe('registry', () => {
  const masked = { name: '李*', phone: '139****9000', idNumber: '***', address: '深圳市福田区园岭街道***' }

  test('finds by whole phone, name or identity number, masked', async () => {
    const desk = await world.as('frontDesk')
    for (const query of ['phone=13900139000', `name=${encodeURIComponent('李阿婆')}`, 'idNumber=11010519491231002x'])
      expect((await desk.ask('GET', `/api/residents?${query}`)).body.rows, query).toEqual([
        { id: granny, place: '440304002001', masked: true, ...masked },
      ])
    expect((await desk.ask('GET', `/api/residents?name=${encodeURIComponent('李')}`)).body.rows).toEqual([])
  })
  test('browsing stays inside the place of the unit', async () => {
    const far = await registerByPhone(world.services, '13900139001', { name: '李阿婆', place: '440305001001' })
    const desk = await world.as('frontDesk')
    const rows = async (query: string) => (await desk.ask('GET', `/api/residents?${query}`)).body.rows.map((row: { id: string }) => row.id)
    expect(await rows(`name=${encodeURIComponent('李阿婆')}`)).toEqual([granny])
    expect(await rows('limit=100')).not.toContain(far.id)
    expect(await rows('phone=13900139001')).toEqual([far.id])
  })
  test('is paged by key', async () => {
    for (let n = 0; n < 5; n++) await registerByPhone(world.services, `1390013910${n}`, { place: '440304002002' })
    const desk = await world.as('frontDesk')
    const seen: string[] = []
    let after: string | null = ''
    while (after !== null) {
      const page: Awaited<ReturnType<typeof desk.ask>> = await desk.ask('GET', `/api/residents?limit=2${after && `&after=${after}`}`)
      seen.push(...page.body.rows.map((row: { id: string }) => row.id))
      after = page.body.next
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(6)
  })
  test('one record needs a purpose; the last four of the number are for the handler of the matter', async () => {
    const handler = await world.as('handler')
    expect((await handler.ask('GET', `/api/residents/${granny}`)).status).toBe(400)
    const read = (query: string) => handler.ask('GET', `/api/residents/${granny}?purpose=handleMatter${query}`)
    expect((await read('')).body).toMatchObject({ ...masked, clear: [] })
    expect((await read('&case=C-1')).body.idNumber).toBe('**************002X')
    expect((await read('&case=C-2')).body.idNumber).toBe('***')
  })
})

describe('unmasking', () => {
  const ask = { purpose: 'contactPerson', reason: '回电告知到场时间', fields: ['phone'], minutes: 10 }
  const url = () => `/api/residents/${granny}/grants`

  test('shows the named fields, is logged exactly once, and a retry neither grants nor logs again', async () => {
    const desk = await world.as('handler')
    const before = await looks()
    const key = { 'idempotency-key': 'one-click' }
    const shown = await desk.ask('POST', url(), ask, key)
    expect(shown).toMatchObject({ status: 201, body: { values: { phone: '13900139000' } } })
    expect(Object.keys(shown.body.values)).toEqual(['phone'])
    const [again] = await Promise.all([desk.ask('POST', url(), ask, key), desk.ask('POST', url(), ask, key)])
    expect(again.body).toEqual(shown.body)
    const rows = await since(before)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({
      viewer: 'account-handler',
      post: 'post-handler',
      unit: 'yuanling-centre',
      resident: granny,
      fields: ['phone'],
      masked: false,
      purpose: 'contactPerson',
      reason: ask.reason,
      grant_id: shown.body.grant,
    })
  })
  test('needs purpose, reason and fields', async () => {
    const desk = await world.as('handler')
    const before = (await looks()).length
    for (const body of [
      { ...ask, purpose: 'curiosity' },
      { ...ask, reason: '' },
      { ...ask, fields: [] },
      { ...ask, fields: ['religion'] },
    ])
      expect((await desk.ask('POST', url(), body)).status).toBe(400)
    expect(await looks()).toHaveLength(before)
  })
  test('a grant is good for its account, purpose and matter, until its time; every look under it is logged', async () => {
    const desk = await world.as('handler')
    const { grant } = (await desk.ask('POST', url(), { ...ask, case: 'C-1' })).body
    const before = (await looks()).length
    const read = (who: typeof desk, query: string) => who.ask('GET', `/api/residents/${granny}?grant=${grant}&${query}`)
    const good = 'purpose=contactPerson&case=C-1'
    expect((await read(desk, good)).body).toMatchObject({ phone: '13900139000', name: '李*', clear: ['phone'] })
    expect(await looks()).toHaveLength(before + 1)
    expect((await read(desk, 'purpose=handleMatter&case=C-1')).body.rule).toBe('grantIsOver')
    expect((await read(desk, 'purpose=contactPerson&case=C-2')).body.rule).toBe('grantIsOver')
    expect((await read(desk, 'purpose=contactPerson')).body.rule).toBe('grantIsOver')
    expect((await read(await world.as('mediator'), good)).body.rule).toBe('grantIsOver')
    world.pass(10 * 60)
    expect((await read(desk, good)).body.rule).toBe('grantIsOver')
    expect(await looks()).toHaveLength(before + 1)
  })
  test('never lasts longer than the security administrator allows', async () => {
    const desk = await world.as('handler')
    const { until } = (await desk.ask('POST', url(), { ...ask, minutes: 240 })).body
    expect(Date.parse(until) - world.services.now().getTime()).toBe(30 * 60_000)
  })
})

test('every grant has its row in the log, and one whose row was taken away is named', async () => {
  expect(await grantsWithoutLook(database.db, district)).toEqual([])
  const desk = await world.as('handler')
  const ask = { purpose: 'verifyIdentity', reason: '柜台核对身份', fields: ['name'] }
  const { grant } = (await desk.ask('POST', `/api/residents/${granny}/grants`, ask)).body
  await database.db.deleteFrom('access_log').where('grant_id', '=', grant).execute()
  expect(await grantsWithoutLook(database.db, district)).toEqual([grant])
})

describe('access log', () => {
  test('residents see unit, post, time, purpose and fields of looks at themselves, not names, not others’', async () => {
    world.pass(2 * 86_400)
    const mobile = await world.asResident('13900139000')
    expect(mobile.id).toBe(granny)
    const { body } = await mobile.ask('GET', '/api/my/access-log?limit=100')
    expect(body.rows[0]).toMatchObject({
      unit: { zh: '园岭街道综治中心' },
      post: { zh: '经办人', en: 'Handler' },
      purpose: { zh: '联系本人' },
      fields: ['phone'],
      masked: false,
    })
    expect(JSON.stringify(body)).not.toMatch(/account-|王handler|回电/)
    const own = (await looks()).filter(row => row.resident === granny).length
    expect(body.rows).toHaveLength(own)
    const other = await world.asResident('13900139109')
    expect((await other.ask('GET', '/api/my/access-log')).body.rows).toEqual([])
  })
  test('a look withheld on a lawful ground shows after its end date', async () => {
    const until = new Date(world.services.now().getTime() + 3_600_000).toISOString()
    const viewer = {
      kind: 'staff',
      district,
      language: 'zh',
      accountId: 'account-leader',
      name: '',
      sessionId: 's',
      postId: 'post-leader',
      role: 'leader',
      unit: 'yuanling-centre',
      place: '440304002',
    } as const
    const withheld = { until, ground: '《个人信息保护法》第十八条' }
    await world.services.log.looks(database.db, viewer, 'r', [
      { resident: granny, fields: ['phone'], masked: false, purpose: 'emergencyHelp', withheld },
    ])
    const count = async () => {
      const mobile = await world.asResident('13900139000')
      const { body } = await mobile.ask('GET', '/api/my/access-log?limit=100')
      return body.rows.filter((row: { purpose: { en: string } }) => row.purpose.en === 'Emergency help').length
    }
    world.pass(61)
    expect(await count()).toBe(0)
    world.pass(3600)
    expect(await count()).toBe(1)
  })
  test('the auditor and the privacy officer page through it; a row altered by hand is seen', async () => {
    const auditor = await world.as('auditor')
    const first = (await auditor.ask('GET', `/api/access-log?resident=${granny}&limit=2`)).body
    expect(first.rows).toHaveLength(2)
    const second = (await auditor.ask('GET', `/api/access-log?resident=${granny}&limit=2&after=${first.next}`)).body
    expect(second.rows[0].id < first.rows[1].id).toBe(true)
    expect(first.rows.every((row: { intact: boolean }) => row.intact)).toBe(true)
    await database.db.updateTable('access_log').set({ viewer: 'account-nobody' }).where('id', '=', first.rows[0].id).execute()
    const seen = (await (await world.as('dpo')).ask('GET', `/api/access-log?resident=${granny}&limit=2`)).body
    expect(seen.rows.map((row: { intact: boolean }) => row.intact)).toEqual([false, true])
  })
})
