// The real server that the journeys walk through: built screens, an empty data folder, the demo city, a free port.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export interface House {
  readonly url: string
  close(): Promise<void>
}

const root = fileURLToPath(new URL('..', import.meta.url))
const patience = 150_000

/**
 * Builds what is stale and starts the server; `FENGQIAO_E2E_URL` names a running demo to use instead.
 * Throws with the server's last words when it does not become ready.
 */
export async function openedHouse(): Promise<House> {
  const running = process.env.FENGQIAO_E2E_URL
  const house = running ? { url: running, close: async () => undefined } : await startHouse()
  try {
    await decideByHand(house.url)
  } catch (error) {
    await house.close()
    throw error
  }
  return house
}

async function startHouse(): Promise<House> {
  await build()
  const data = mkdtempSync(join(tmpdir(), 'fengqiao-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [join(root, 'server/src/main.ts')], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', FENGQIAO_DATA: data, PORT: String(port), DATABASE_URL: '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr])
    stream.setEncoding('utf8').on('data', (words: string) => (said = (said + words).slice(-4000)))
  const close = async () => {
    await stopped(server)
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await ready(url, server)
  } catch (error) {
    await close()
    throw new Error(`the server did not become ready: ${String(error)}\n${said}`)
  }
  return { url, close }
}

async function build(): Promise<void> {
  const builder = spawn(process.execPath, [join(root, 'tools/build-apps.ts')], { cwd: root, stdio: 'inherit' })
  const [code] = await once(builder, 'exit')
  if (code !== 0) throw new Error('the apps could not be built; the lines above say why')
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  const last = Date.now() + patience
  for (;;) {
    if (server.exitCode !== null) throw new Error(`it ended with code ${server.exitCode}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > last) throw new Error(`not ready within ${patience / 1000} s`)
    await pause(200)
  }
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, 'exit')
  server.kill('SIGTERM')
  await gone
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port was given')
  return address.port
}

/**
 * The commander withdraws the standing order of automatic dispatch, so that the journeys say who decides. A new demo city gives that
 * order with its first model, a while after it opens: what is withdrawn before would be given again.
 */
async function decideByHand(url: string): Promise<void> {
  const { ask } = await staffCalls(url, 'zhou.commander')
  for (const last = Date.now() + patience; ; await pause(500)) {
    const { threshold, models } = (await ask('GET', '/api/triage')) as { threshold: number; models: readonly { state: string }[] }
    if (!models.some(({ state }) => state === 'active') && Date.now() < last) continue
    await ask('PUT', '/api/triage/threshold', { threshold, automatic: false })
    return
  }
}

export interface StaffCalls {
  ask(method: string, path: string, body?: object): Promise<unknown>
  /** `name=value` of the session. */
  cookie(): string
}

/** Calls as a member of the demo's staff, for what a journey needs to find prepared; what it is about goes through the screens. */
export async function staffCalls(url: string, login: string, post?: string): Promise<StaffCalls> {
  let cookie = ''
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        'X-Requested-With': 'fengqiao-desk',
        Cookie: cookie,
        ...(body ? { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const [given] = answer.headers.getSetCookie()
    if (given) cookie = given.split(';')[0] ?? ''
    const said = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${said}`)
    return said === '' ? undefined : JSON.parse(said)
  }
  await ask('POST', '/api/demo/step-in', { login, ...(post ? { post } : {}) })
  return { ask, cookie: () => cookie }
}
