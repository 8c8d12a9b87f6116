import { isRefusal, type RoleId } from '@fengqiao/kernel'
import Fastify, { type FastifyInstance } from 'fastify'
import { accounts, demoDistrict, posts, units } from '../../demo/index.ts'
import { Cases, type Done } from '../cases/cases.ts'
import { readPage } from '../cases/page-store.ts'
import { type FollowServices, followJournal } from '../dispatch/follow.ts'
import { Learned } from '../dispatch/learned.ts'
import type { LearningServices } from '../dispatch/learning.ts'
import { publicTriageRoutes } from '../dispatch/public-routes.ts'
import { triageRoutes } from '../dispatch/routes.ts'
import type { Caller } from '../identity/caller.ts'
import { silentLog } from '../log/log.ts'
import type { TestDatabase } from './database.ts'
import { type DistrictWorld, districtWorld } from './district.ts'

/** The demo district with triage in service: routes by demo login, and what its workers need. Nothing is learned yet. */
export interface TriageWorld {
  readonly district: DistrictWorld
  readonly cases: Cases
  readonly learned: Learned
  readonly services: LearningServices & FollowServices
  /** A demo login, with `/role` when it is not the person's first post; none is a stranger. */
  ask(method: 'GET' | 'POST' | 'PUT', url: string, as?: string, body?: object, key?: string): Promise<{ status: number; body: Answer }>
  /** Files what a resident wrote, without a subject, with keys of the present background. */
  file(input: { title: string; description: string }, place: string): Promise<Done>
  journal(id: string): Promise<readonly { action?: string | undefined; actor: object; input: Readonly<Record<string, unknown>> }[]>
  follow(): Promise<void>
  close(): Promise<void>
}

// oxlint-disable-next-line typescript/no-explicit-any -- tests read replies of every shape
type Answer = any

export async function triageWorld(database: TestDatabase): Promise<TriageWorld> {
  const { db } = database
  const district = await districtWorld(database)
  const learned = await Learned.open(db, demoDistrict, { every: 0 })
  const cases = new Cases({ ...district.cases.services, bands: learned.bands })
  const services = { ...cases.services, learned, demo: false, log: silentLog }
  const app: FastifyInstance = Fastify()
  app.decorateRequest('caller')
  app.addHook('onRequest', async request => {
    request.caller = callerOf(String(request.headers['x-as'] ?? ''))
  })
  triageRoutes(app, { cases, learned })
  publicTriageRoutes(app, { cases, learned })
  let keys = 0
  return {
    district,
    cases,
    learned,
    services,
    ask: async (method, url, as = '', body, key = `k${keys++}`) => {
      const reply = await app.inject({ method, url, headers: { 'x-as': as, 'idempotency-key': key }, ...(body ? { payload: body } : {}) })
      return { status: reply.statusCode, body: reply.json() }
    },
    file: async (input, place) => {
      const actor = { kind: 'resident', resident: null } as const
      const filing = {
        procedure: 'appeal',
        input: { service: 'petition', ...input },
        place,
        point: [114.03, 22.52],
        channel: 'app',
        actor,
      } as const
      const done = await cases.file(filing, { scope: 'system', actor, keys: 'test', key: `f${keys++}` })
      if (isRefusal(done)) throw new Error(`filing was refused by ${done.rule}: ${JSON.stringify(done.fields ?? [])}`)
      return done
    },
    journal: async id => (await readPage(db, 'system', demoDistrict, id))?.events ?? [],
    follow: async () => {
      for (let passed = 1; passed > 0; ) passed = await followJournal(services)
    },
    close: async () => {
      await app.close()
      await learned.close()
      await district.close()
    },
  }
}

function callerOf(login: string): Caller {
  const [name, wanted] = login.split('/')
  const account = accounts.find(one => one.login === name)
  const post = posts.find(one =>
    wanted === undefined ? one.id === account?.posts[0] : account?.posts.includes(one.id) && one.role === wanted,
  )
  if (!account || !post) return { kind: 'anonymous', district: demoDistrict, language: 'zh' }
  const place = units.find(one => one.id === post.unit)?.place ?? ''
  const who = {
    accountId: account.id,
    name: account.nameZh,
    sessionId: 's',
    postId: post.id,
    role: post.role as RoleId,
    unit: post.unit,
    place,
  }
  return { kind: 'staff', district: demoDistrict, language: 'zh', ...who }
}
