import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RoleId } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { workDeadlines } from '../deadlines/worker.ts'
import { loadDemoCity } from '../deployment/demo.ts'
import { type FsckReport, fsck } from '../fsck/fsck.ts'
import { type House, openDoors, openHouse } from '../house/house.ts'
import { openKeyring } from '../identity/keyring.ts'
import { silentLog } from '../log/log.ts'
import { sendDueNotices } from '../notices/send.ts'
import { workOutbox } from '../outbox/worker.ts'
import { readSettings } from '../settings/read.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { loadFixtureCity, type Seat } from './fixture-ground.ts'
import { type Client, clientOf, type Transport } from './http-client.ts'

export type { Client, Reply } from './http-client.ts'

export interface TestHouseOptions {
  /** The kernel's fixture city (the default), whose stories can be replayed, or the demo city with its staff and residents. */
  readonly ground?: 'fixture' | 'demo'
  /** Shanghai time at the start. */
  readonly at?: string
  /** Posts beyond the fixture city's own, each held by an account `unit.role`. */
  readonly seats?: readonly Seat[]
  /** Listens on a free port and is asked over a real socket. */
  readonly socket?: boolean
}

/** A whole house with its doors open on a database of its own, and a clock that stands until it is set. */
export interface TestHouse {
  readonly house: House
  readonly app: FastifyInstance
  readonly database: TestDatabase
  readonly clock: { now: Date }
  /** Residents of the fixture city: its own id → the id in the registry. */
  readonly residents: ReadonlyMap<string, string>
  /** Sets the clock to a Shanghai time, `2026-03-02 09:10`. */
  at(local: string): void
  /** Signed in as an account (in one of its posts), or as whoever holds a post. Signs in again when the session has run out. */
  as(who: string | { readonly unit: string; readonly role: RoleId }, role?: RoleId): Promise<Client>
  /** Signed in by a code sent to the phone. */
  resident(phone: string): Promise<Client & { readonly id: string }>
  /** Nobody known. */
  readonly anonymous: Client
  /** Fires every clock due at the present hour, then takes the whole outbox. */
  workUntilQuiet(): Promise<{ fired: number; taken: number; sent: number }>
  fsck(): Promise<FsckReport>
  close(): Promise<void>
}

