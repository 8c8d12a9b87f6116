import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { breakable } from '../testing/breakable.ts'
import { team } from '../testing/district.ts'

const { database, world, open, closed, run, check, sentences, breaking, close } = await breakable()
afterAll(close)

const inCase = (id: string) => `district = '${world.district}' and case_id = '${id}'`
const ofCase = (id: string) => `district = '${world.district}' and id = '${id}'`

test('a clean database passes, and progress is told', async () => {
  const seen: [number, number][] = []
  const report = await check(undefined, (done, total) => void seen.push([done, total]))
  expect(report.breaches).toEqual([])
  expect(report.warnings).toEqual([])
  expect(report).toMatchObject({ cases: 3, unsaid: 0 })
  expect(report.events).toBeGreaterThan(12)
  expect(seen.at(-1)).toEqual([3, 3])
})

test('a snapshot that the journal does not give', () =>
  breaking(
    `update case_record set state = jsonb_set(state, '{data,title}', '"别的事"') where ${ofCase(open)}`,
    `update case_record set state = jsonb_set(state, '{data,title}', to_jsonb(title)) where ${ofCase(open)}`,
    /^replay-equals-snapshot: case .+诉.+ \([0-9a-f-]+\), state\.data\.title: the journal gives .小区门口下水道堵塞., the snapshot has .别的事./,
    /^columns-equal-snapshot: .*case_record\.title: holds 小区门口下水道堵塞, the snapshot gives 别的事/,
  ))

test('the journal itself refuses to be changed, even by its owner', async () => {
  const client = await database.pool.connect()
  await client.query('begin')
  await client.query(`select set_config('fengqiao.scope', 'system', true)`)
  expect((await client.query(`update event set type = 'x' where ${inCase(open)}`)).rowCount).toBe(0)
  expect((await client.query(`delete from event where ${inCase(open)}`)).rowCount).toBe(0)
  await client.query('rollback')
  client.release()
})

test('content that was changed, a link that was cut, an event that is gone', async () => {
  await breaking(
    `update event set content = jsonb_set(content, '{input,reason}', '"改过"') where ${inCase(open)} and action = 'dispatch'`,
    `update event set content = jsonb_set(content, '{input,reason}', '"归口办理"') where ${inCase(open)} and action = 'dispatch'`,
    /^hash-chain-unbroken: .*event 3: has other content than was committed to/,
  )
  await breaking(
    `update event set hash = decode(repeat('ab', 32), 'hex'), salt = set_byte(salt, 0, (get_byte(salt, 0) + 1) % 256) where ${inCase(open)} and seq = 2`,
    `update event e set salt = set_byte(salt, 0, (get_byte(salt, 0) + 255) % 256), hash = (select n.previous from event n where n.case_id = e.case_id and n.seq = 3) where ${inCase(open)} and seq = 2`,
    /event 2: has other content/,
    /event 2: has another hash than its facts give/,
    /event 3: does not follow the event before it/,
  )
  await run(`create table kept as select * from event where ${inCase(open)} and seq = 2`)
  await run(`delete from event where ${inCase(open)} and seq = 2`)
  const found = await sentences()
  await run(`insert into event (district, case_id, seq, type, action, at, actor_kind, account, unit, from_step, to_step, content, salt, commitment, previous, hash)
    select district, case_id, seq, type, action, at, actor_kind, account, unit, from_step, to_step, content, salt, commitment, previous, hash from kept`)
  expect(found.join('\n')).toMatch(/hash-chain-unbroken: .*event 3: stands where event 2 was due/)
  expect(found.join('\n')).toMatch(/replay-equals-snapshot: .*journal: cannot be replayed/)
  expect(found.join('\n')).toMatch(/no-reply-without-its-event: reply staff:.* was answered with event 2 of case/)
  expect(found.join('\n')).toMatch(/statistics-equal-journal: tally appeal action:triage .*more than the journal counts/)
  expect(await sentences()).toEqual([])
})

