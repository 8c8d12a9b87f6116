import { expect, test } from 'vitest'
import { getCase, getLetter, signIn, takeAction, uploadFile } from './index.ts'
import { addressOf, createClient, type Network, ProblemError } from './client.ts'
import { listInbox } from './cases.ts'

const id = '01890000-0000-7000-8000-000000000001'

interface Heard {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: unknown
}

/** A network that answers from a list and remembers what it was asked; `dead` is a broken line. */
function network(...answers: (Response | 'dead')[]) {
  const heard: Heard[] = []
  const ask: Network['ask'] = async (url, init) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    heard.push({ url, method: init.method ?? 'GET', headers: new Headers(init.headers), body })
    const answer = answers.shift() ?? 'dead'
    if (answer === 'dead') throw new TypeError('fetch failed')
    return answer
  }
  const post: Network['post'] = async (url, _file, headers) => {
    heard.push({ url, method: 'POST', headers: new Headers(headers), body: 'file' })
    const answer = answers.shift() ?? 'dead'
    if (answer === 'dead') throw new TypeError('broken off')
    return { status: answer.status, text: await answer.text() }
  }
  return { heard, client: createClient({ side: 'desk', language: () => 'zh', network: { ask, post, pause: async () => {} } }) }
}

const json = (value: unknown, status = 200): Response => new Response(JSON.stringify(value), { status })
const refused = { type: '/problems/version-conflict', title: '该事项刚刚被他人更新', status: 409, rule: 'version-conflict' }
const act = { params: { id }, body: { action: 'accept', revision: 3 } }

test('fills the address from params and query, and leaves absent values out', () => {
  expect(addressOf('', getCase, { params: { id } })).toBe(`/api/cases/${id}`)
  expect(addressOf('', listInbox, { query: { view: 'held', late: undefined, limit: 30 } })).toBe('/api/inbox?view=held&limit=30')
  expect(addressOf('http://x', getLetter, { params: { id, letter: 'reply~1' }, query: { language: 'en' } })).toBe(
    `http://x/api/cases/${id}/letters/reply~1?language=en`,
  )
  expect(addressOf('', getCase, { params: { id: 'a/b' } })).toBe('/api/cases/a%2Fb')
  expect(() => addressOf('', getCase, {})).toThrow(/getCase needs 'id'/)
})

test('says which screen asks, in which language, and sends JSON', async () => {
  const { client, heard } = network(json({ next: 'full' }))
  await expect(client.call(signIn, { body: { login: 'wu', password: 'x' } })).resolves.toEqual({ next: 'full' })
  expect(heard[0]?.headers.get('x-requested-with')).toBe('fengqiao-desk')
  expect(heard[0]?.headers.get('accept-language')).toBe('zh')
  expect(heard[0]?.headers.get('content-type')).toBe('application/json')
  expect(heard[0]?.body).toEqual({ login: 'wu', password: 'x' })
})

test('every write carries a key of its own; a read carries none', async () => {
  const { client, heard } = network(json({}), json({}), json({}))
  await client.call(takeAction, act)
  await client.call(takeAction, act)
  await client.call(getCase, { params: { id } })
  const keys = heard.map(({ headers }) => headers.get('idempotency-key'))
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys[1]).not.toBe(keys[0])
  expect(keys[2]).toBeNull()
})

test('a write that got no answer is sent once more under the same key', async () => {
  const { client, heard } = network('dead', json({ id }))
  await client.call(takeAction, act)
  expect(heard).toHaveLength(2)
  expect(heard[1]?.headers.get('idempotency-key')).toBe(heard[0]?.headers.get('idempotency-key'))
})

test('a gateway that gave up counts as no answer; a refusal does not', async () => {
  const gateway = network(new Response('bad gateway', { status: 502 }), json({ id }))
  await gateway.client.call(takeAction, act)
  expect(gateway.heard).toHaveLength(2)
  const refusal = network(json(refused, 409))
  await expect(refusal.client.call(takeAction, act)).rejects.toMatchObject({ problem: { rule: 'version-conflict', status: 409 } })
  expect(refusal.heard).toHaveLength(1)
})

test('a given key is repeated, and the query code travels in a header', async () => {
  const { client, heard } = network(json({}), json({}))
  await client.call(takeAction, { ...act, key: 'kept', queryCode: 'ABCD-1234' })
  await client.call(takeAction, { ...act, key: 'kept' })
  expect(heard.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['kept', 'kept'])
  expect(heard[0]?.headers.get('query-code')).toBe('ABCD-1234')
  expect(heard[0]?.url).not.toContain('ABCD')
})

test('a dead line is a problem like any other, in the reader’s language', async () => {
  const { client } = network('dead', 'dead')
  const error = await client.call(takeAction, act).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).problem).toMatchObject({ rule: 'offline', status: 0, title: '网络不通，没有连上服务器' })
})

test('an answer that is no problem document says that the server broke', async () => {
  const { client } = network(new Response('<html>oops</html>', { status: 500 }))
  await expect(client.call(getCase, { params: { id } })).rejects.toMatchObject({ problem: { rule: 'broken', status: 500 } })
})

test('an abandoned read stays an abort', async () => {
  const stop = new AbortController()
  stop.abort()
  const network: Network = {
    ask: async () => Promise.reject(stop.signal.reason),
    post: async () => Promise.reject(stop.signal.reason),
    pause: async () => {},
  }
  const client = createClient({ side: 'desk', language: () => 'en', network })
  await expect(client.call(getCase, { params: { id }, signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
})

test('what a route needs must be given', () => {
  const { client } = network()
  // @ts-expect-error the path needs an id
  const withoutId = () => client.call(getCase)
  // @ts-expect-error a password is missing
  const withoutPassword = () => client.call(signIn, { body: { login: 'wu' } })
  // @ts-expect-error there is no such view
  const unknownView = () => client.call(listInbox, { query: { view: 'mine' } })
  expect([withoutId, withoutPassword, unknownView]).toHaveLength(3)
})

test('a file goes up with its token and its key, and a refusal is a problem', async () => {
  const { client, heard } = network(json({ hash: 'a'.repeat(64) }, 201), json({ ...refused, rule: 'too-large', status: 413 }, 413), 'dead')
  const file = new Blob(['x'])
  await expect(client.upload(uploadFile, file, { uploadToken: 'T', query: { for: 'appeal.media' } })).resolves.toMatchObject({
    hash: 'a'.repeat(64),
  })
  expect(heard[0]?.url).toBe('/api/files?for=appeal.media')
  expect(heard[0]?.headers.get('x-upload-token')).toBe('T')
  expect(heard[0]?.headers.get('idempotency-key')).toMatch(/^[0-9a-f-]{36}$/)
  await expect(client.upload(uploadFile, file)).rejects.toMatchObject({ problem: { rule: 'too-large' } })
  await expect(client.upload(uploadFile, file)).rejects.toMatchObject({ problem: { rule: 'offline' } })
})
