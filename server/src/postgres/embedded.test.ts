import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { silentLog as log } from '../log/log.ts'
import { findBinaries } from './binaries.ts'
import { initCluster, openFolder, readPasswords } from './cluster.ts'
import { type EmbeddedPostgres, startEmbedded } from './embedded.ts'
import { markOf } from './process-state.ts'
import { accountForRoot, chooseRunAs } from './run-as.ts'

let base: string
let folder: string
const running: EmbeddedPostgres[] = []
const children: ChildProcess[] = []

let seed: string
beforeAll(async () => {
  seed = mkdtempSync(join(tmpdir(), 'embedded-seed-'))
  await (await startEmbedded({ folder: join(seed, 'data', 'postgres'), log })).stop()
})
afterAll(() => rmSync(seed, { recursive: true, force: true }))

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'embedded-'))
  chmodSync(base, 0o755)
  folder = join(base, 'data', 'postgres')
})

/** A cluster that was made before: a copy takes a tenth of what initdb takes. */
function givenCluster(): void {
  execFileSync('cp', ['-a', join(seed, 'data'), join(base, 'data')])
}
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await waitFor(() => postmaster() === undefined)
  rmSync(base, { recursive: true, force: true })
})

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ folder, log })
  running.push(server)
  return server
}

async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

/** The live postmaster of the folder, if any. */
function postmaster(): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
    return markOf(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

async function waitFor(done: () => boolean): Promise<number> {
  const began = performance.now()
  while (!done()) {
    if (performance.now() - began > 15_000) throw new Error('waited 15 s in vain')
    await pause(10)
  }
  return performance.now() - began
}

/** Another Node that starts the same folder and prints the address, as whoever `before` says; rejects with its stderr. */
function startElsewhere(before: string[] = []): Promise<{ child: ChildProcess; url: string }> {
  const script = `import { startEmbedded } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)}
    import { silentLog as log } from ${JSON.stringify(new URL('../log/log.ts', import.meta.url).href)}
    try { console.log((await startEmbedded({ folder: ${JSON.stringify(folder)}, log })).url) } catch (error) { console.error(error.message); process.exit(1) }
    setInterval(() => {}, 1000)`
  const words = [...before, process.execPath, '--input-type=module-typescript', '-e', script]
  const child = spawn(words[0] ?? '', words.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], cwd: '/' })
  children.push(child)
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', chunk => {
      said += chunk
    })
    child.stdout?.on('data', chunk => String(chunk).startsWith('postgres:') && resolve({ child, url: String(chunk).trim() }))
    child.once('exit', code => reject(new Error(`exit ${code}: ${said}`)))
  })
}

