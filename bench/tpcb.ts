import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'

/**
 * TPC-B-like transactions per second on a server: Debian's pgbench where it is installed, else its five statements from Node,
 * said so in the result. Makes and drops its own database.
 */
export async function tpcb(url: string, seconds: number): Promise<{ tps: number; by: 'pgbench' | 'node' }> {
  const target = await freshDatabase(url)
  try {
    return (await byPgbench(target, seconds)) ?? { tps: await byNode(target, seconds), by: 'node' }
  } finally {
    await drop(url)
  }
}

async function freshDatabase(url: string): Promise<string> {
  await drop(url)
  await admin(url, 'create database bench_tpcb')
  const target = new URL(url)
  target.pathname = '/bench_tpcb'
  return target.href
}

/** An autovacuum worker may be in it, which only a superuser may end: wait for it. */
async function drop(url: string, tries = 40): Promise<void> {
  try {
    await admin(url, 'drop database if exists bench_tpcb')
  } catch (error) {
    if ((error as { code?: string }).code !== '55006' || tries === 0) throw error
    await new Promise(resolve => setTimeout(resolve, 500))
    await drop(url, tries - 1)
  }
}

async function admin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

const run = promisify(execFile)
const scale = 20

async function byPgbench(url: string, seconds: number): Promise<{ tps: number; by: 'pgbench' } | undefined> {
  try {
    await run('pgbench', ['-i', '-q', '-s', String(scale), url], { maxBuffer: 10_000_000 })
    const { stdout } = await run('pgbench', ['-c', '8', '-j', '2', '-T', String(seconds), url], { maxBuffer: 10_000_000 })
    const tps = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    return Number.isFinite(tps) ? { tps, by: 'pgbench' } : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function byNode(url: string, seconds: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: 8 })
  await pool.query(`
    create table pgbench_branches (bid int primary key, bbalance int not null);
    create table pgbench_tellers (tid int primary key, bid int, tbalance int not null);
    create table pgbench_accounts (aid int primary key, bid int, abalance int not null);
    create table pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp);
    insert into pgbench_branches select n, 0 from generate_series(1, ${scale}) n;
    insert into pgbench_tellers select n, (n - 1) / 10 + 1, 0 from generate_series(1, ${scale * 10}) n;
    insert into pgbench_accounts select n, (n - 1) / 100000 + 1, 0 from generate_series(1, ${scale * 100_000}) n;
`)
  const until = Date.now() + seconds * 1000
  let done = 0
  const lane = async (): Promise<void> => {
    const client = await pool.connect()
    const pick = (most: number): number => 1 + Math.floor(Math.random() * most)
    while (Date.now() < until) {
      const [account, teller, branch, delta] = [pick(scale * 100_000), pick(scale * 10), pick(scale), pick(10_000) - 5000]
      await client.query('begin')
      await client.query('update pgbench_accounts set abalance = abalance + $1 where aid = $2', [delta, account])
      await client.query('select abalance from pgbench_accounts where aid = $1', [account])
      await client.query('update pgbench_tellers set tbalance = tbalance + $1 where tid = $2', [delta, teller])
      await client.query('update pgbench_branches set bbalance = bbalance + $1 where bid = $2', [delta, branch])
      await client.query('insert into pgbench_history values ($1, $2, $3, $4, current_timestamp)', [teller, branch, account, delta])
      await client.query('commit')
      done++
    }
    client.release()
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  await pool.end()
  return done / seconds
}
