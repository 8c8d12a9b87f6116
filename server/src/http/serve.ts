import type { Route } from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Caller, ResidentCaller, StaffCaller } from '../identity/caller.ts'
import { sendRefusal } from './problem.ts'

/** A route's part is optional in `Route`, yet a route that declares it always has it. */
type Output<T> = NonNullable<T> extends z.ZodType ? z.output<NonNullable<T>> : undefined
type Input<T> = NonNullable<T> extends z.ZodType ? z.input<NonNullable<T>> : undefined

/** In tuples, so that `'resident' & readonly RoleId[]`, which `Access & A` also holds, does not widen the caller. */
type CallerOf<A> = [A] extends ['public']
  ? Caller
  : [A] extends ['resident']
    ? ResidentCaller
    : [A] extends ['staff' | readonly unknown[]]
      ? StaffCaller
      : Caller

export interface Call<R extends Route> {
  readonly caller: CallerOf<R['access']>
  readonly params: Output<R['params']>
  readonly query: Output<R['query']>
  readonly body: Output<R['body']>
  /** `Idempotency-Key` header; required on every write. */
  readonly key: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What a handler may give back: the reply's shape, a refusal, or nothing when it has answered by itself (streams, files). */
export type Answer<R extends Route> = Input<R['reply']> | Refusal | undefined

const signInFirst = refusal('sign-in-required', text('请先登录', 'Please sign in first'))
const notYourDoor = refusal('not-permitted', text('您当前的岗位无权办理此事', 'Your current post may not do this'))
const keyMissing = refusal(
  'idempotency-key-required',
  text('写入请求须带 Idempotency-Key 请求头', 'A writing request needs an Idempotency-Key header'),
  { help: text('每个新动作生成一个随机键，重试时沿用原键', 'Make one random key per new action and repeat it on retry') },
)

/**
 * Binds a contract route to its handler: first door (access), then input by schema, then the handler.
 * Anything refused leaves as an RFC 9457 problem in the caller's language.
 */
export function serve<R extends Route>(app: FastifyInstance, route: R, handle: (call: Call<R>) => Promise<Answer<R>> | Answer<R>): void {
  app.route({
    method: route.method,
    url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
    config: { routeId: route.id },
    handler: async (request, reply) => {
      const { caller } = request
      const closed = knock(route, caller)
      if (closed) return sendRefusal(reply, closed)
      const input = readInput(route, request)
      if (isRefusal(input)) return sendRefusal(reply, input)
      const answer = await handle({
        ...input,
        caller: caller as CallerOf<R['access']>,
        key: String(request.headers['idempotency-key'] ?? ''),
        request,
        reply,
      } as Call<R>)
      if (reply.sent || answer === undefined) return reply
      if (isRefusal(answer)) return sendRefusal(reply, answer)
      return reply.code(route.status ?? 200).send(answer)
    },
  })
}

function knock(route: Route, caller: Caller): Refusal | undefined {
  const { access } = route
  if (access === 'public') return undefined
  if (access === 'resident') return caller.kind === 'resident' ? undefined : signInFirst
  if (caller.kind !== 'staff') return signInFirst
  if (access === 'staff') return undefined
  return access.includes(caller.role) ? undefined : notYourDoor
}

function readInput(route: Route, request: FastifyRequest): Record<'params' | 'query' | 'body', unknown> | Refusal {
  const parts: Record<'params' | 'query' | 'body', unknown> = { params: undefined, query: undefined, body: undefined }
  const problems: { path: string; because: ReturnType<typeof text> }[] = []
  for (const part of ['params', 'query', 'body'] as const) {
    const schema = route[part]
    if (!schema || (part === 'body' && route.bodyType === 'multipart')) continue
    const parsed = schema.safeParse(request[part] ?? {})
    if (parsed.success) parts[part] = parsed.data
    else for (const issue of parsed.error.issues) problems.push({ path: issue.path.join('.') || part, because: describeIssue(issue) })
  }
  if (problems.length > 0)
    return refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), { fields: problems })
  if (route.method !== 'GET' && route.access !== 'public' && !request.headers['idempotency-key']) return keyMissing
  return parts
}

/** Zod's own sentences are English; residents read Chinese. The kinds that matter are said in both. */
function describeIssue(issue: z.core.$ZodIssue): ReturnType<typeof text> {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? text('此项必填', 'This is required') : text('此项的类型不对', `Expected ${issue.expected}`)
    case 'too_small':
      return text(`至少 ${issue.minimum}`, `At least ${issue.minimum}`)
    case 'too_big':
      return text(`至多 ${issue.maximum}`, `At most ${issue.maximum}`)
    case 'invalid_value':
      return text(`只能是：${issue.values.join('、')}`, `One of: ${issue.values.join(', ')}`)
    case 'unrecognized_keys':
      return text(`不认识的项：${issue.keys.join('、')}`, `Unknown: ${issue.keys.join(', ')}`)
    case 'custom':
      return (issue.params as { because?: ReturnType<typeof text> } | undefined)?.because ?? text('此项不符合要求', issue.message)
    default:
      return text('此项不符合要求', issue.message)
  }
}
