import type { RoleId } from '@fengqiao/kernel'
import type { z } from 'zod'

/**
 * Who may knock at all. Object-level permission (this case, this unit) is decided by the operation itself;
 * this is the first door and it is closed unless a route opens it.
 */
export type Access =
  | 'public' // anybody, signed in or not
  | 'resident' // a signed-in resident
  | 'staff' // any signed-in member of staff
  | readonly RoleId[] // staff whose current post has one of these roles

export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  /** Operation id, verb + noun: `listCases`. Unique over the whole contract. */
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** OpenAPI form: `/api/cases/{id}/actions`. */
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** 200 unless `status` says otherwise. */
  readonly reply: Reply
  readonly status?: 200 | 201 | 202 | 204
  /** Problem codes a caller must be ready for, besides the ones every route has (400, 401, 403, 404, 429). */
  readonly refusals?: readonly string[]
  /** Multipart or raw replies are described by hand; JSON is the default. */
  readonly replyType?: string
  readonly bodyType?: 'json' | 'multipart' | 'form'
}

/** Keeps the literal access with the route, so that its handler is given the right kind of caller. */
export function route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType, const A extends Access>(
  definition: Route<P, Q, B, R> & { readonly access: A },
): Route<P, Q, B, R> & { readonly access: A } {
  return definition
}
