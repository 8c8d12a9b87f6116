import { procedures } from '@fengqiao/procedures'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, type Reply, type TestHouse, testHouse } from '../testing/house.ts'
import { drain, place, team } from '../testing/matters.ts'
import { scoped } from './store.ts'

/** Whatever is sent, the answer is a plain yes or a plain no: never a fault, never half of something. */
let city: TestHouse
let triageOfficer: Client
let supervisor: Client
let resident: Client
let target: { id: string; code: string }
beforeAll(async () => {
  city = await testHouse({ at: '2026-03-02 09:10' })
  triageOfficer = await city.as('zhangmin')
  supervisor = await city.as('zengxian')
  resident = await city.resident('19900005001')
  const { body } = await resident.ask('POST', '/api/cases', { procedure: 'appeal', place, input: drain })
  target = { id: body.id, code: body.queryCode }
})
afterAll(() => city.close())

const nasty = [
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udfff',
  '\uffff',
  '\u202e反转\u202c',
  '\u200b',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  'ﷺ'.repeat(50),
  '١٢٣',
  '\r\n\t',
  '\\',
  "'",
  '"',
  '`',
  '%',
  '_',
  '$1',
  ':1',
  '--',
  "'; drop table case_record; --",
  "' or '1'='1",
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '{{7*7}}',
  '${jndi:ldap://x}',
  '../../etc/passwd',
  '{number}',
  '{due}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '9'.repeat(400),
  '字'.repeat(5000),
  'a'.repeat(20_000),
  ' ',
  '',
  '!',
  '& | ! ( ) <-> :*',
  "'' & ''",
  '\\x00',
]
const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...nasty) },
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)
const deep = (depth: number): unknown => (depth === 0 ? 1 : { a: deep(depth - 1) })
const value: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.constantFrom(null, true, false, 0, -0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], [null], ['', 1, {}], deep(200)),
  fc.array(text, { maxLength: 5 }),
  fc.dictionary(text, text, { maxKeys: 4 }),
  fc.jsonValue({ maxDepth: 4 }),
)

/** Sent as written, so that keys like `__proto__` arrive. */
const json = (entries: Iterable<readonly [string, unknown]>): string =>
  `{${[...entries].map(([key, one]) => `${JSON.stringify(key)}:${JSON.stringify(one) ?? 'null'}`).join(',')}}`
const fieldsOf = (action: string): string[] => (procedures[0]?.actions[action]?.asks ?? []).map(name => name.replace(/\?$/, ''))
const words = ['title', 'description', 'demand', 'address', 'otherParties', 'earlierHandling', 'contactName', 'reason', 'supplement']
/** A good input with some of it spoilt, and sometimes what nobody asked for. */
const spoilt = (good: Readonly<Record<string, unknown>>, names: readonly string[]) =>
  fc
    .tuple(
      // Half the time only words in the fields for words, so that much of it is taken in.
      fc.oneof(
        fc.dictionary(fc.constantFrom(...names.filter(name => words.includes(name))), text, { minKeys: 1, maxKeys: 2 }),
        fc.dictionary(fc.constantFrom(...names), value, { minKeys: 1, maxKeys: 3 }),
      ),
      fc.option(fc.tuple(fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'extra', ''), value), {
        nil: undefined,
        freq: 4,
      }),
    )
    .map(([bad, more]) => json([...Object.entries({ ...good, ...bad }), ...(more ? [more] : [])]))

const decent = ({ status, headers, body }: Reply, what: string): void => {
  if (status >= 200 && status < 300) return
  if (
    status >= 400 &&
    status < 500 &&
    headers.get('content-type')?.includes('problem+json') &&
    typeof body.title === 'string' &&
    body.status === status
  )
    return
  throw new Error(`${what} was answered ${status} ${headers.get('content-type')} ${JSON.stringify(body).slice(0, 300)}`)
}
const runs = (numRuns: number): fc.Parameters<unknown> => ({ numRuns, seed: 20260302, endOnFailure: true })
const clean = async () => {
  await city.workUntilQuiet()
  expect(await city.fsck()).toMatchObject({ breaches: [], unsaid: 0 })
}
const known = () => scoped(city.database.db, 'system', trx => trx.selectFrom('case_record').select('id').execute())

test('filing', async () => {
  const filed: string[] = []
  const whole = fc.tuple(
    fc.oneof(
      { weight: 15, arbitrary: fc.constant('"appeal"') },
      value.map(one => JSON.stringify(one) ?? 'null'),
    ),
    fc.oneof(
      { weight: 15, arbitrary: spoilt(drain, fieldsOf('file')) },
      value.map(one => JSON.stringify(one) ?? 'null'),
    ),
    fc.oneof(
      { weight: 15, arbitrary: fc.constant(`"${place}"`) },
      value.map(one => JSON.stringify(one) ?? 'null'),
    ),
    fc.option(fc.tuple(fc.constantFrom('point', 'channel', 'uploadToken', '__proto__'), value), { nil: undefined, freq: 1 }),
  )
  await fc.assert(
    fc.asyncProperty(whole, fc.boolean(), async ([procedure, input, where, more], signedIn) => {
      const body = `{"procedure":${procedure},"input":${input},"place":${where}${more ? `,${JSON.stringify(more[0])}:${JSON.stringify(more[1]) ?? 'null'}` : ''}}`
      const reply = await (signedIn ? resident : city.anonymous).ask('POST', '/api/cases', body)
      decent(reply, body.slice(0, 300))
      if (reply.status === 201) filed.push(reply.body.id)
    }),
    runs(450),
  )
  const ids = (await known()).map(({ id }) => id)
  expect(ids.toSorted()).toEqual([target.id, ...filed].toSorted())
  expect(filed.length).toBeGreaterThan(20)
  // What was kept can be read, and its letter drawn.
  for (const id of filed.slice(0, 15)) {
    const page = await triageOfficer.ask('GET', `/api/cases/${id}`)
    expect(page.status).toBe(200)
    decent(await triageOfficer.ask('GET', `/api/cases/${id}/letters/receipt~1`), `the receipt of ${id}`)
  }
  await clean()
})