test.each([
  ['step', `step = 'closed'`, `step = 'handling'`],
  ['owner', `owner = 'nobody'`, `owner = '${team}'`],
  ['due_at', `due_at = due_at + interval '1 minute'`, `due_at = due_at - interval '1 minute'`],
  ['sees', `sees = sees || 'stranger'::text`, `sees = array_remove(sees, 'stranger')`],
  ['flags', `flags = flags || 'group'::text`, `flags = array_remove(flags, 'group')`],
  ['head', `head = set_byte(head, 0, (get_byte(head, 0) + 1) % 256)`, `head = set_byte(head, 0, (get_byte(head, 0) + 255) % 256)`],
])('a column that says something else: %s', (column, change, repair) =>
  breaking(
    `update case_record set ${change} where ${ofCase(open)}`,
    `update case_record set ${repair} where ${ofCase(open)}`,
    new RegExp(`: case_record\\.${column}|, case_record\\.${column}:`),
  ),
)

test('an assignment or a deadline that differs from the snapshot', async () => {
  await breaking(
    `update assignment set unit = 'elsewhere' where ${inCase(open)} and kind = 'holder'`,
    `update assignment set unit = '${team}' where ${inCase(open)} and kind = 'holder'`,
    /assignment holder#\d\.unit: holds elsewhere/,
  )
  await breaking(
    `update deadline set due_at = due_at + interval '1 day' where ${inCase(open)} and id = 'answer#1'`,
    `update deadline set due_at = due_at - interval '1 day' where ${inCase(open)} and id = 'answer#1'`,
    /rows-equal-snapshot: .*deadline answer#1\.due_at/,
  )
  await breaking(
    `insert into deadline (district, case_id, id, key, rule, unit, due_at) values ('${world.district}', '${closed}', 'ghost#1', 'ghost', 'r', 'u', now())`,
    `delete from deadline where id = 'ghost#1'`,
    /deadline ghost#1: is there, but the snapshot does not know it/,
  )
  await breaking(
    `update case_mark set name = 'green' where id = 'card#1'`,
    `update case_mark set name = 'yellow' where id = 'card#1'`,
    /rows-equal-snapshot: .*case_mark card#1\.name: holds green, the snapshot gives yellow/,
  )
  await breaking(
    `insert into assignment (district, case_id, id, kind, unit, since) values ('${world.district}', '${randomUUID()}', 'holder#1', 'holder', 'u', now())`,
    `delete from assignment where unit = 'u'`,
    /every-row-has-its-case: assignment [0-9a-f-]+: its case does not exist/,
  )
})

test('a case that nobody holds, and a due time that is not its recomputation', async () => {
  const edit = (path: string, value: string) => `update case_record set state = jsonb_set(state, '${path}', ${value}) where ${ofCase(open)}`
  await run(`create table whole as select state from case_record where ${ofCase(open)}`)
  const repair = `update case_record set state = (select state from whole) where ${ofCase(open)}`
  await breaking(edit('{assignments}', `'[]'`), repair, /held-and-due: .*step handling: 0 holders where one is due/)
  await breaking(edit('{clocks}', `'[]'`), repair, /held-and-due: .*no clock will ever wake/)
  const clocks = `(select jsonb_agg(jsonb_set(c, '{due}', '"2027-01-01T00:00:00.000Z"')) from jsonb_array_elements(state->'clocks') c)`
  await breaking(
    edit('{clocks}', clocks),
    repair,
    /held-and-due: .*clock answer#1 is due 2027-01-01T00:00:00.000Z, recomputed 2026-03-09T10:00:00.000Z/,
  )
})

