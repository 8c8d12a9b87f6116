import type { Language } from '@fengqiao/kernel'
import type { z } from 'zod'
import type { Problem } from './problem.ts'
import type { Route } from './route.ts'

/**
 * The typed way from a screen to the server: what may be sent and what comes back is read from the route itself.
 * A "no" arrives as a thrown `ProblemError` that carries the RFC 9457 document; so does a network that is not there.
 */
export interface Client {
  /** Sends one request. A write gets an `Idempotency-Key`, made here unless `key` repeats an earlier one. */
  call<R extends Route>(route: R, ...sent: Sent<R>): Promise<Reply<R>>
  /** Address of a reply that the browser opens by itself: a PDF, an export, a picture. */
  address<R extends Route>(route: R, ...sent: Sent<R>): string
  /** A reply that is no JSON, fetched with this client's headers (a letter by query code). */
  download<R extends Route>(route: R, ...sent: Sent<R>): Promise<Blob>
  /** Sends one file as multipart field `file`; `progress` hears fractions from 0 to 1. */
  upload<R extends Route>(route: R, file: Blob, options?: UploadOptions): Promise<Reply<R>>
  /** The headers of a GET, for a stream that is read by hand. */
  headers(extra?: Extra): Record<string, string>
}

export interface ClientOptions {
  /** Origin and path before `/api`; empty in a browser on the same site. */
  readonly base?: string
  /** Which screen asks: an officer may be signed in as a resident in the same browser. */
  readonly side: 'desk' | 'resident' | 'field'
  readonly language: () => Language
  readonly network: Network
  /** How long to wait before a write that got no answer is sent once more, in milliseconds. */
  readonly retryAfter?: number
}

/** How requests leave the machine; given by the screen, since the contract does no I/O. Rejects when nothing could be reached. */
export interface Network {
  readonly ask: (url: string, init: RequestInit) => Promise<Response>
  readonly post: (
    url: string,
    file: Blob,
    headers: Readonly<Record<string, string>>,
    options: Pick<UploadOptions, 'progress' | 'signal'>,
  ) => Promise<{ readonly status: number; readonly text: string }>
  readonly pause: (milliseconds: number) => Promise<void>
}

export interface Extra {
  readonly key?: string
  /** Opens one case without signing in; travels in a header, never in an address. */
  readonly queryCode?: string
  readonly signal?: AbortSignal
}

export interface UploadOptions extends Extra {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly uploadToken?: string
  readonly progress?: (share: number) => void
}

type In<T> = NonNullable<T> extends z.ZodType ? z.input<NonNullable<T>> : unknown
/** A part that the route does not declare, or in which everything has a default, may be left out. */
type Part<Name extends string, T> =
  unknown extends In<T>
    ? { readonly [K in Name]?: undefined }
    : {} extends In<T>
      ? { readonly [K in Name]?: In<T> }
      : { readonly [K in Name]: In<T> }

export type Call<R extends Route> = Part<'params', R['params']> & Part<'query', R['query']> & Part<'body', R['body']> & Extra
export type Sent<R extends Route> = {} extends Call<R> ? [call?: Call<R>] : [call: Call<R>]
export type Reply<R extends Route> = z.output<R['reply']>

/** An expected "no" of the server, or `offline` when it could not be asked at all (status 0). */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** A fresh key for a new action; repeat it when the same action is sent again. */
export const newKey = (): string => crypto.randomUUID()

const writes = (route: Route): boolean => route.method !== 'GET'

interface AnyCall extends Extra {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

export function createClient(options: ClientOptions): Client {
  const { base = '', side, language, network, retryAfter = 400 } = options

  const headers = ({ key, queryCode }: Extra = {}): Record<string, string> => ({
    accept: 'application/json, application/problem+json',
    'accept-language': language(),
    'x-requested-with': `fengqiao-${side}`,
    ...(key ? { 'idempotency-key': key } : {}),
    ...(queryCode ? { 'query-code': queryCode } : {}),
  })

  const send = async (route: Route, call: AnyCall): Promise<Response> => {
    const key = writes(route) ? (call.key ?? newKey()) : undefined
    const init: RequestInit = { method: route.method, headers: headers({ ...call, key }), credentials: 'same-origin' }
    if (call.signal) init.signal = call.signal
    if (route.body && call.body !== undefined) {
      init.body = JSON.stringify(call.body)
      init.headers = { ...init.headers, 'content-type': 'application/json' }
    }
    const url = addressOf(base, route, call)
    const once = async (): Promise<Response> => {
      try {
        return await network.ask(url, init)
      } catch (error) {
        if (call.signal?.aborted) throw error
        throw offline(language())
      }
    }
    // The key makes the second sending safe: whatever the first one did is not done twice.
    if (!writes(route)) return once()
    const first = await once().catch((error: unknown) => error)
    if (first instanceof Response && ![502, 503, 504].includes(first.status)) return first
    if (!(first instanceof Response) && !(first instanceof ProblemError)) throw first
    await network.pause(retryAfter)
    return once()
  }

  return {
    headers,
    address: (route, ...[call]) => addressOf(base, route, (call ?? {}) as AnyCall),
    call: async (route, ...[call]) => {
      const response = await send(route, (call ?? {}) as AnyCall)
      if (!response.ok) throw new ProblemError(await problemIn(response, language()))
      return (response.status === 204 ? undefined : await response.json()) as never
    },
    download: async (route, ...[call]) => {
      const response = await send(route, (call ?? {}) as AnyCall)
      if (!response.ok) throw new ProblemError(await problemIn(response, language()))
      return response.blob()
    },
    upload: async (route, file, extra = {}) => {
      const sent = headers({ ...extra, key: extra.key ?? newKey() })
      if (extra.uploadToken) sent['x-upload-token'] = extra.uploadToken
      const { status, text } = await network.post(addressOf(base, route, extra), file, sent, extra).catch((error: unknown) => {
        throw extra.signal?.aborted ? error : offline(language())
      })
      const found = readJson(text)
      if (status < 200 || status > 299) throw new ProblemError(isProblem(found) ? found : broken(status, language()))
      return found as never
    },
  }
}

/** Path with its slots filled and the query behind it; an absent value leaves its name out. */
export function addressOf(base: string, route: Route, { params = {}, query = {} }: AnyCall): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`${route.id} needs '${name}' in its address; give it in params`)
    return encodeURIComponent(written(value))
  })
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, written(one))
  }
  const tail = search.toString()
  return `${base}${path}${tail ? `?${tail}` : ''}`
}

const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`)

async function problemIn(response: Response, language: Language): Promise<Problem> {
  const found = readJson(await response.text())
  return isProblem(found) ? found : broken(response.status, language)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'rule' in value && 'title' in value && 'status' in value

const offline = (language: Language): ProblemError =>
  new ProblemError({
    type: '/problems/offline',
    rule: 'offline',
    status: 0,
    title: { zh: '网络不通，没有连上服务器', en: 'The server cannot be reached' }[language],
    help: { zh: '请检查网络后重试，已填写的内容会保留', en: 'Check the connection and try again; what you typed is kept' }[language],
  })

/** The answer came from something that does not speak our language: a proxy, or a server that broke down. */
const broken = (status: number, language: Language): Problem => ({
  type: '/problems/broken',
  rule: 'broken',
  status,
  title: { zh: '服务器暂时无法处理', en: 'The server cannot handle this at the moment' }[language],
  help: {
    zh: `请稍后重试；如反复出现，请告知管理员（代码 ${status}）`,
    en: `Try again shortly; if it keeps happening, tell the administrator (code ${status})`,
  }[language],
})
