import { randomUUID } from 'node:crypto'

/** One request and its answer, whatever carries it: inside the process, or over a socket. */
export type Transport = (request: {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer | undefined
}) => Promise<{ readonly status: number; readonly headers: Headers; readonly cookies: readonly string[]; readonly raw: Buffer }>

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly raw: Buffer
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read replies of every shape
  readonly body: any
}

/** A browser of its own: keeps cookies, sends what the platform's pages send, a fresh key with every write. */
export interface Client {
  /** `body` is sent as JSON; a string or bytes as they are. */
  ask(method: string, url: string, body?: object | string | Buffer, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** Signs in anew; done by itself once when an answer says that the session has run out. */
  signIn(): Promise<void>
}

export function clientOf(transport: Transport, page: string, signIn: (fresh: Client['ask']) => Promise<void>): Client {
  const cookies = new Map<string, string>()
  const once: Client['ask'] = async (method, url, body, headers = {}) => {
    const payload = body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const reply = await transport({
      method,
      url,
      payload,
      headers: {
        'x-requested-with': page,
        'idempotency-key': randomUUID(),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } : {}),
        ...headers,
      },
    })
    for (const cookie of reply.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(cookie)) cookies.delete(name)
      else cookies.set(name, value)
    }
    const json = /json/.test(reply.headers.get('content-type') ?? '')
    return {
      status: reply.status,
      headers: reply.headers,
      raw: reply.raw,
      body: json && reply.raw.length > 0 ? JSON.parse(reply.raw.toString()) : reply.raw.toString(),
    }
  }
  let entering: Promise<void> | undefined
  const enter = (): Promise<void> => {
    entering ??= (async () => {
      cookies.clear()
      await signIn(once)
    })().finally(() => {
      entering = undefined
    })
    return entering
  }
  return {
    signIn: enter,
    ask: async (...request) => {
      const reply = await once(...request)
      if (reply.status !== 401 || reply.body.rule !== 'sign-in-required') return reply
      await enter()
      return once(...request)
    },
  }
}