test('statistics that differ, in both directions', async () => {
  await breaking(
    `update tally set n = n + 2 where measure = 'action:file'`,
    `update tally set n = n - 2 where measure = 'action:file'`,
    /statistics-equal-journal: tally appeal action:file 2026-03-02 \S+ \S+: holds 2 more than the journal counts/,
  )
  await breaking(
    `update tally_month set n = n + 1 where measure = 'action:accept'`,
    `update tally_month set n = n - 1 where measure = 'action:accept'`,
    /months-equal-days: tally_month appeal action:accept 2026-03-01 \S+ \S+ 0: holds 3, its days make 2/,
  )
  await run(`create table gone as select * from tally where measure = 'action:triage'`)
  await breaking(
    `delete from tally where measure = 'action:triage'`,
    `insert into tally select * from gone`,
    /tally appeal action:triage .*holds 2 fewer than the journal counts/,
  )
})

test('what still waits in the outbox is no breach; when it waits long it is a warning', async () => {
  await world.file()
  const { breaches, warnings } = await check()
  expect(breaches).toEqual([])
  expect(warnings).toEqual([])
  const now = world.now().toISOString()
  world.at('2026-03-20 09:30')
  expect((await check()).warnings.map(({ sentence }) => sentence)).toEqual([
    `outbox-is-worked: outbox: 1 rows are older than 10 minutes, the oldest from ${now}; is a worker running?`,
  ])
  await world.work()
  expect((await check()).warnings).toEqual([])
})

test('a grant without its look, and logs changed by hand', async () => {
  await breaking(
    `update unmask_grant set purpose = 'audit' where id = 'g-1'`,
    `update unmask_grant set purpose = 'handleMatter' where id = 'g-1'`,
    /every-grant-has-its-look: unmask_grant g-1: gave clear values/,
  )
  await breaking(
    `update access_log set viewer = 'a-9'`,
    `update access_log set viewer = 'a-1'`,
    /logs-as-written: access_log \S+: is not as it was written/,
  )
  await breaking(
    `update security_log set act = 'account.closed'`,
    `update security_log set act = 'account.created'`,
    /logs-as-written: security_log/,
  )
})

test('an answer without its event, and one event as the answer to two keys', async () => {
  const body = JSON.stringify({ id: open, number: 'x', revision: 99, step: 'handling', event: 'case.changed' })
  const reply = (key: string, value: string) =>
    `insert into reply (district, actor, key, fingerprint, status, body) values ('${world.district}', 'staff:x', '${key}', 'f', 200, '${value}')`
  await breaking(
    reply('lost', body),
    `delete from reply where key = 'lost'`,
    /no-reply-without-its-event: reply staff:x lost: was answered with event 99/,
  )
  await breaking(
    reply('again', body.replace('99', '1')),
    `delete from reply where key = 'again'`,
    /no-event-applied-twice: event 1 of case .* is the answer to 2 keys/,
  )
})

test('a file whose blob is gone, and a use by a case that does not exist', async () => {
  const hash = 'a'.repeat(64)
  const none = { has: async () => false }
  await run(`insert into file (district, hash, size, type, created_at) values ('${world.district}', '${hash}', 1, 'image/png', now())`)
  expect(await sentences(none)).toEqual([`files-have-their-blobs: file ${hash}: its content is not in the blob store`])
  expect(await sentences({ has: async () => true })).toEqual([])
  await breaking(
    `insert into file_use (district, id, hash, uploader, case_id, created_at, attached_at) values ('${world.district}', '${randomUUID()}', '${hash}', 'account:a', '${randomUUID()}', now(), now())`,
    `delete from file_use where hash = '${hash}'`,
    /files-have-their-blobs: file_use \S+: belongs to case \S+, which does not exist/,
  )
})

test('erased content leaves a chain that still holds', async () => {
  await run(
    `update event set salt = null, content = jsonb_build_object('actor', jsonb_build_object('kind', 'staff', 'post', content->'actor'->'post'), 'closes', content->'closes', 'input', '{}'::jsonb, 'effects', '[]'::jsonb) where ${inCase(open)} and action = 'triage'`,
  )
  expect(await sentences()).toEqual([])
})
