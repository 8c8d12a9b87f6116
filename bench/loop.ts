import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import os from 'node:os'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { growTo, startTestPostgres } from '@fengqiao/server/testing'
import pg from 'pg'
import { BenchClient } from './client.ts'
import { percentiles, round } from './percentiles.ts'
import { tpcb } from './tpcb.ts'

/**
 * The closed loop over HTTP: file, triage, dispatch, accept, answer, quality check, rating; every caller signed in, every check on,
 * durable commits. Rates are given in ratio to TPC-B on the same server in the same run, before and after.
 */
const perLifecycle = 7
const password = 'Fengqiao-2026'
const main = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))

interface Staff {
  readonly triage: BenchClient
  readonly dispatcher: BenchClient
  readonly handler: BenchClient
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      sizes: { type: 'string', default: '10000,1000000' },
      seconds: { type: 'string', default: '20' },
      lanes: { type: 'string', default: '16' },
      web: { type: 'string', default: '1' },
      profile: { type: 'string' },
      database: { type: 'string' },
      folder: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const seconds = Number(values.seconds)
  // --database keeps what it grows: a million cases need not be loaded for each run. Its keys are in --folder.
  const postgres = values.database ? { url: values.database, stop: async () => undefined } : await startTestPostgres({ durable: true })
  const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'fengqiao-bench-'))
  const results: Record<string, unknown>[] = []
  try {
    const url = values.database ?? (await benchDatabase(postgres.url))
    for (const size of values.sizes.split(',').map(Number)) {
      const grown = await growTo(url, folder, size, (done, rate) =>
        process.stderr.write(`\r${done} of ${size} cases, ${Math.round(rate)}/s   `),
      )
      process.stderr.write('\n')
      const before = await tpcb(postgres.url, Math.max(5, Math.round(seconds / 2)))
      const servers = await startServers(url, folder, Number(values.web), values.profile)
      const { loop, reads } = await measured(servers, seconds, Number(values.lanes), before.tps)
      const after = await tpcb(postgres.url, Math.max(5, Math.round(seconds / 2)))
      const tps = (before.tps + after.tps) / 2
      const { found: _, ...rates } = loop
      results.push({
        cases: size,
        ...rates,
        tpcb: round(tps, 0),
        tpcbBy: before.by,
        ratio: round(loop.actionsPerSecond / tps),
        reads,
        bytesPerCase: await bytesPerCase(url),
        loadedPerSecond: round(grown, 0),
      })
      console.log(JSON.stringify(results.at(-1), null, 2))
    }
    console.log(
      JSON.stringify({ bench: 'loop', machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}`, web: Number(values.web), results }),
    )
  } finally {
    await postgres.stop()
    if (!values.folder) rmSync(folder, { recursive: true, force: true })
  }
}

/** Stops the servers whatever happens: a profile is written when they end. */
async function measured(servers: { ports: number[]; stop(): Promise<void> }, seconds: number, lanes: number, tps: number) {
  try {
    const loop = await measureLoop(servers.ports, seconds, lanes)
    process.stderr.write(`${loop.lifecyclesPerSecond} lifecycles/s, ${loop.actionsPerSecond} actions/s; TPC-B ${Math.round(tps)}/s\n`)
    return { loop, reads: await measureReads(servers.ports[0] ?? 0, loop.found) }
  } finally {
    await servers.stop()
  }
}

async function benchDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop database if exists bench_loop with (force)')
  await client.query('create database bench_loop')
  await client.end()
  const target = new URL(url)
  target.pathname = '/bench_loop'
  return target.href
}

async function startServers(
  url: string,
  folder: string,
  web: number,
  profile: string | undefined,
): Promise<{ ports: number[]; stop(): Promise<void> }> {
  const children: ChildProcess[] = []
  const ports: number[] = []
  for (let n = 0; n < web; n++) {
    const port = await freePort()
    const env = {
      ...process.env,
      DATABASE_URL: url,
      FENGQIAO_DATA: folder,
      PORT: String(port),
      LOG_LEVEL: 'error',
      ROLE: n === 0 ? 'all' : 'web',
    }
    const child = spawn(process.execPath, [...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []), main], {
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    children.push(child)
    ports.push(port)
    await ready(port, child)
  }
  const stop = async (): Promise<void> => {
    await Promise.all(children.map(child => new Promise(resolve => child.once('exit', resolve) && child.kill('SIGTERM'))))
  }
  return { ports, stop }
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = http.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

async function ready(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it was ready; its message stands above`)
    const answered = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    if (answered?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('The server was not ready within a minute')
}

async function measureLoop(ports: readonly number[], seconds: number, lanes: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: lanes * 2 })
  const staffs = await Promise.all(
    ports.map(async port => ({
      port,
      triage: await new BenchClient(port, agent).signIn('pan.triage', password, 'triageOfficer'),
      dispatcher: await new BenchClient(port, agent).signIn('wu.dispatcher', password, 'dispatcher'),
      handler: await new BenchClient(port, agent).signIn('huang.handler', password, 'handler'),
    })),
  )
  const latencies = new Map<string, number[]>()
  const found: string[] = []
  let lifecycles = 0
  let until = Date.now() + 3000
  let counting = false
  const lane = async (index: number): Promise<void> => {
    const staff = staffs[index % staffs.length]
    if (!staff) return
    const resident = new BenchClient(staff.port, agent)
    while (Date.now() < until) {
      const id = await lifecycle(staff, resident, (name, ms) => counting && latencies.set(name, [...(latencies.get(name) ?? []), ms]))
      if (counting) {
        lifecycles++
        if (found.length < 200) found.push(id)
      }
    }
  }
  const all = (): Promise<unknown> => Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
  await all()
  counting = true
  const began = Date.now()
  until = began + seconds * 1000
  await all()
  const took = (Date.now() - began) / 1000
  agent.destroy()
  return {
    lifecyclesPerSecond: round(lifecycles / took, 1),
    actionsPerSecond: round((lifecycles * perLifecycle) / took, 0),
    ms: Object.fromEntries([...latencies].map(([name, samples]) => [name, percentiles(samples)])),
    found,
  }
}

