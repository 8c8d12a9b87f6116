import { useSyncExternalStore } from 'react'
import { type Answer, call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { settings } from '../settings/settings.ts'
import { type Attachment, type Draft, filingOf, titleOf, type Words } from './draft.ts'
import { deviceKeep } from './keep.ts'
import { mainParts } from './main-door.ts'
import { type Filed, filingQueue, type Remembered, type Sender, type Waiting } from './queue.ts'

/** Owns: this device's one queue of filings, joined to the server, and when it is tried again. */

function wordsFor(draft: Draft): Words {
  const { language } = settings()
  const service = mainParts.service?.options?.[draft.service]?.[language] ?? ''
  return language === 'zh' ? { title: service, story: '详见录音' } : { title: service, story: 'See the recording' }
}

async function upload(draft: Draft, attachment: Attachment): Promise<Answer<string>> {
  const form = new FormData()
  form.append('file', attachment.blob, attachment.name)
  const query = mainParts.files ? { for: `${draft.procedure}.${mainParts.files.name}` } : {}
  const answer = await call(endpoints.uploadFile, { form, query, uploadToken: draft.uploadToken })
  return answer.ok ? { ok: true, value: answer.value.hash } : answer
}

const sender: Sender = {
  openUpload: async () => {
    const answer = await call(endpoints.createUploadToken)
    return answer.ok ? { ok: true, value: answer.value.token } : answer
  },
  upload,
  file: async (draft): Promise<Answer<Filed>> =>
    call(endpoints.fileCase, { key: draft.key, body: filingOf(draft, mainParts, wordsFor(draft)) }),
  titleOf: draft => titleOf(draft.story, wordsFor(draft).title),
  now: () => new Date().toISOString(),
}

export interface Filings {
  readonly ready: boolean
  readonly waiting: readonly Waiting[]
  readonly remembered: readonly Remembered[]
}

let shown: Filings = { ready: false, waiting: [], remembered: [] }
const listeners = new Set<() => void>()

async function refresh(): Promise<void> {
  const [waiting, remembered] = await Promise.all([queue.waiting(), queue.remembered()])
  shown = { ready: true, waiting, remembered }
  for (const listener of listeners) listener()
}

export const queue = filingQueue(deviceKeep, sender, () => void refresh())

export const useFilings = (): Filings =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown,
  )

/** Across tabs only one sends at a time; the others find the queue empty. */
async function sendWaiting(): Promise<void> {
  if (navigator.locks) await navigator.locks.request('fengqiao-filings', () => queue.sendWaiting())
  else await queue.sendWaiting()
}

/** Tries what waits now, whenever a network comes back, and each minute while something waits. */
export function startSending(): void {
  const attempt = () => void sendWaiting().then(refresh)
  addEventListener('online', attempt)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && shown.waiting.length > 0 && attempt())
  setInterval(() => shown.waiting.some(one => !one.refused) && attempt(), 60_000)
  void refresh().then(attempt)
}
