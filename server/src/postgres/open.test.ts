import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog, silentLog } from '../log/log.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type EmbeddedPostgres, freePort, startEmbedded } from './embedded.ts'
import { openDatabase, whyUnfit } from './open.ts'
import { StartupProblem } from './startup-problem.ts'

let database: TestDatabase
let folder: string
let server: EmbeddedPostgres
beforeAll(async () => {
  database = await testDatabase()
  folder = mkdtempSync(join(tmpdir(), 'open-'))
  server = await startEmbedded({ folder: join(folder, 'postgres'), log: silentLog, durable: false })
})
afterAll(async () => {
  await database.end()
  await server.stop()
  rmSync(folder, { recursive: true })
})

const open = (DATABASE_URL: string) => openDatabase({ DATABASE_URL, FENGQIAO_DATA: folder }, silentLog, 1_000)
const changed = (change: (url: URL) => void) => {
  const url = new URL(database.url)
  change(url)
  return url.href
}

test('a database that will do is used as it is', async () => {
  expect(await open(database.url)).toMatchObject({ url: database.url, embedded: false })
})

test('without DATABASE_URL the embedded one starts under FENGQIAO_DATA', async () => {
  const opened = await openDatabase({ FENGQIAO_DATA: join(folder, 'own') }, silentLog)
  expect(opened.embedded).toBe(true)
  expect(opened.adminUrl).toBeDefined()
  await opened.stop()
})

test.each([
  ['nobody listens', async () => changed(url => (url.port = String(listening))), /cannot be reached \(ECONNREFUSED\)/],
  ['no such host', async () => changed(url => (url.hostname = 'no-such-host.invalid')), /cannot be reached \((ENOTFOUND|EAI_AGAIN)\)/],
  [
    'a wrong password',
    async () => changed(url => (url.password = randomBytes(4).toString('hex'))),
    /refused the user or password in DATABASE_URL \(28P01\)/,
  ],
  ['no such database', async () => changed(url => (url.pathname = '/nowhere')), /nowhere does not exist/],
])('%s: one sentence, without the password', async (_, url, sentence) => {
  listening = await freePort()
  const problem = await open(await url()).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(StartupProblem)
  const said = (problem as StartupProblem).message
  expect(said).toMatch(sentence)
  expect(said.split('\n')).toHaveLength(2)
  expect(said).not.toContain(new URL(database.url).password)
})
let listening = 0

test('something that is not a database does not keep the start waiting for ever', async () => {
  const mute = createServer(socket => void socket.on('error', () => undefined))
  const port = await new Promise<number>(resolve => mute.listen(0, '127.0.0.1', () => resolve((mute.address() as { port: number }).port)))
  try {
    await expect(open(changed(url => ((url.port = String(port)), (url.hostname = '127.0.0.1'))))).rejects.toThrow(/cannot be reached/)
  } finally {
    mute.close()
  }
})

test('a read-only database, one whose role may not create, and one in another encoding are refused', async () => {
  const admin = new pg.Client({ connectionString: server.adminUrl })
  await admin.connect()
  try {
    await admin.query(`alter role fengqiao set default_transaction_read_only = on`)
    await expect(open(server.url)).rejects.toThrow('is read-only')
    await admin.query(`alter role fengqiao reset default_transaction_read_only`)
    await admin.query(`create role guest login password 'guest'`)
    const guest = new URL(server.url)
    guest.username = 'guest'
    guest.password = 'guest'
    await expect(open(guest.href)).rejects.toThrow('The role guest may not create tables')
    await admin.query(`create database latin owner fengqiao encoding 'LATIN1' template template0 locale_provider libc locale 'C'`)
    await expect(open(new URL('/latin', server.url).href)).rejects.toThrow('is encoded in LATIN1, UTF8 is needed')
  } finally {
    await admin.end()
  }
})

test('a role that row-level security does not bind is warned of, and so is a locale without Chinese letters', async () => {
  const lines: string[] = []
  const to = new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) })
  const admin = new pg.Client({ connectionString: server.adminUrl })
  await admin.connect()
  await admin.query(`create database plain template template0 locale_provider libc locale 'C'`).finally(() => admin.end())
  await openDatabase({ DATABASE_URL: new URL('/plain', server.adminUrl).href, FENGQIAO_DATA: folder }, createLog('warn', to))
  expect(lines.join('')).toMatch(/bypasses row-level security/)
  expect(lines.join('')).toMatch(/LC_CTYPE/)
})

test('PostgreSQL 14 is too old, 15 is not', () => {
  const good = { encoding: 'UTF8', characters: 'C.UTF-8', bypasses: false, role: 'r', mayCreate: true, readOnly: false }
  expect(whyUnfit({ ...good, version: 14 }, 'db/x')?.en).toBe(
    'The database db/x runs PostgreSQL 14, 15 or later is needed: upgrade it, or unset DATABASE_URL to use the embedded one.',
  )
  expect(whyUnfit({ ...good, version: 15 }, 'db/x')).toBeUndefined()
})
