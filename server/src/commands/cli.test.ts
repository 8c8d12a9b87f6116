import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from '@fengqiao/kernel'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMapping } from '../case-import/mapping.ts'
import { runCli } from '../cli.ts'
import { attachEmbedded } from '../postgres/attach.ts'
import { startEmbedded } from '../postgres/embedded.ts'
import { silentLog } from '../log/log.ts'
import { connect } from '../database/connect.ts'
import { type DistrictWorld, districtWorld } from '../testing/district.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import type { Command, Terminal } from './command.ts'

/** `fengqiao` as people run it: a process of its own, on a database of its own. */
let database: TestDatabase
let world: DistrictWorld
const folder = mkdtempSync(join(tmpdir(), 'fengqiao-cli-'))
beforeAll(async () => {
  database = await testDatabase()
  world = await districtWorld(database)
  await database.db
    .insertInto('deployment')
    .values({ district: world.district, name_zh: '枫桥区', name_en: 'Fengqiao', demo: true })
    .execute()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
  await database.end()
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

function fengqiao(args: readonly string[], env: Record<string, string> = {}): { process: ChildProcess; ended: Promise<Ended> } {
  const settings = { DATABASE_URL: database.url, FENGQIAO_DATA: join(folder, 'data'), ...env }
  const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), ...args], {
    env: { ...process.env, ...settings },
    cwd: folder,
  })
  let [out, err] = ['', '']
  child.stdout.on('data', words => {
    out += String(words)
  })
  child.stderr.on('data', words => {
    err += String(words)
  })
  return { process: child, ended: new Promise(resolve => child.once('close', code => resolve({ code, out, err }))) }
}

const message = (id: string, more: object = {}) => ({
  id,
  title: '楼下工地夜间施工',
  body: '榕树社区旁工地每晚打桩',
  time: '2020/1/6 12:09:38',
  label: '环境保护',
  raw: true,
  msgno: null,
  ...more,
})
function importOf(name: string, rows: readonly object[], ...more: string[]): string[] {
  const path = join(folder, `${name}.jsonl`)
  writeFileSync(path, rows.map(row => JSON.stringify(row)).join('\n'))
  const map = join(folder, `${name}-map.json`)
  writeFileSync(map, JSON.stringify({ ...readMapping('appeals-dev'), source: name }))
  return ['import', path, '--map', map, ...more]
}
const imported = async (source: string): Promise<number> =>
  (await database.db.selectFrom('imported').select('key').where('source', '=', source).execute()).length

test('killed in the middle, an import goes on where it was', async () => {
  const args = importOf(
    'killed',
    Array.from({ length: 400 }, (_, n) => message(`H${n}`)),
    '--batch',
    '5',
    '--dispatch',
  )
  const cut = fengqiao(args)
  while ((await imported('killed')) < 20) await new Promise(resolve => setTimeout(resolve, 20))
  cut.process.kill('SIGKILL')
  await cut.ended
  expect(await imported('killed')).toBeLessThan(400)
  const { code, out } = await fengqiao(args).ended
  expect(code).toBe(0)
  expect(out).toMatch(/400 rows: \d+ imported \(0 closed\), \d+ in already, 0 refused/)
  expect(await imported('killed')).toBe(400)
  const known = /(\d+) in already/.exec(out)?.[1]
  expect(Number(known)).toBeGreaterThanOrEqual(20)
})

test('refused rows stand beside the file, for its owner only, and the exit code says so', async () => {
  const args = importOf('refused', [message('I1'), message('I2', { time: 'yesterday' })])
  const { code, out } = await fengqiao(args).ended
  expect(code).toBe(1)
  expect(out).toContain('2 rows: 1 imported (0 closed), 0 in already, 1 refused.')
  const path = `${args[1]}.rejected.jsonl`
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    line: 2,
    key: 'I2',
    reason: { zh: '时间“yesterday”无法读取', en: 'The time “yesterday” cannot be read' },
  })
  expect(statSync(path).mode & 0o077).toBe(0)
})

test.each([
  [['import'], 'Name one file'],
  [['import', 'nothing.jsonl', '--map', 'nyc311'], 'There is no file nothing.jsonl'],
  [['import', import.meta.filename, '--map', 'no-such'], 'No mapping file or builtin mapping “no-such”'],
  [['import', import.meta.dirname, '--map', 'nyc311'], 'is not a file'],
  [['import', import.meta.filename], 'Name a mapping with --map'],
  [['import', import.meta.filename, '--map', 'nyc311', '--batch', '0'], '--batch is a whole number'],
  [['import', import.meta.filename, '--map', 'nyc311', '--colour'], '--colour'],
  [['dance'], 'There is no command “dance”'],
])('wrong use of %j is said in a sentence, exit code 2', async (args, sentence) => {
  const said: string[] = []
  expect(await runCli(args, terminal(said))).toBe(2)
  expect(said.join('\n')).toContain(sentence)
  expect(said).toHaveLength(1)
})

const terminal = (said: string[]): Terminal => ({
  out: line => said.push(line),
  err: line => said.push(line),
  progress: () => undefined,
  settle: () => undefined,
})

test('a mapping that does not fit the procedure is refused before the first row', async () => {
  const args = importOf('misfit', [message('J1')])
  writeFileSync(
    args[3] ?? '',
    JSON.stringify({ source: 'misfit', key: '{id}', input: { colour: '{title}' }, dispatch: [{ action: 'dance' }] }),
  )
  const { code, err } = await fengqiao(args).ended
  expect(code).toBe(2)
  expect(err).toContain('does not have: dance, colour')
})

test('help lists every command in both languages', async () => {
  const commands: Command[] = [{ name: 'sing', usage: '[--loud]', summary: text('唱', 'Sing'), run: async () => 0 }]
  const said: string[] = []
  expect(await runCli(['help'], terminal(said), commands)).toBe(0)
  expect(said.join('\n')).toMatch(/sing \[--loud\]\s+唱\s+Sing/)
  expect(await runCli([], terminal([]))).toBe(0)
})

test('a database without a district, and one that cannot be reached, are each one sentence and exit code 1', async () => {
  const empty = await testDatabase()
  const none = await fengqiao(importOf('none', [message('K1')]), { DATABASE_URL: empty.url }).ended
  await empty.end()
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('The database has no district yet')])
  const away = await fengqiao(importOf('none', [message('K1')]), { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' }).ended
  expect([away.code, away.err.trim().split('\n').length]).toEqual([1, 1])
})

test('a command joins the embedded PostgreSQL of a running server instead of fighting for its folder', async () => {
  const data = join(folder, 'embedded')
  expect(await attachEmbedded(join(data, 'postgres'))).toBeUndefined()
  const server = await startEmbedded({ folder: join(data, 'postgres'), log: silentLog, durable: false })
  try {
    const joined = await attachEmbedded(join(data, 'postgres'))
    expect(joined?.url).toBe(server.url)
    const { db, end } = connect(joined?.url ?? '', { max: 1 })
    expect(await db.selectNoFrom(eb => eb.val(1).as('one')).execute()).toHaveLength(1)
    await end()
  } finally {
    await server.stop()
  }
  expect(await attachEmbedded(join(data, 'postgres'))).toBeUndefined()
  expect(existsSync(join(data, 'postgres', 'owner.json'))).toBe(false)
})