async function lifecycle(staff: Staff, resident: BenchClient, note: (name: string, ms: number) => void): Promise<string> {
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now()
    const result = await work()
    note(name, performance.now() - began)
    return result
  }
  const filing = {
    procedure: 'appeal',
    place: '440399003',
    input: {
      service: 'hazard',
      title: '路灯不亮影响夜间通行',
      description: '榕湾街道书院街一排路灯坏了好几天，晚上老人小孩走路很危险，请尽快维修。',
    },
  }
  const { id, queryCode } = await timed('file', () => resident.must<{ id: string; queryCode: string }>('POST', '/api/cases', filing))
  const act = (who: BenchClient, action: string, input: unknown) =>
    timed(action, () => who.must('POST', `/api/cases/${id}/actions`, { action, input }))
  await act(staff.triage, 'triage', { subject: 'road.lighting', grade: 'general', kind: 'appeal' })
  await act(staff.dispatcher, 'dispatch', { unit: 'rongwan.urban', reason: '权责清单：道路照明由街道综合行政执法队牵头' })
  await act(staff.handler, 'accept', {})
  await act(staff.handler, 'answer', {
    finding: '经现场核查，该路段路灯线路故障，情况属实。',
    opinion: '已于当日更换线路并恢复照明，后续列入巡查。',
  })
  await act(staff.dispatcher, 'passCheck', {})
  await timed('rate', () =>
    resident.must('POST', '/api/track/actions', { action: 'rateResolved', input: { satisfaction: 5 } }, { 'query-code': queryCode }),
  )
  return id
}

/** The screens people wait for, one after another, as one signed-in officer. */
async function measureReads(port: number, ids: readonly string[]) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })
  const officer = await new BenchClient(port, agent).signIn('wu.dispatcher', password, 'dispatcher')
  const commander = await new BenchClient(port, agent).signIn('zhou.commander', password, 'dutyCommander')
  const words = ['噪声', '路灯', '停车 占用', '电动车 楼道', '拖欠工资', '油烟', '物业 收费', '积水', '消防通道', '井盖 破损']
  const screens: Record<string, (n: number) => Promise<unknown>> = {
    inbox: () => officer.must('GET', '/api/inbox?limit=20'),
    inboxUnit: () => commander.must('GET', '/api/inbox?view=unit&limit=20'),
    counts: () => officer.must('GET', '/api/inbox/counts'),
    search: n => officer.must('GET', `/api/search?limit=20&q=${encodeURIComponent(words[n % words.length] ?? '')}`),
    searchDistrict: n => commander.must('GET', `/api/search?limit=20&q=${encodeURIComponent(words[n % words.length] ?? '')}`),
    newest: () => commander.must('GET', '/api/search?limit=20'),
    casePage: n => officer.must('GET', `/api/cases/${ids[n % ids.length]}`),
    statistics: () => commander.must('GET', '/api/statistics/appeal'),
  }
  const out: Record<string, unknown> = {}
  for (const [name, ask] of Object.entries(screens)) {
    const samples: number[] = []
    for (let n = 0; n < 210; n++) {
      const began = performance.now()
      await ask(n)
      if (n >= 10) samples.push(performance.now() - began)
    }
    out[name] = percentiles(samples)
  }
  agent.destroy()
  return out
}

async function bytesPerCase(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ bytes: number }>(`
    select (select sum(pg_total_relation_size(oid)) from pg_class where relkind = 'r' and relname in
      ('case_record', 'event', 'assignment', 'deadline', 'case_reporter', 'case_search', 'outbox', 'reply', 'notice', 'access_log'))::float8
      / greatest(1, (select reltuples from pg_class where relname = 'case_record')) as bytes`)
  await client.end()
  return Math.round(rows[0]?.bytes ?? 0)
}
