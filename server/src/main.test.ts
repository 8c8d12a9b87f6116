import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, connect as dial, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { freePort } from './postgres/embedded.ts'
import { program, type Program, type Variables, webProgram } from './testing/program.ts'
import { type TestDatabase, testDatabase } from './testing/index.ts'

/** The server as people run it: processes of their own, started, killed, stopped, several on one database. */
// Every test starts whole processes: on a busy machine each takes seconds to load.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 })

let database: TestDatabase
let shared: Variables
const folder = mkdtempSync(join(tmpdir(), '枫桥 main-'))
const running: Program[] = []
const keep = <P extends Program>(one: P): P => {
  running.push(one)
  return one
}

beforeAll(async () => {
  database = await testDatabase()
  shared = { DATABASE_URL: database.url, FENGQIAO_DATA: join(folder, 'data'), DATABASE_POOL: '6' }
})
afterAll(async () => {
  for (const one of running) one.kill('SIGKILL')
  await Promise.all(running.map(one => one.ended))
  await database.end()
  rmSync(folder, { recursive: true, force: true })
})

const count = async (table: string): Promise<number> => {
  const { rows } = await sql<{ n: string }>`select count(*) as n from ${sql.table(table)}`.execute(database.db)
  return Number(rows[0]?.n)
}
const until = async (what: string, done: () => Promise<boolean> | boolean, ms = 25_000): Promise<void> => {
  for (const began = Date.now(); !(await done()); await pause(50))
    if (Date.now() - began > ms) throw new Error(`waited ${ms} ms for ${what}`)
}

test('killed while loading the demo, the next start wipes the half and loads the whole', async () => {
  const cut = keep(program('main.ts', { ...shared, DEMO_CASES: '3000' }))
  await until('the first cases', async () => (await count('case_search')) >= 100)
  cut.kill('SIGKILL')
  await cut.ended
  expect(await count('case_search')).toBeLessThan(3000)
  const next = keep(program('main.ts', { ...shared, DEMO_CASES: '30', ROLE: 'web' }))
  await next.says('beginning again')
  await next.says(/API +\S+/)
  expect(await count('case_search')).toBe(30)
  expect(await database.db.selectFrom('deployment').select('demo').where('loaded_at', 'is not', null).execute()).toEqual([{ demo: true }])
  const stopped = Date.now()
  next.kill('SIGINT')
  expect(await next.ended).toMatchObject({ code: 0, err: '' })
  expect(Date.now() - stopped).toBeLessThan(5000)
})

