import type { Problem, Route } from '@fengqiao/contract'
import { settings } from '../settings/settings.ts'

/**
 * Owns: one request to the server. Types come from the contract at no cost: its schemas (and Zod) would weigh more than the
 * rest of this app, so only their types are imported and `endpoints.test.ts` holds method and path to the contract.
 */

type Output<T> = NonNullable<T> extends { readonly _output: infer O } ? O : undefined
type Input<T> = NonNullable<T> extends { readonly _input: infer I } ? I : undefined

export interface Endpoint<R extends Route> {
  readonly method: R['method']
  readonly path: string
  /** Never set: keeps the route's type with the endpoint. */
  readonly route?: R
}

export type Reply<R extends Route> = Output<R['reply']>

/** What went wrong, ready to be shown. `offline`: the request never arrived, trying again is safe with the same key. */
export interface Trouble {
  readonly offline: boolean
  readonly status: number
  readonly rule: string
  readonly title: string
  readonly help?: string | undefined
  readonly source?: string | undefined
  readonly fields?: readonly { readonly path: string; readonly because: string }[] | undefined
}
export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble }

export interface Sending<R extends Route> {
  readonly params?: Input<R['params']>
  readonly query?: Input<R['query']>
  readonly body?: Input<R['body']>
  readonly form?: FormData
  /** Idempotency key of a write: one per thing the person did, the same on every try. */
  readonly key?: string
  /** Query code of a case, sent as a header. */
  readonly code?: string | undefined
  readonly uploadToken?: string | undefined
  readonly signal?: AbortSignal
}

export const newKey = (): string => (crypto.randomUUID ? crypto.randomUUID() : randomUuid())

/** `randomUUID` needs https; a poster may lead to a plain address of a local network. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

/** Says which of our screens asks: an officer may be signed in as a resident in the same browser. */
const side = 'fengqiao-resident'

/** Sends a request and reads its JSON. Refusals and lost networks come back as `ok: false`; nothing is thrown but an abort. */
export async function call<R extends Route>(endpoint: Endpoint<R>, sending: Sending<R> = {}): Promise<Answer<Reply<R>>> {
  const answer = await send(endpoint, sending)
  if (!answer.ok) return answer
  try {
    return { ok: true, value: (await answer.value.json()) as Reply<R> }
  } catch {
    return { ok: false, trouble: unreadable(answer.value.status) }
  }
}

/** The same for replies that are files (letters as PDF). */
export async function callForFile<R extends Route>(endpoint: Endpoint<R>, sending: Sending<R> = {}): Promise<Answer<Blob>> {
  const answer = await send(endpoint, sending)
  return answer.ok ? { ok: true, value: await answer.value.blob() } : answer
}

async function send<R extends Route>(endpoint: Endpoint<R>, sending: Sending<R>): Promise<Answer<Response>> {
  const write = endpoint.method !== 'GET'
  const headers: Record<string, string> = {
    'Accept-Language': settings().language,
    Accept: 'application/json, */*;q=0.5',
    'X-Requested-With': side,
  }
  if (write) {
    headers['Idempotency-Key'] = sending.key ?? newKey()
    if (!sending.form) headers['Content-Type'] = 'application/json'
  }
  if (sending.code) headers['Query-Code'] = sending.code
  if (sending.uploadToken) headers['X-Upload-Token'] = sending.uploadToken
  const body = sending.form ?? (write ? JSON.stringify(sending.body ?? {}) : null)
  let response: Response
  try {
    response = await fetch(addressOf(endpoint.path, sending.params, sending.query), {
      method: endpoint.method,
      headers,
      body,
      credentials: 'same-origin',
      ...(sending.signal ? { signal: sending.signal } : {}),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    return { ok: false, trouble: offline() }
  }
  return response.ok ? { ok: true, value: response } : { ok: false, trouble: await readTrouble(response) }
}

export function addressOf(path: string, params: unknown, query: unknown): string {
  const values = (params ?? {}) as Record<string, string | number | undefined>
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')))
  const asked = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined && value !== null)
  const search = new URLSearchParams(asked.map(([name, value]) => [name, String(value)]))
  return search.size > 0 ? `${filled}?${search}` : filled
}

const say = (zh: string, en: string) => (settings().language === 'zh' ? zh : en)

function offline(): Trouble {
  return {
    offline: true,
    status: 0,
    rule: 'offline',
    title: say('网络不通', 'No connection'),
    help: say('请检查网络后再试', 'Check the connection and try again'),
  }
}

function unreadable(status: number): Trouble {
  return {
    offline: false,
    status,
    rule: 'unreadable',
    title: say('系统暂时无法答复', 'The system cannot answer just now'),
    help: say('请稍后再试，或到就近驿站办理', 'Try again later, or visit the nearest station'),
  }
}

async function readTrouble(response: Response): Promise<Trouble> {
  try {
    const problem = (await response.json()) as Partial<Problem>
    if (!problem.title) return unreadable(response.status)
    const { rule = '', title, help, source, fields } = problem
    return { offline: false, status: response.status, rule, title, help, source, fields }
  } catch {
    return unreadable(response.status)
  }
}
