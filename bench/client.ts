import { randomUUID } from 'node:crypto'
import http from 'node:http'

/** A signed-in caller for benches: plain node:http with kept-alive sockets, so that the client costs little of the shared cores. */
export class BenchClient {
  readonly #agent: http.Agent
  readonly #port: number
  #cookie = ''

  constructor(port: number, agent: http.Agent) {
    this.#port = port
    this.#agent = agent
  }

  call<Reply>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Reply }> {
    const text = body === undefined ? undefined : JSON.stringify(body)
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          agent: this.#agent,
          host: '127.0.0.1',
          port: this.#port,
          method,
          path,
          headers: {
            'x-requested-with': 'fengqiao-bench',
            ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
            ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
            ...(this.#cookie ? { cookie: this.#cookie } : {}),
            ...headers,
          },
        },
        response => {
          const parts: Buffer[] = []
          response.on('data', part => parts.push(part))
          response.on('error', reject)
          response.on('end', () => {
            const cookies = response.headers['set-cookie']
            if (cookies) this.#cookie = cookies.map(cookie => cookie.split(';')[0]).join('; ')
            const raw = Buffer.concat(parts).toString()
            resolve({ status: response.statusCode ?? 0, body: (raw.startsWith('{') ? JSON.parse(raw) : raw) as Reply })
          })
        },
      )
      request.on('error', reject)
      request.end(text)
    })
  }

  /** As `call`, and throws when the answer is a problem: a bench never counts a refused action. */
  async must<Reply>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> {
    const answer = await this.call<Reply>(method, path, body, headers)
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`)
    return answer.body
  }

  async signIn(login: string, password: string, role: string): Promise<this> {
    await this.must('POST', '/api/identity/sign-in', { login, password })
    const { me } = await this.must<{ me: { post: string; posts: { id: string; role: string }[] } }>('GET', '/api/identity/me')
    const post = me.posts.find(one => one.role === role)
    if (!post) throw new Error(`${login} holds no post as ${role}`)
    if (post.id !== me.post) await this.must('PUT', '/api/identity/post', { post: post.id })
    return this
  }
}