describe('what cannot start', () => {
  const refused: [name: string, env: () => Promise<Variables> | Variables, sentence: string][] = [
    ['a port in use', async () => ({ ...shared, PORT: String(await busyPort()) }), 'is in use: stop what uses it'],
    ['a data folder that cannot be made', () => ({ FENGQIAO_DATA: join(file(), 'below') }), 'is not writable (ENOTDIR)'],
    ['a key file that is damaged', () => ({ ...shared, FENGQIAO_DATA: damagedKey() }), 'cannot be used'],
    ['a database out of reach', () => ({ ...shared, DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' }), 'cannot be reached (ECONNREFUSED)'],
    ['a wrong setting', () => ({ ...shared, IDLE_MINUTES: 'soon' }), 'The setting IDLE_MINUTES cannot be “soon”'],
  ]
  test('each says one sentence in two languages and exits 1', async () => {
    const ends = await Promise.all(
      refused.map(async ([name, env, sentence]) => ({ name, sentence, ...(await keep(program('main.ts', await env())).ended) })),
    )
    for (const { name, sentence, code, err } of ends) {
      expect(code, name).toBe(1)
      expect(err, name).toContain(sentence)
      expect(err.trim().split('\n'), name).toHaveLength(2)
      expect(err, name).toMatch(/^[^\n]*[\u4e00-\u9fff]/)
    }
  })

  test('an empty database without the demo, one sealed with another key, one of a newer version', async () => {
    const other = await testDatabase()
    const env = { ...shared, DATABASE_URL: other.url, DEMO: 'false' }
    const empty = await program('main.ts', env).ended
    await other.db
      .insertInto('deployment')
      .values({ district: '1', name_zh: '甲', name_en: 'A', demo: false, key_check: 'another' })
      .execute()
    const sealed = await program('main.ts', env).ended
    await sql`insert into migration (number, file, sha256) values (9000, '9000_later.sql', 'x')`.execute(other.db)
    const newer = await program('main.ts', env).ended
    await other.end()
    expect([empty.code, empty.err.trim().split('\n').length]).toEqual([1, 2])
    expect(empty.err).toContain('The database is empty')
    expect([sealed.code, sealed.err.trim().split('\n').length]).toEqual([1, 2])
    expect(sealed.err).toContain('is not the key this database was sealed with')
    expect([newer.code, newer.err.trim().split('\n').length]).toEqual([1, 2])
    expect(newer.err).toContain('belongs to a newer version (it has 9000_later.sql')
  })

  let holder: Server | undefined
  afterAll(() => holder?.close())
  async function busyPort(): Promise<number> {
    holder = createServer()
    await new Promise<void>(resolve => holder?.listen(0, '127.0.0.1', resolve))
    const address = holder.address()
    return typeof address === 'object' && address ? address.port : 0
  }
  const file = (): string => {
    writeFileSync(join(folder, 'file'), '')
    return join(folder, 'file')
  }
  const damagedKey = (): string => {
    mkdirSync(join(folder, 'damaged', 'keys'), { recursive: true })
    writeFileSync(join(folder, 'damaged', 'keys', 'root.key'), 'AAAA')
    return join(folder, 'damaged')
  }
})

describe('two web and two worker processes on one database', () => {
  let a: Awaited<ReturnType<typeof webProgram>>
  let b: Awaited<ReturnType<typeof webProgram>>
  let cookie: string
  beforeAll(async () => {
    const web = { ...shared, ROLE: 'web' }
    const workers = [1, 2].map(() => keep(program('main.ts', { ...shared, ROLE: 'worker' })))
    ;[a, b] = await Promise.all([webProgram(web).then(keep), webProgram(web).then(keep)])
    await Promise.all(workers.map(one => one.says('· worker')))
    const stepped = await post(a.url, '/api/demo/step-in', { login: 'pan.triage' })
    cookie = String(stepped.headers.get('set-cookie')).split(';')[0] ?? ''
  })

  test('an open screen on one hears of a matter filed on the other; it is filed once', async () => {
    const heard = listenTo(a.url, cookie)
    await heard.open
    const filed = await post(b.url, '/api/cases', drain)
    expect(filed.status).toBe(201)
    await until('the event', () => heard.said().includes('event: inbox'))
    heard.stop()
  })

  test('each missed deadline is written once, whichever worker sees it', async () => {
    const before = await missed()
    const ids = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const answer = (await (await post(b.url, '/api/cases', drain)).json()) as { id: string }
        return answer.id
      }),
    )
    await fallDue(ids)
    await until('all to be missed', async () => (await missed(ids)).length >= 6)
    await pause(1500)
    const after = await missed(ids)
    expect(after.length).toBe(new Set(after).size)
    expect((await missed()).length).toBeGreaterThanOrEqual(before.length + 6)
  })

  test('told to stop: readiness says so, a write under way is finished, streams end, all within five seconds', async () => {
    await fetch(`${a.url}/readyz`)
    const heard = listenTo(a.url, cookie)
    await heard.open
    const slow = slowPost(a.url, '/api/cases', drain)
    await pause(100)
    const stopped = Date.now()
    a.kill('SIGTERM')
    await until('503', async () => (await fetch(`${a.url}/readyz`)).status === 503, 1400)
    await pause(2000)
    slow.finish()
    expect(await slow.answer).toMatch(/^HTTP\/1.1 201/)
    await heard.ended
    const end = await a.ended
    expect([end.code, end.err]).toEqual([0, ''])
    expect(Date.now() - stopped).toBeLessThan(5000)
    await expect(fetch(`${a.url}/healthz`)).rejects.toThrow()
  })

  /** Moves every running clock of the cases into the past, in the snapshot and in the table that workers read. */
  const fallDue = (ids: readonly string[]): Promise<void> =>
    database.db.transaction().execute(async trx => {
      await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
      await sql`update case_record set state = jsonb_set(state, '{clocks}', (
          select jsonb_agg(clock || '{"due":"2026-01-05T01:00:00.000Z","wake":"2026-01-05T01:00:00.000Z"}') from jsonb_array_elements(state->'clocks') clock))
        where id = any(${ids}::uuid[])`.execute(trx)
      await sql`update deadline set due_at = '2026-01-05T01:00:00Z', wake_at = '2026-01-05T01:00:00Z' where case_id = any(${ids}::uuid[])`.execute(
        trx,
      )
    })
  const missed = (ids?: readonly string[]): Promise<string[]> =>
    database.db.transaction().execute(async trx => {
      await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
      const { rows } = await sql<{ key: string }>`select case_id || ' ' || (content->'input')::text as key from event
        where type = 'deadline.missed' and (${ids === undefined} or case_id = any(${ids ?? []}::uuid[]))`.execute(trx)
      return rows.map(({ key }) => key)
    })
})

