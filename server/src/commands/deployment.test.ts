import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { attachEmbedded } from '../postgres/attach.ts'
import { connect } from '../database/connect.ts'
import { type Ended, program, type Program, type Variables, webProgram } from '../testing/program.ts'
import { type TestDatabase, testDatabase } from '../testing/index.ts'

/** A real deployment made, used and looked after; a demo copied while it runs, and restored. */
const folder = mkdtempSync(join(tmpdir(), '枫桥 ops-'))
const running: Program[] = []
let database: TestDatabase
let real: Variables
beforeAll(async () => {
  database = await testDatabase()
  real = { DATABASE_URL: database.url, FENGQIAO_DATA: join(folder, 'real') }
})
afterAll(async () => {
  for (const one of running) one.kill('SIGKILL')
  await Promise.all(running.map(one => one.ended))
  await database.end()
  rmSync(folder, { recursive: true, force: true })
})

const fengqiao = (env: Variables, ...args: string[]): Promise<Ended> => program('cli.ts', env, args).ended
const passwordIn = (out: string): string => /\b(?:[A-Z][a-z]{2}\d-){3}[A-Z][a-z]{2}\d\b/.exec(out)?.[0] ?? 'none'
const district = ['--district', '440399', '--name-zh', '试点区', '--name-en', 'Pilot District']
const signIn = async (url: string, login: string, password: string): Promise<{ status: number; body: unknown }> => {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), 'X-Requested-With': 'fetch' }
  const answer = await fetch(`${url}/api/identity/sign-in`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  return { status: answer.status, body: await answer.json() }
}

test('init makes an empty deployment once; its demo doors are shut; its administrator signs in and must change the password', async () => {
  const wrong = await fengqiao(real, 'init', '--district', '44')
  expect([wrong.code, wrong.err.trim().split('\n').length]).toEqual([2, 1])
  const made = await fengqiao(real, 'init', ...district)
  expect([made.code, made.err]).toEqual([0, ''])
  const again = await fengqiao(real, 'init', ...district)
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('serves something already; nothing was changed')])

  const web = await webProgram({ ...real, ROLE: 'web', DEMO: 'true' })
  running.push(web)
  expect(web.said()).toContain('SMS_URL is unset')
  expect(web.said()).not.toMatch(/Fengqiao-2026|Open311 key/)
  const shut = await Promise.all(['/api/demo/doors', '/dev/outbox'].map(async path => (await fetch(web.url + path)).status))
  expect(shut).toEqual([404, 404])
  const stepIn = await fetch(`${web.url}/api/demo/step-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'fetch' },
    body: '{"login":"system.admin"}',
  })
  expect(stepIn.status).toBe(404)
  expect(await signIn(web.url, 'system.admin', passwordIn(made.out))).toMatchObject({ status: 200, body: { next: 'changePassword' } })

  const listed = await fengqiao(real, 'user', 'list')
  expect(listed.out).toMatch(/^system\.admin\t系统管理员\t440399\.data\.systemAdministrator/m)
  const simulated = await fengqiao(real, 'simulate', '--cases', '1')
  expect([simulated.code, simulated.err]).toEqual([1, expect.stringContaining('This is a real deployment')])

  const reset = await fengqiao(real, 'user', 'reset', 'system.admin')
  expect(await signIn(web.url, 'system.admin', passwordIn(made.out))).toMatchObject({ status: 401 })
  expect(await signIn(web.url, 'system.admin', passwordIn(reset.out))).toMatchObject({ status: 200, body: { next: 'changePassword' } })
  const both = await fengqiao(real, 'user', 'post', 'system.admin', '--post', '440399.data.auditor')
  expect([both.code, both.err]).toEqual([1, expect.stringContaining('One person may not be both')])
  await fengqiao(real, 'user', 'disable', 'system.admin')
  expect((await signIn(web.url, 'system.admin', passwordIn(reset.out))).status).not.toBe(200)
  const deeds = await database.db.selectFrom('security_log').select('act').where('actor', 'is', null).orderBy('id').execute()
  expect(
    deeds
      .map(({ act }) => act)
      .filter(act => !act.startsWith('signIn'))
      .sort(),
  ).toEqual(['account.created', 'account.created', 'account.disabled', 'deployment.made', 'password.reset'])
  web.kill('SIGTERM')
  expect((await web.ended).code).toBe(0)
}, 90_000)

test('a backup taken while matters come in restores to one moment: what came later is absent, fsck is clean, it starts again', async () => {
  const demo = { FENGQIAO_DATA: join(folder, '演示 数据') }
  const [out, restored] = [join(folder, 'backup'), join(folder, 'restored')]
  const main = program('main.ts', { ...demo, DEMO_CASES: '30' })
  running.push(main)
  await main.says(/API +\S+/)
  const busy = fengqiao(demo, 'simulate', '--cases', '60', '--days', '3', '--seed', '5')
  const backup = await fengqiao(demo, 'backup', '--out', out)
  expect([backup.code, (await busy).code]).toEqual([0, 0])
  await fengqiao(demo, 'simulate', '--cases', '40', '--days', '3', '--seed', '6')
  const exported = await fengqiao(demo, 'export', 'cases')
  expect(exported.out.trim().split('\n')).toHaveLength(130)
  const first = JSON.parse(exported.out.split('\n')[0] ?? '') as { case: { data: Record<string, unknown> }; events: unknown[] }
  expect(first.case.data['address']).toMatch(/\*\*\*$/)
  expect(first.events.length).toBeGreaterThan(0)
  main.kill('SIGTERM')
  expect((await main.ended).code).toBe(0)

  const back = await fengqiao({ FENGQIAO_DATA: restored }, 'restore', out)
  expect([back.code, back.err.includes('Error')]).toEqual([0, false])
  const cases = Number(/(\d+) cases, backed up at/.exec(back.out)?.[1])
  expect(cases).toBeGreaterThanOrEqual(30)
  expect(cases).toBeLessThanOrEqual(90)
  const fsck = await fengqiao({ FENGQIAO_DATA: restored }, 'fsck')
  expect([fsck.code, fsck.out]).toEqual([0, expect.stringContaining(`${cases} cases`)])

  const second = program('main.ts', { FENGQIAO_DATA: restored })
  running.push(second)
  const said = await second.says(/Fengqiao District · [\d.]+ s/)
  expect(Number(/([\d.]+) s$/.exec(said)?.[1])).toBeLessThan(5)
  await second.says(/API +\S+/)
  const attached = await attachEmbedded(join(restored, 'postgres'))
  const { db, end } = connect(attached?.url ?? '', { max: 1 })
  const { rows } = await sql<{ n: string }>`select count(*) as n from case_search`.execute(db)
  await end()
  expect(Number(rows[0]?.n)).toBe(cases)
  second.kill('SIGTERM')
  expect((await second.ended).code).toBe(0)

  const occupied = await fengqiao({ FENGQIAO_DATA: restored }, 'restore', out)
  expect([occupied.code, occupied.err]).toEqual([1, expect.stringContaining('is not empty; nothing was changed')])
}, 120_000)
