import type { Answer, Trouble } from '../server/call.ts'
import type { Draft } from './draft.ts'
import type { Keep } from './keep.ts'

/**
 * Owns: filings that wait for a network. A filing keeps its key through every try, so that one the server took before the
 * line broke is not taken twice. Written down before each step: a phone that dies loses nothing that was told.
 */

export interface Waiting {
  readonly draft: Draft
  readonly since: string
  readonly tries: number
  /** Set when the server said no: it needs the person, trying again would not help. */
  readonly refused?: Trouble | undefined
}

/** A filed case as this device remembers it, so that its resident finds it again without signing in. */
export interface Remembered {
  readonly queryCode: string
  readonly number: string
  readonly title: string
  readonly filedAt: string
  readonly key: string
}

export interface Filed {
  readonly number: string
  readonly queryCode: string
}

export interface Sender {
  /** A token under which the attachments of one filing are stored. */
  openUpload(): Promise<Answer<string>>
  /** Stores one attachment; gives its hash. */
  upload(draft: Draft, attachment: Draft['attachments'][number]): Promise<Answer<string>>
  file(draft: Draft): Promise<Answer<Filed>>
  titleOf(draft: Draft): string
  now(): string
}

const [queueKey, doneKey] = ['queue', 'filed']
const mostRemembered = 50

/** Worth another try with the same key: nothing arrived, or the server was out of breath. */
export const willPass = (trouble: Trouble): boolean => trouble.offline || trouble.status === 429 || trouble.status >= 500

/** The token ran out or is no longer known, so what was stored under it is lost to this filing. */
const tokenIsSpent = ({ rule }: Trouble): boolean => ['uploadTokenIsUsed', 'sign-in-required', 'fileIsNotYours'].includes(rule)

export type Sent =
  | { readonly state: 'sent'; readonly filed: Remembered }
  | { readonly state: 'waiting' }
  | { readonly state: 'refused'; readonly trouble: Trouble }

export function filingQueue(keep: Keep, sender: Sender, changed: () => void = () => undefined) {
  let running: Promise<void> | undefined
  const read = async () => (await keep.get<Waiting[]>(queueKey)) ?? []
  const remembered = async () => (await keep.get<Remembered[]>(doneKey)) ?? []
  const write = async (edit: (all: Waiting[]) => Waiting[]) => {
    await keep.set(queueKey, edit(await read()))
    changed()
  }
  const replace = (next: Waiting) => write(all => all.map(one => (one.draft.key === next.draft.key ? next : one)))
  const drop = (key: string) => write(all => all.filter(one => one.draft.key !== key))

  async function attempt(item: Waiting, again = true): Promise<Sent> {
    let { draft } = item
    const fail = async (trouble: Trouble): Promise<Sent> => {
      const passes = willPass(trouble)
      await replace({ ...item, draft, tries: item.tries + 1, refused: passes ? undefined : trouble })
      return passes ? { state: 'waiting' } : { state: 'refused', trouble }
    }
    /** Attachments belong to the token they came with: a new token means sending all of them anew. */
    const afresh = async (): Promise<Sent> => {
      draft = { ...draft, uploadToken: undefined, attachments: draft.attachments.map(one => ({ ...one, hash: undefined })) }
      await replace({ ...item, draft })
      return attempt({ ...item, draft }, false)
    }
    if (draft.attachments.length > 0 && !draft.uploadToken) {
      const opened = await sender.openUpload()
      if (!opened.ok) return fail(opened.trouble)
      draft = { ...draft, uploadToken: opened.value }
      await replace({ ...item, draft })
    }
    for (const attachment of draft.attachments) {
      if (attachment.hash) continue
      const stored = await sender.upload(draft, attachment)
      if (!stored.ok) return again && tokenIsSpent(stored.trouble) ? afresh() : fail(stored.trouble)
      draft = { ...draft, attachments: draft.attachments.map(one => (one.id === attachment.id ? { ...one, hash: stored.value } : one)) }
      await replace({ ...item, draft })
    }
    const answer = await sender.file(draft)
    if (!answer.ok) return again && draft.uploadToken && tokenIsSpent(answer.trouble) ? afresh() : fail(answer.trouble)
    const filed: Remembered = { ...answer.value, title: sender.titleOf(draft), filedAt: sender.now(), key: draft.key }
    // Remember before dropping: dying between the two repeats the request, which the key makes harmless.
    const others = (await remembered()).filter(one => one.key !== draft.key)
    await keep.set(doneKey, [filed, ...others].slice(0, mostRemembered))
    await drop(draft.key)
    return { state: 'sent', filed }
  }

  /** One at a time, so that two tabs' worth of events never race over the list. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (running) await running
    const result = work()
    running = result.then(
      () => undefined,
      () => undefined,
    )
    try {
      return await result
    } finally {
      running = undefined
    }
  }

  return {
    waiting: read,
    remembered,
    /** Writes the draft down and tries to send it. */
    send: (draft: Draft): Promise<Sent> =>
      inTurn(async () => {
        const item: Waiting = { draft, since: sender.now(), tries: 0 }
        await write(all => [...all.filter(one => one.draft.key !== draft.key), item])
        return attempt(item)
      }),
    /** Tries everything that waits; stops at the first sign that there is still no network. */
    sendWaiting: (): Promise<Remembered[]> =>
      inTurn(async () => {
        const sent: Remembered[] = []
        for (const item of await read()) {
          if (item.refused) continue
          const result = await attempt(item)
          if (result.state === 'sent') sent.push(result.filed)
          if (result.state === 'waiting') break
        }
        return sent
      }),
    /** Takes a refused or waiting filing back, to be corrected; undefined when it is no longer there. */
    takeBack: (key: string): Promise<Draft | undefined> =>
      inTurn(async () => {
        const found = (await read()).find(one => one.draft.key === key)
        if (found) await drop(key)
        return found?.draft
      }),
    forget: async (queryCode: string): Promise<void> => {
      await keep.set(
        doneKey,
        (await remembered()).filter(one => one.queryCode !== queryCode),
      )
      changed()
    },
    remember: async (one: Remembered): Promise<void> => {
      const others = (await remembered()).filter(other => other.queryCode !== one.queryCode)
      await keep.set(doneKey, [one, ...others].slice(0, mostRemembered))
      changed()
    },
  }
}