test('actions', async () => {
  const good: readonly (readonly [() => Client, string, Readonly<Record<string, unknown>>])[] = [
    [() => triageOfficer, 'triage', { subject: 'drainage', grade: 'general', kind: 'appeal' }],
    [() => triageOfficer, 'markLitigation', { reason: '民事争议' }],
    [() => supervisor, 'issueYellowCard', { cardedUnit: team, reason: '推诿' }],
    [() => supervisor, 'assignLeader', { leaderUnit: 'wanghai-office', leader: 'tangning', reason: '群体' }],
  ]
  const step = fc
    .constantFrom(...good)
    .chain(([client, action, input]) =>
      fc.tuple(fc.constant(client), fc.oneof({ weight: 9, arbitrary: fc.constant(action) }, text), spoilt(input, fieldsOf(action))),
    )
  await fc.assert(
    fc.asyncProperty(step, fc.option(value, { nil: undefined, freq: 1 }), async ([client, action, input], revision) => {
      const body = `{"action":${JSON.stringify(action)},"input":${input}${revision === undefined ? '' : `,"revision":${JSON.stringify(revision) ?? 'null'}`}}`
      decent(await client().ask('POST', `/api/cases/${target.id}/actions`, body), body.slice(0, 300))
    }),
    runs(200),
  )
  const said = spoilt({ supplement: '补充' }, fieldsOf('supplement'))
  await fc.assert(
    fc.asyncProperty(said, async input =>
      decent(
        await resident.ask('POST', `/api/my/cases/${target.id}/actions`, `{"action":"supplement","input":${input}}`),
        input.slice(0, 300),
      ),
    ),
    runs(60),
  )
  const page = await triageOfficer.ask('GET', `/api/cases/${target.id}`)
  expect(page.status).toBe(200)
  for (const { id } of page.body.letters.slice(0, 12))
    decent(await supervisor.ask('GET', `/api/cases/${target.id}/letters/${id.replace('#', '~')}`), `letter ${id}`)
  await clean()
})

test('paths, queries, headers and bodies', async () => {
  const paths = (one: string): string[] => {
    const part = encodeURIComponent(one.toWellFormed())
    return [
      `/api/search?q=${part}`,
      `/api/search?q=%E6%8E%92&place=${part}&step=${part}&procedure=${part}&after=${part}`,
      `/api/search?from=${part}&to=${part}`,
      `/api/search?limit=${part}`,
      `/api/search?q=${part}&q=${part}`,
      `/api/inbox?view=${part}`,
      `/api/inbox?step=${part}&after=${part}`,
      `/api/whistles?after=${part}`,
      `/api/supervision?view=${part}`,
      `/api/cases/${part}`,
      `/api/cases/${target.id}/letters/${part}`,
      `/api/my/cases/${part}`,
      `/api/places/${part}`,
      `/api/addresses?q=${part}`,
      `/api/statistics/${part}?from=${part}`,
      `/api/procedures/${part}`,
      `/api/files/${part}`,
      `/api/residents?q=${part}`,
      `/api/notices?after=${part}`,
      `/api/my/notices?after=${part}`,
      `/open311/v2/requests.json?service_request_id=${part}&start_date=${part}`,
      `/open311/v2/services/${part}.xml`,
    ]
  }
  await fc.assert(
    fc.asyncProperty(text, fc.nat(), async (one, n) => {
      const all = paths(one)
      const url = all[n % all.length] ?? ''
      const reply = await (url.includes('/my/') ? resident : triageOfficer).ask('GET', url.slice(0, 12_000))
      if (url.startsWith('/open311')) expect([url.slice(0, 200), reply.status < 500]).toEqual([url.slice(0, 200), true])
      else decent(reply, url.slice(0, 300))
    }),
    runs(350),
  )
  const printable = fc.string({ maxLength: 60 }).map(one => one.replaceAll(/[^\x20-\x7e]/g, '?'))
  await fc.assert(
    fc.asyncProperty(printable, async one => {
      decent(await city.anonymous.ask('GET', '/api/track', undefined, { 'query-code': one }), `query code ${one}`)
      decent(
        await resident.ask(
          'POST',
          `/api/my/cases/${target.id}/actions`,
          { action: 'supplement', input: { supplement: '补充' } },
          { 'idempotency-key': one || ' ' },
        ),
        `key ${one}`,
      )
      decent(await triageOfficer.ask('GET', '/api/inbox', undefined, { authorization: `Bearer ${one.trim() || 'x'}` }), `bearer ${one}`)
    }),
    runs(40),
  )
  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '1',
    '"x"',
    '{"a":',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `{"procedure":"appeal","input":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`,
    `{"x":"${'y'.repeat(1_100_000)}"}`,
    '\u0000',
  ])
    for (const url of ['/api/cases', `/api/cases/${target.id}/actions`, '/api/similar', '/api/identity/sign-in', '/api/track/actions'])
      decent(
        await triageOfficer.ask('POST', url, body, url.includes('track') ? { 'query-code': target.code } : {}),
        `${url} ${body.slice(0, 40)}`,
      )
  for (const type of ['text/plain', 'application/xml', 'multipart/form-data', 'application/json; charset=utf-16', 'x'])
    decent(await triageOfficer.ask('POST', '/api/cases', '{}', { 'content-type': type }), type)
  await clean()
})