test('behind https: secure cookies with the __Host- prefix, HSTS; no demo outbox when a gateway is set', async () => {
  const port = String(await freePort())
  const web = keep(
    await webProgram({
      ...shared,
      PORT: port,
      ROLE: 'web',
      PUBLIC_URL: 'https://fengqiao.example',
      TRUST_PROXY: 'true',
      SMS_URL: 'http://127.0.0.1:1/sms',
    }),
  )
  const stepped = await post(web.url, '/api/demo/step-in', { login: 'pan.triage' })
  expect(stepped.headers.get('set-cookie')).toMatch(/^__Host-fengqiao-staff=[^;]+;.*Path=\/; HttpOnly; Secure; SameSite=Lax/)
  expect(stepped.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
  expect((await fetch(`${web.url}/dev/outbox`)).status).toBe(404)
  for (const path of ['/', '/desk/', '/docs', '/api/demo/doors']) {
    const answer = await fetch(web.url + path)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy, path).toMatch(/script-src 'self'(;|$)/)
    expect(policy, path).toContain("object-src 'none'")
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    // A script written into the page would not run.
    expect(await answer.text(), path).not.toMatch(/<script(?![^>]*\bsrc=)|\son[a-z]+=["']/)
  }
  web.kill('SIGTERM')
  expect((await web.ended).code).toBe(0)
})

const drain = {
  procedure: 'appeal',
  place: '440399003001',
  channel: 'app',
  input: {
    service: 'petition',
    title: '小区门口下水道堵塞',
    description: '雨后积水没过脚踝，已有三天。',
    demand: '尽快疏通',
    contactPhone: '13812345678',
  },
}

const post = (url: string, path: string, body: unknown): Promise<Response> =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), 'X-Requested-With': 'fetch' },
    body: JSON.stringify(body),
  })

/** An event stream as a browser keeps it. */
function listenTo(url: string, cookie: string): { open: Promise<void>; ended: Promise<void>; said(): string; stop(): void } {
  const abort = new AbortController()
  let said = ''
  const answer = fetch(`${url}/api/events`, { headers: { cookie }, signal: abort.signal })
  const ended = answer.then(async ({ body }) => {
    const decoder = new TextDecoder()
    for await (const piece of body ?? []) said += decoder.decode(piece, { stream: true })
  })
  ended.catch(() => undefined)
  return { open: until('the stream', () => said.includes('retry:')), ended, said: () => said, stop: () => abort.abort() }
}

/** A request whose last bytes are held back. */
function slowPost(url: string, path: string, body: unknown): { finish(): void; answer: Promise<string> } {
  const { hostname, port, host } = new URL(url)
  const bytes = Buffer.from(JSON.stringify(body))
  const socket = dial(Number(port), hostname)
  const head = `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nIdempotency-Key: ${crypto.randomUUID()}\r\nContent-Length: ${bytes.length}\r\n\r\n`
  socket.write(head)
  socket.write(bytes.subarray(0, 20))
  const answer = new Promise<string>((resolve, reject) => {
    socket.once('data', data => resolve(String(data)))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('closed without an answer')))
  })
  return { finish: () => void socket.write(bytes.subarray(20)), answer }
}
