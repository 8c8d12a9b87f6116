import { Writable } from 'node:stream'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { createLog, type Log } from './log.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.end())

function written(say: (log: Log) => void): string {
  const lines: string[] = []
  const to = new Writable({
    write(chunk: Buffer, _, done) {
      lines.push(String(chunk))
      done()
    },
  })
  say(createLog('debug', to))
  return lines.join('')
}

test('a line is JSON with its facts', () => {
  const line = JSON.parse(written(log => log.info({ caseId: 'c-1', took: 12, route: 'listCases' }, 'served')))
  expect(line).toMatchObject({ level: 30, msg: 'served', caseId: 'c-1', took: 12, route: 'listCases' })
})

test.each([
  ['a name, deep down', { case: { parties: [{ role: 'applicant', Name: '王桂兰' }] } }, '王桂兰'],
  ['a phone under any key', { caller: '13800138000' }, '13800138000'],
  ['a phone with separators', { note2: 'rang +86 138-0013-8000 twice' }, '0013'],
  ['an identity number', { value2: '33068119800101123X' }, '19800101'],
  ['a body', { body: { wording: '楼上漏水' } }, '漏水'],
  ['a query string', { url: '/api/cases?q=王桂兰&after=x' }, '王桂兰'],
  ['an e-mail address', { by: 'li@example.cn' }, 'li@'],
  ['a password in an address', { database: 'postgres://fengqiao:hunter2@db/x' }, 'hunter2'],
  ['a header', { req: { headers: { cookie: 'sid=1234' } } }, '1234'],
])('%s does not get in', (_, facts, secret) => {
  expect(written(log => log.info(facts, 'said'))).not.toContain(secret)
})

test('the sentence itself is blotted too, and so are its values', () => {
  const line = written(log => {
    log.info('called 13800138000 about /find?name=王桂兰')
    log.warn({ caseId: 'c-1' }, 'number %s', '13900139000')
  })
  expect(line).not.toMatch(/1380013|1390013|王桂兰/)
  expect(line).toContain('called *** about /find')
})

test('what is not personal stays: ids, ISO times, counts, paths, durations', () => {
  const facts = {
    id: '01933c7e-7e2a-7c3b-8a55-1234567890ab',
    at: '2026-03-02T01:00:00.000Z',
    place: '330681',
    path: '/api/cases/42',
    ms: 12_345_678,
  }
  expect(JSON.parse(written(log => log.info(facts, 'kept')))).toMatchObject(facts)
})

test('a child logger hides what it is given for good', () => {
  const line = written(log => log.child({ phone: '13800138000', job: 'sweep' }).info('done'))
  expect(line).not.toContain('138')
  expect(line).toContain('sweep')
  expect(written(log => log.child({ job: 'sweep' }).child({ phone: '13800138000' }).info('done'))).not.toContain('138')
})

test('a database error keeps its code and stack, not the values that it quotes', async () => {
  const insert = () =>
    database.db
      .insertInto('reply')
      .values({ district: '1', actor: '王桂兰', key: 'k', fingerprint: 'f', status: 200, body: null })
      .execute()
  await insert()
  const error = await insert().catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(pg.DatabaseError)
  for (const say of [
    (log: Log) => log.error({ err: error }, 'failed'),
    (log: Log) => log.error(error),
    (log: Log) => log.error({ why: new Error('wrapped', { cause: error }) }, 'failed'),
  ]) {
    const line = written(say)
    expect(line).not.toContain('王桂兰')
    expect(line).toContain('23505')
  }
})

test('an object that is more than its facts is named, not dumped', () => {
  const line = written(log => log.info({ raw: new URL('https://a.example/?name=x'), bytes: Buffer.from('secret') }, 'odd'))
  expect(line).toContain('"raw":"[URL]","bytes":"[Buffer]"')
})

test('an ordinary error keeps its message', () => {
  expect(written(log => log.error({ err: new Error('no such letter') }, 'failed'))).toContain('no such letter')
})