test('makes a cluster, keeps what is written over a stop, and starts again in a fraction of a second', async () => {
  const first = await start()
  expect(first.made).toBe(true)
  expect(first.took).toBeLessThan(15_000)
  const [facts] = await ask(
    first.url,
    `select current_user::text as role, rolsuper, rolbypassrls, pg_get_userbyid(datdba)::text as owner, pg_encoding_to_char(encoding)::text as encoding,
      datlocprovider::text as provider, datlocale, current_setting('data_checksums') as checksums, current_setting('fsync') as fsync,
      current_setting('shared_buffers') as buffers, current_setting('max_connections') as connections, current_setting('listen_addresses') as listens,
      current_setting('unix_socket_directories') as sockets, current_setting('password_encryption') as passwords
      from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
  )
  expect(facts).toEqual({
    role: 'fengqiao',
    rolsuper: false,
    rolbypassrls: false,
    owner: 'fengqiao',
    encoding: 'UTF8',
    provider: 'b',
    datlocale: 'C.UTF-8',
    checksums: 'on',
    fsync: 'on',
    buffers: '256MB',
    connections: '100',
    listens: '127.0.0.1',
    sockets: '',
    passwords: 'scram-sha-256',
  })
  await ask(first.url, 'create extension pg_trgm; create table kept (word text)')
  await ask(first.url, `insert into kept values ('枫桥')`)
  await first.stop()
  await first.stop()
  expect(postmaster()).toBeUndefined()
  const second = await start()
  expect(second.made).toBe(false)
  expect(second.took).toBeLessThan(5_000)
  expect(await ask(second.url, 'select word from kept')).toEqual([{ word: '枫桥' }])
  expect(statSync(join(folder, 'passwords.json')).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o077).toBe(0)
})

test('nobody enters without the password, and the log keeps no statement', async () => {
  givenCluster()
  const { url } = await start()
  const wrong = new URL(url)
  wrong.password = 'guess'
  await expect(ask(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  await expect(ask(url, `select '王桂兰'::int`)).rejects.toThrow()
  const said = readFileSync(join(folder, 'postgres.log'), 'utf8')
  expect(said).toContain('invalid input syntax')
  expect(said).not.toContain('STATEMENT')
})

test('kill -9 of the program ends PostgreSQL cleanly; a start at once waits for it and loses nothing', async () => {
  givenCluster()
  const { child, url } = await startElsewhere()
  await ask(url, 'create table kept (n int); insert into kept select generate_series(1, 1000)')
  child.kill('SIGKILL')
  const server = await start()
  expect(await ask(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
  expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toContain('was not properly shut down')
})

test('kill -9 of the program, left alone: PostgreSQL is gone within seconds', async () => {
  givenCluster()
  const { child } = await startElsewhere()
  expect(postmaster()).toBeDefined()
  child.kill('SIGKILL')
  expect(await waitFor(() => postmaster() === undefined)).toBeLessThan(5_000)
})

test('kill -9 of PostgreSQL is told, and the next start recovers every committed row', async () => {
  givenCluster()
  const first = await start()
  await ask(first.url, 'create table kept (n int); insert into kept select generate_series(1, 1000)')
  process.kill(postmaster() ?? 0, 'SIGKILL')
  expect(await first.died).toBe('SIGKILL')
  const second = await start()
  expect(await ask(second.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }])
})

test('a postmaster.pid whose process is a zombie, or somebody else now, does not stand in the way', async () => {
  givenCluster()
  const first = await start()
  const pidFile = join(folder, 'cluster', 'postmaster.pid')
  const lines = readFileSync(pidFile, 'utf8').split('\n')
  await first.stop()
  // `exec` leaves a parent that never asks for its child's end.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 60'])
  children.push(parent)
  const zombie = await new Promise<number>(resolve => parent.stdout.once('data', chunk => resolve(Number(String(chunk)))))
  await waitFor(() => markOf(zombie) === undefined)
  expect(() => process.kill(zombie, 0)).not.toThrow()
  for (const pid of [zombie, process.pid]) {
    writeFileSync(pidFile, [String(pid), ...lines.slice(1)].join('\n'))
    const next = await start()
    expect(next.made).toBe(false)
    await next.stop()
  }
})

test('a folder that another live program holds is refused in one sentence, and the holder is not disturbed', async () => {
  givenCluster()
  const first = await start()
  await expect(startElsewhere()).rejects.toThrow(`in use by another running Fengqiao (process ${process.pid})`)
  await expect(start()).rejects.toThrow('in use by another running Fengqiao')
  expect(await ask(first.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

test('an initdb that was cut off leaves no half-made cluster', async () => {
  await openFolder(folder)
  mkdirSync(join(folder, 'cluster.new'))
  writeFileSync(join(folder, 'cluster.new', 'PG_VERSION'), '18')
  expect((await start()).made).toBe(true)
})

test('a role lost between initdb and its making is made again', async () => {
  givenCluster()
  const first = await start()
  await ask(new URL('/postgres', first.adminUrl).href, 'drop database fengqiao')
  await first.stop()
  expect(await ask((await start()).url, 'select current_user::text as role')).toEqual([{ role: 'fengqiao' }])
})

test('a data folder that is a file is refused in one sentence', async () => {
  writeFileSync(join(base, 'data'), '')
  await expect(start()).rejects.toThrow(/^数据目录 .* 不可写.*\nThe data folder .* is not writable \((ENOTDIR|EEXIST)\)/)
  rmSync(join(base, 'data'))
})

/** What only root can stage; an ordinary user runs the tests above, and they are the same story from the other side. */
if (process.getuid?.() === 0) {
  const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  // Under a checkout that only root may enter, an ordinary user cannot even read this file.
  const anybodyMayEnter = await runs([
    ...asNobody,
    process.execPath,
    '-e',
    `require('fs').accessSync(${JSON.stringify(import.meta.filename)})`,
  ])

  test('as root: data below a folder that only root may enter', async () => {
    chmodSync(base, 0o700)
    const server = await start()
    expect(await ask(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
    expect(statSync(join(folder, 'cluster')).uid).toBe(accountForRoot().uid)
    await server.stop()
    expect((await start()).made).toBe(false)
  })

  test('as root: the programs too below a folder that only root may enter; kill -9 is still clean', async () => {
    const binaries = await findBinaries()
    const native = join(binaries.postgres, '../..')
    chmodSync(base, 0o700)
    execFileSync('cp', ['-a', native, join(base, 'native')])
    const hidden = { initdb: join(base, 'native/bin/initdb'), postgres: join(base, 'native/bin/postgres') }
    const account = await openFolder(folder)
    const as = await chooseRunAs(hidden.postgres, folder, account)
    expect(as.before).toContain('--ambient-caps=+dac_override')
    expect(await initCluster(folder, hidden, as, account, await readPasswords(folder), true)).toBe(true)
    expect((await start()).made).toBe(false)
  })

  test('as root: where everybody may pass, PostgreSQL gets no capability', async () => {
    const { postgres } = await findBinaries()
    const account = await openFolder(folder)
    const { before } = await chooseRunAs(postgres, folder, account)
    expect(before.includes('--ambient-caps=+dac_override')).toBe(!anybodyMayEnter)
  })

  if (anybodyMayEnter) {
    test('as an ordinary user, then as root, then as the user again: the data stays the user’s', async () => {
      mkdirSync(join(base, 'data'))
      chownSync(join(base, 'data'), 65534, 65534)
      for (const before of [asNobody, [], asNobody]) {
        const { child, url } = await startElsewhere(before)
        expect(await ask(url, 'select current_user::text as role')).toEqual([{ role: 'fengqiao' }])
        child.kill('SIGKILL')
        await waitFor(() => postmaster() === undefined)
      }
      expect(statSync(join(folder, 'cluster')).uid).toBe(65534)
    })

    test('as an ordinary user: a read-only folder and another’s cluster are refused in one sentence', async () => {
      await expect(startElsewhere(asNobody)).rejects.toThrow(/exit 1: 数据目录 .* 不可写（EACCES）[^\n]*\nThe data folder [^\n]*\n$/)
      await (await start()).stop()
      chownSync(folder, 65534, 65534)
      chownSync(join(folder, 'cluster'), 0, 0)
      await expect(startElsewhere(asNobody)).rejects.toThrow('belongs to another system user')
    })
  }
}

function runs(words: string[]): Promise<boolean> {
  return new Promise(resolve => {
    const child = spawn(words[0] ?? '', words.slice(1), { stdio: 'ignore', cwd: '/' })
    child.once('error', () => resolve(false))
    child.once('exit', code => resolve(code === 0))
  })
}
