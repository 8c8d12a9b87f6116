import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seeded } from '../../demo/index.ts'
import { freePort } from '../postgres/embedded.ts'
import { drain } from '../testing/matters.ts'

/**
 * The house as it is started, killed at random moments under load, its database too. Whatever was acknowledged is there once;
 * what was not and is asked again under its key is there once too; and it starts again without anybody repairing anything.
 */
const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const place = '440399003001'
const random = seeded(20260302)
const folder = mkdtempSync(join(tmpdir(), 'fengqiao-kill-'))
let port: number
let env: NodeJS.ProcessEnv
let server: ChildProcess | undefined

beforeAll(async () => {
  port = await freePort()
  env = {
    ...process.env,
    FENGQIAO_DATA: folder,
    PORT: String(port),
    HOST: '127.0.0.1',
    DEMO: 'true',
    DEMO_CASES: '10',
    LOG_LEVEL: 'fatal',
    DATABASE_URL: '',
  }
})
afterAll(async () => {
  await ended('SIGTERM')
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
})

const address = (path: string): string => `http://127.0.0.1:${port}${path}`

async function started(): Promise<void> {
  let said = ''
  const child = spawn(process.execPath, [file('../main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  server = child
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', data => (said += String(data)))
  for (let tries = 0; tries < 400; tries++) {
    if (child.exitCode !== null) throw new Error(`it did not start: ${said}`)
    const ready = await fetch(address('/readyz')).then(
      reply => reply.ok,
      () => false,
    )
    if (ready) return
    await pause(50)
  }
  throw new Error(`it was not ready in time: ${said}`)
}

/** Sends the signal and waits until the process is gone. */
async function ended(signal: NodeJS.Signals): Promise<void> {
  const child = server
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill(signal)
  await gone
}

interface Wish {
  readonly key: string
  readonly url: string
  readonly body: string
  readonly cookie: string
  answer?: { readonly id: string; readonly revision: number }
}
const wishes: Wish[] = []

/** Undefined when the house died before it answered. */
async function ask({ key, url, body, cookie }: Wish): Promise<Wish['answer']> {
  const headers = {
    'content-type': 'application/json',
    'x-requested-with': 'fengqiao-desk',
    'idempotency-key': key,
    ...(cookie ? { cookie } : {}),
  }
  const reply = await fetch(address(url), { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
  const said = await reply?.text().catch(() => undefined)
  if (!reply || said === undefined || reply.status >= 500) return undefined
  if (reply.status >= 300) throw new Error(`${url}: ${reply.status} ${said}`)
  return JSON.parse(said) as Wish['answer']
}

async function wish(url: string, body: object, cookie = ''): Promise<Wish['answer']> {
  const made: Wish = { key: randomUUID(), url, body: JSON.stringify(body), cookie }
  wishes.push(made)
  const answer = await ask(made)
  if (answer) made.answer = answer
  return answer
}

async function signIn(): Promise<string> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'fengqiao-desk' }
  const reply = await fetch(address('/api/demo/step-in'), {
    method: 'POST',
    headers,
    body: JSON.stringify({ login: 'pan.triage', post: 'rongwan.governance.triageOfficer' }),
  })
  expect(reply.status).toBe(200)
  return reply.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}

let serial = 0
/** People file and an officer triages until the house stops answering. */
async function load(cookie: string, stopped: () => boolean): Promise<void> {
  while (!stopped()) {
    const filed = await wish('/api/cases', { procedure: 'appeal', place, input: { ...drain, title: `第 ${serial++} 件：下水道堵塞` } })
    if (!filed) return
    if (!(await wish(`/api/cases/${filed.id}/actions`, { action: 'markAccusation', input: { reason: '检举工作人员' } }, cookie))) return
  }
}

test('killed again and again under load, it loses nothing that it acknowledged and doubles nothing', { timeout: 120_000 }, async () => {
  await started()
  for (const victim of ['house', 'postmaster', 'house'] as const) {
    const cookie = await signIn()
    let over = false
    const loads = Array.from({ length: 4 }, () => load(cookie, () => over))
    await pause(200 + Math.floor(random.next() * 900))
    if (victim === 'house') await ended('SIGKILL')
    else {
      const exited = new Promise(resolve => server?.once('exit', resolve))
      process.kill(Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
      await exited
      expect(server?.exitCode).toBe(1)
    }
    over = true
    await Promise.all(loads)
    await started()
    // Nobody knows whether these happened: they are asked again under their keys.
    for (const unanswered of wishes.filter(one => !one.answer)) {
      const answer = await ask(unanswered)
      expect(answer, unanswered.url).toBeDefined()
      if (answer) unanswered.answer = answer
    }
  }
  expect(wishes.length).toBeGreaterThan(20)
  // Asked once more, everything acknowledged gets the answer it had.
  for (const one of wishes.filter((_, n) => n % 7 === 0))
    expect(await ask(one)).toMatchObject({ id: one.answer?.id, revision: one.answer?.revision })
  const { stdout } = await promisify(execFile)(process.execPath, [file('../cli.ts'), 'fsck', '--json'], { env })
  const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  expect(report).toMatchObject({ breaches: [], unsaid: 0 })
  // Each wish is one event of one case: ten cases were there before.
  const filings = wishes.filter(({ url }) => url === '/api/cases')
  expect(new Set(filings.map(({ answer }) => answer?.id)).size).toBe(filings.length)
  expect(new Set(wishes.map(({ answer }) => `${answer?.id} ${answer?.revision}`)).size).toBe(wishes.length)
  expect(report.cases).toBe(10 + filings.length)
})
