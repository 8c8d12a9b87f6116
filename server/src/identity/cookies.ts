import type { FastifyReply, FastifyRequest } from 'fastify'

/** Staff and residents carry separate cookies: an officer may also be a resident in the same browser. */
export type Side = 'staff' | 'resident'

export interface CookieSettings {
  /** Served over https (here or by the balancer in front): cookies become Secure and take the __Host- prefix. */
  readonly https: boolean
}

export const cookieName = (side: Side | 'oidc', { https }: CookieSettings): string => `${https ? '__Host-' : ''}fengqiao-${side}`

const flags = ({ https }: CookieSettings) => ({ httpOnly: true, sameSite: 'lax', secure: https, path: '/' }) as const

/** Writes the session's secret; `seconds` null lets the browser forget it when it closes. */
export function giveCookie(
  reply: FastifyReply,
  settings: CookieSettings,
  side: Side | 'oidc',
  value: string,
  seconds: number | null,
): void {
  reply.setCookie(cookieName(side, settings), value, { ...flags(settings), ...(seconds === null ? {} : { maxAge: seconds }) })
}

export function takeCookie(reply: FastifyReply, settings: CookieSettings, side: Side | 'oidc'): void {
  reply.clearCookie(cookieName(side, settings), flags(settings))
}

export const readCookie = (request: FastifyRequest, settings: CookieSettings, side: Side | 'oidc'): string | undefined =>
  request.cookies[cookieName(side, settings)]
