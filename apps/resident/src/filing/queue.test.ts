import { expect, test } from 'vitest'
import type { Answer, Trouble } from '../server/call.ts'
import { type Attachment, type Draft, newDraft } from './draft.ts'
import { memoryKeep } from './keep.ts'
import { type Filed, filingQueue, type Sender } from './queue.ts'

const trouble = (status: number): Trouble => ({ offline: status === 0, status, rule: status === 0 ? 'offline' : 'no', title: 'no' })
const photo = (id: string): Attachment => ({ id, kind: 'photo', name: `${id}.jpg`, type: 'image/jpeg', blob: new Blob([id]) })
const draft = (key: string, ...attachments: Attachment[]): Draft => ({
  ...newDraft(key, 'any', 'dispute'),
  story: '楼上漏水。',
  address: '渔歌里',
  attachments,
})

/** A server that remembers what it took under which key, and a line that can be cut at a named moment. */
function scene() {
  const taken = new Map<string, Filed>()
  const uploads: string[] = []
  const filings: string[] = []
  const line = { down: false, losesReply: false, refuses: undefined as Trouble | undefined, failsUpload: '', token: 'T1' }
  const sender: Sender = {
    openUpload: async (): Promise<Answer<string>> => (line.down ? { ok: false, trouble: trouble(0) } : { ok: true, value: line.token }),
    upload: async ({ uploadToken }, { id }): Promise<Answer<string>> => {
      if (line.down || line.failsUpload === id) return { ok: false, trouble: trouble(0) }
      if (uploadToken !== line.token) return { ok: false, trouble: { ...trouble(409), rule: 'uploadTokenIsUsed' } }
      uploads.push(id)
      return { ok: true, value: id.padEnd(64, '0') }
    },
    file: async (one): Promise<Answer<Filed>> => {
      if (line.down) return { ok: false, trouble: trouble(0) }
      if (line.refuses) return { ok: false, trouble: line.refuses }
      filings.push(one.key)
      const filed = taken.get(one.key) ?? { number: `枫桥诉〔2026〕${taken.size + 1}号`, queryCode: `CODE${taken.size + 1}` }
      taken.set(one.key, filed)
      return line.losesReply ? { ok: false, trouble: trouble(0) } : { ok: true, value: filed }
    },
    titleOf: one => one.story,
    now: () => '2026-03-02T01:00:00.000Z',
  }
  const keep = memoryKeep()
  return { taken, uploads, filings, line, keep, queue: filingQueue(keep, sender), again: () => filingQueue(keep, sender) }
}

test('a filing goes out at once and is remembered with its query code', async () => {
  const { queue } = scene()
  expect(await queue.send(draft('a', photo('p')))).toMatchObject({ state: 'sent', filed: { queryCode: 'CODE1', title: '楼上漏水。' } })
  expect(await queue.waiting()).toEqual([])
  expect(await queue.remembered()).toMatchObject([{ queryCode: 'CODE1' }])
})

test('without a network it waits, survives a restart, and goes out with the same key', async () => {
  const { queue, again, line, filings } = scene()
  line.down = true
  expect(await queue.send(draft('a'))).toEqual({ state: 'waiting' })
  const restarted = again()
  expect(await restarted.waiting()).toMatchObject([{ draft: { key: 'a' }, tries: 1 }])
  line.down = false
  expect(await restarted.sendWaiting()).toMatchObject([{ key: 'a' }])
  expect(filings).toEqual(['a'])
})

test('a reply that was lost on the way back does not make a second case', async () => {
  const { queue, line, taken, filings } = scene()
  line.losesReply = true
  expect(await queue.send(draft('a'))).toEqual({ state: 'waiting' })
  line.losesReply = false
  await queue.sendWaiting()
  expect(filings).toEqual(['a', 'a'])
  expect(taken.size).toBe(1)
})

test('photos that have arrived are not sent again after the line breaks between them', async () => {
  const { queue, line, uploads } = scene()
  line.failsUpload = 'q'
  expect(await queue.send(draft('a', photo('p'), photo('q')))).toEqual({ state: 'waiting' })
  line.failsUpload = ''
  await queue.sendWaiting()
  expect(uploads).toEqual(['p', 'q'])
})

test('when the upload token has run out meanwhile, all photos go again under a new one', async () => {
  const { queue, line, uploads } = scene()
  line.failsUpload = 'q'
  await queue.send(draft('a', photo('p'), photo('q')))
  line.failsUpload = ''
  line.token = 'T2'
  expect(await queue.sendWaiting()).toMatchObject([{ key: 'a' }])
  expect(uploads).toEqual(['p', 'p', 'q'])
})

test('a refusal waits for the person, is not tried again, and can be taken back', async () => {
  const { queue, line, filings } = scene()
  line.refuses = trouble(400)
  expect(await queue.send(draft('a'))).toMatchObject({ state: 'refused' })
  line.refuses = undefined
  expect(await queue.sendWaiting()).toEqual([])
  expect(filings).toEqual([])
  expect(await queue.takeBack('a')).toMatchObject({ key: 'a', story: '楼上漏水。' })
  expect(await queue.waiting()).toEqual([])
})

test('a server out of breath is tried again; one refusal does not hold up the next', async () => {
  const { queue, line } = scene()
  line.refuses = trouble(503)
  expect(await queue.send(draft('a'))).toEqual({ state: 'waiting' })
  line.refuses = trouble(422)
  expect(await queue.send(draft('b'))).toMatchObject({ state: 'refused' })
  line.refuses = undefined
  expect(await queue.sendWaiting()).toMatchObject([{ key: 'a' }])
  expect((await queue.waiting()).map(one => one.draft.key)).toEqual(['b'])
})

test('two wake-ups at once send each filing once', async () => {
  const { queue, line, filings } = scene()
  line.down = true
  await queue.send(draft('a'))
  line.down = false
  await Promise.all([queue.sendWaiting(), queue.sendWaiting()])
  expect(filings).toEqual(['a'])
})
