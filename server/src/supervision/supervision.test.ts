import type { RoleId } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../identity/caller.ts'
import { actorAt, type DistrictWorld, districtWorld, team } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { supervisionRoutes } from './routes.ts'

let database: TestDatabase
let world: DistrictWorld
let app: FastifyInstance
let caller: Caller
let calm: string
let supervised: string

const as = (role: RoleId, unit: string): void => {
  const actor = actorAt(role, unit)
  if (actor.kind !== 'staff') throw new Error('not staff')
  caller = {
    kind: 'staff',
    accountId: actor.account,
    name: actor.name,
    sessionId: 's',
    postId: actor.post,
    role,
    unit,
    place: world.district,
    district: world.district,
    language: 'zh',
  }
}

beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  app = Fastify()
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    request.caller = caller
  })
  supervisionRoutes(app, { cases: world.cases })
  supervised = (await world.handled()).id
  await world.does(supervised, 'orderSupervision', 'supervisionOfficer', 'rongwan.supervision', { reason: '群众多次反映' })
  await world.does(supervised, 'assignLeader', 'supervisionOfficer', 'rongwan.supervision', {
    leaderUnit: 'district.government',
    leader: 'gao.leader',
    reason: '包案',
  })
  await world.handled()
  await world.work()
  world.at('2026-03-12 09:00')
  await world.work()
  calm = (await world.handled()).id
})
afterAll(async () => {
  await app.close()
  await world.close()
  await database.end()
})

const list = async (query: string) => (await app.inject({ url: `/api/supervision?${query}` })).json()

test('late, supervised, led by a leader, carded: each its list, and the units as they stand', async () => {
  as('supervisionOfficer', 'rongwan.supervision')
  const late = await list('view=late')
  expect(late.rows).toHaveLength(2)
  expect(late.rows.every((row: { due: { late: boolean } }) => row.due.late)).toBe(true)
  expect((await list('view=supervised')).rows.map((row: { id: string }) => row.id)).toContain(supervised)
  expect((await list('view=leader')).rows.map((row: { id: string }) => row.id)).toEqual([supervised])
  const cards = await list('view=cards')
  expect(cards.rows).toHaveLength(2)
  expect(cards.rows[0].cards.map((card: { colour: string }) => card.colour).sort()).toEqual(expect.arrayContaining(['red', 'yellow']))
  expect(cards.rows.map((row: { id: string }) => row.id)).not.toContain(calm)
  const ours = late.units.find((one: { unit: { id: string } }) => one.unit.id === team)
  expect(ours).toMatchObject({ open: 3, late: 2 })
  expect(ours.yellow).toBeGreaterThan(0)
})

test('pages follow each other without gap or repetition', async () => {
  as('supervisionOfficer', 'rongwan.supervision')
  for (const view of ['late', 'cards', 'supervised']) {
    const first = await list(`view=${view}&limit=1`)
    const second = await list(`view=${view}&limit=1&after=${first.next}`)
    const whole = await list(`view=${view}`)
    expect([...first.rows, ...second.rows].map(row => row.id)).toEqual(whole.rows.map((row: { id: string }) => row.id))
    expect(second.next).toBeNull()
  }
})

test('a unit sees its own figures and those below it, a centre those of its place, and nobody else’s cases', async () => {
  as('unitHead', team)
  expect((await list('view=late')).units.map((one: { unit: { id: string } }) => one.unit.id)).toEqual([team])
  as('dutyCommander', 'wanghai.governance')
  const elsewhere = await list('view=late')
  expect(elsewhere.rows).toEqual([])
  expect(elsewhere.units).toEqual([])
  as('handler', team)
  expect(await list('view=late')).toMatchObject({ status: 403 })
})

test('a lifted card and an ended supervision leave the list; so does a closed case', async () => {
  as('supervisionOfficer', 'rongwan.supervision')
  await world.does(supervised, 'answerSupervision', 'unitHead', team, { supervisionAnswer: '已整改完毕' })
  expect((await list('view=supervised')).rows.map((row: { id: string }) => row.id)).not.toContain(supervised)
  const marks = await database.db.selectFrom('case_mark').select(['id']).where('case_id', '=', supervised).orderBy('id').execute()
  expect(marks.map(mark => mark.id)).toContain('flag:leaderAssigned')
})