export async function testHouse({
  ground = 'fixture',
  at = '2026-03-02 08:00',
  seats = [],
  socket = false,
}: TestHouseOptions = {}): Promise<TestHouse> {
  const clock = { now: shanghai(at) }
  const now = (): Date => clock.now
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-house-'))
  const keyring = await openKeyring(folder)
  const made =
    ground === 'fixture'
      ? await loadFixtureCity(database.db, keyring, clock.now, seats)
      : await loadDemoCity(database.db, keyring, clock.now)
  if (!made) throw new Error('the test database already held a city')
  const { deployment } = made
  const settings = readSettings({ FENGQIAO_DATA: folder, PORT: '0' })
  const house = await openHouse({ database, deployment, settings, log: silentLog, now })
  const doors = await openDoors(house, { databaseUrl: database.url })
  await doors.app.ready()
  const transport = socket ? overSocket(await doors.app.listen({ port: 0, host: '127.0.0.1' })) : overInject(doors.app)
  const { organisation } = house.reference
  const { district } = deployment
  const staff = new Map<string, Promise<Client>>()
  const known = new Map<string, Promise<Client & { readonly id: string }>>()

  const stepIn = async (login: string, post: string | undefined): Promise<Client> => {
    const client = clientOf(transport, 'fengqiao-desk', async fresh => {
      const { status, body } = await fresh('POST', '/api/demo/step-in', { login, ...(post ? { post } : {}) })
      if (status !== 200) throw new Error(`${login} could not step in: ${JSON.stringify(body)}`)
    })
    await client.signIn()
    return client
  }

  const byPhone = async (phone: string): Promise<Client & { readonly id: string }> => {
    let id = ''
    const client = clientOf(transport, 'fengqiao-resident', async fresh => {
      // Somebody who is known already steps in by the demo's door: codes are for the first time, and few a day.
      const { status, body } =
        id && made.residents.size > 0 ? await fresh('POST', '/api/demo/step-in', { resident: id }) : await withCode(fresh, phone)
      if (status !== 200) throw new Error(`${phone} could not sign in: ${JSON.stringify(body)}`)
      id ||= String(body.resident)
    })
    await client.signIn()
    return { ...client, id }
  }

  const withCode = async (fresh: Client['ask'], phone: string) => {
    const asked = await fresh('POST', '/api/identity/phone-code', { phone })
    if (asked.status >= 300) return asked
    const sent = await database.db
      .selectFrom('local_message')
      .select('body')
      .where('address', '=', phone)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow()
    return fresh('POST', '/api/identity/phone-code/verification', { phone, code: /\d{6}/.exec(sent.body)?.[0] ?? '' })
  }

  return {
    house,
    app: doors.app,
    database,
    clock,
    residents: made.residents,
    at: local => {
      clock.now = shanghai(local)
    },
    as: (who, role) => {
      const login = typeof who === 'string' ? who : organisation.holders(who.unit, who.role)[0]
      const wanted = typeof who === 'string' ? role : who.role
      if (!login) throw new Error(`nobody holds ${JSON.stringify(who)}`)
      const post = organisation
        .heldBy(login)
        .find(one => (wanted === undefined || one.role === wanted) && (typeof who === 'string' || one.unit === who.unit))?.id
      return remembered(staff, `${login} ${post}`, () => stepIn(login, post))
    },
    resident: phone => remembered(known, phone, () => byPhone(phone)),
    anonymous: clientOf(transport, 'fengqiao-resident', async () => undefined),
    workUntilQuiet: async () => {
      const { db } = database
      const { reference, cases } = house
      let [fired, taken, sent] = [0, 0, 0]
      for (let more = 1; more > 0; fired += more) more = await workDeadlines(cases, silentLog, clock.now)
      for (let more = 1; more > 0; taken += more)
        more = await workOutbox({ db, district, reference, procedures: cases.services.procedures, now, log: silentLog }, 500)
      for (let more = 1; more > 0; sent += more) more = (await sendDueNotices(house.post, clock.now.toISOString(), 500)).taken
      return { fired, taken, sent }
    },
    fsck: () => {
      const { procedures, holidays } = house.cases.services
      return fsck({
        db: database.db,
        district,
        procedures,
        holidays: holidays(),
        org: house.cases.world().org,
        log: house.identity.log,
        now,
        blobs: house.blobs,
      })
    },
    close: async () => {
      await doors.close()
      await house.close()
      await database.end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const shanghai = (local: string): Date => new Date(`${local.replace(' ', 'T')}:00+08:00`)

function remembered<T>(map: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

const overInject =
  (app: FastifyInstance): Transport =>
  async ({ method, url, headers, payload }) => {
    const reply = await app.inject({ method: method as 'GET', url, headers: { ...headers }, ...(payload === undefined ? {} : { payload }) })
    return {
      status: reply.statusCode,
      headers: new Headers(flat(reply.headers)),
      cookies: [reply.headers['set-cookie'] ?? []].flat(),
      raw: reply.rawPayload,
    }
  }

const flat = (headers: Readonly<Record<string, string | string[] | number | undefined>>): [string, string][] =>
  Object.entries(headers).flatMap(([name, value]) => (value === undefined || name === 'set-cookie' ? [] : [[name, String(value)]]))

const overSocket =
  (address: string): Transport =>
  async ({ method, url, headers, payload }) => {
    const reply = await fetch(`${address}${url}`, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      ...(payload === undefined ? {} : { body: typeof payload === 'string' ? payload : new Uint8Array(payload) }),
    })
    return {
      status: reply.status,
      headers: reply.headers,
      cookies: reply.headers.getSetCookie(),
      raw: Buffer.from(await reply.arrayBuffer()),
    }
  }
