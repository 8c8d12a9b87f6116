import { refusal, text } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cases } from '../cases/cases.ts'
import { sendRefusal } from '../http/problem.ts'
import { actorAt, type DistrictWorld, districtWorld, team } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type Metrics, metricsOf } from './metrics.ts'
import { watchRoutes } from './routes.ts'

let database: TestDatabase
let world: DistrictWorld
let app: FastifyInstance
let metrics: Metrics
let watch: { retire(): Promise<void> }
let questions = 0

beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  metrics = metricsOf({
    db: database.db,
    pool: database.pool,
    district: world.district,
    reference: world.reference,
    onProblem: () => undefined,
    now: () => {
      questions++
      return world.now()
    },
  })
  app = Fastify()
  app.decorateRequest('caller')
  app.get('/api/cases/:id', (_, reply) => sendRefusal(reply, refusal('not-found', text('没有', 'None'))))
  watch = watchRoutes(app, { db: database.db, metrics, streams: () => 3 })
})
afterAll(async () => {
  await app.close()
  await world.close()
  await database.end()
})

const scrape = async () => (await app.inject({ url: '/metrics' })).body

test('requests, refusals, actions, backlog and standing are told, by names that are few and no secret', async () => {
  const cases = new Cases({ ...world.cases.services, onDecision: metrics.action })
  const { id } = await world.handled()
  const as = (action: string) => cases.act(id, action, {}, { scope: 'system', actor: actorAt('handler', team), keys: 'staff:x', key: '' })
  await as('accept')
  await as('answer')
  await as('no such action')
  await app.inject({ url: '/api/cases/1' })
  world.at('2026-03-02 09:15')
  const said = await scrape()
  expect(said).toContain('fengqiao_http_request_seconds_count{route="/api/cases/:id",method="GET",status="404"} 1')
  expect(said).toContain('fengqiao_refusals_total{rule="not-found"} 1')
  expect(said).toContain('fengqiao_actions_total{procedure="appeal",action="accept",outcome="not-at-this-step"} 1')
  expect(said).toContain('fengqiao_actions_total{procedure="appeal",action="answer",outcome="bad-input"} 1')
  expect(said).toContain('fengqiao_actions_total{procedure="appeal",action="unknown",outcome="not-found"} 1')
  expect(said).toMatch(/fengqiao_outbox_rows 4\b/)
  expect(said).toMatch(/fengqiao_outbox_oldest_seconds 300\b/)
  expect(said).toContain('fengqiao_cases_open{unit_kind="urbanManagement"} 1')
  expect(said).toContain('fengqiao_event_streams 3')
  expect(said).toMatch(/fengqiao_database_connections\{state="total"\} [1-9]/)
  expect(said).toContain('fengqiao_database_up 1')
  expect(said).toContain('process_resident_memory_bytes')
  expect(said).not.toContain(id)
})

test('the database is asked once for many scrapes', async () => {
  const before = questions
  await Promise.all([scrape(), scrape(), scrape()])
  await scrape()
  expect(questions).toBe(before)
})

test('ready only while the schema is whole, the database answers and the process is not ending', async () => {
  const ready = async () => (await app.inject({ url: '/readyz' })).json()
  expect(await ready()).toEqual({ status: 'ready' })
  const { rows } = await database.pool.query('delete from migration where number = (select max(number) from migration) returning *')
  expect((await ready()).status).toMatch(/^migrations are pending: the database is at \d+, this program needs \d+$/)
  await database.pool.query('insert into migration (number, file, sha256) values ($1, $2, $3)', [
    rows[0].number,
    rows[0].file,
    rows[0].sha256,
  ])
  expect(await ready()).toEqual({ status: 'ready' })
  await watch.retire()
  const answer = await app.inject({ url: '/readyz' })
  expect(answer.statusCode).toBe(503)
  expect(answer.headers['retry-after']).toBe('5')
  expect(answer.json()).toEqual({ status: 'shutting down' })
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200)
})
