import { type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyRequest } from 'fastify'

const writes = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

const forged = refusal(
  'not-permitted',
  text('请求不是从本平台的页面发出的，已拒绝', 'The request did not come from a page of this platform'),
  {
    help: text('请从本平台页面操作；程序调用请使用接口密钥', 'Act from the platform’s own pages; programs use an API key'),
    source: 'OWASP CSRF',
  },
)

/**
 * Refuses a write that another site's page could have made the browser send: besides SameSite=Lax, it must carry
 * `X-Requested-With` (which a foreign page cannot set without our consent), and an Origin, when sent, must be ours.
 * Only requests that ride on a cookie, or that would set one, are judged: `rides` says so.
 */
export function writeIsForged(request: FastifyRequest, rides: boolean, origins: readonly string[]): Refusal | undefined {
  if (!rides || !writes.has(request.method)) return undefined
  if (!request.headers['x-requested-with']) return forged
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return forged
  const { origin } = request.headers
  if (origin === undefined) return undefined
  const own = [`http://${request.headers.host}`, `https://${request.headers.host}`, ...origins]
  return own.includes(origin) ? undefined : forged
}
