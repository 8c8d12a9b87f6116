import type { Problem } from '@fengqiao/contract'
import type { Language, Refusal } from '@fengqiao/kernel'
import type { FastifyReply } from 'fastify'

/** Statuses of the refusals that every route shares; a procedure's own rules are 409: the case's state says no. */
const statuses: Record<string, number> = {
  'bad-input': 400,
  'idempotency-key-required': 400,
  'sign-in-required': 401,
  'wrong-credentials': 401,
  'not-permitted': 403,
  'not-found': 404,
  'version-conflict': 409,
  'key-reused': 422,
  'too-large': 413,
  'wrong-type': 415,
  'too-many': 429,
}

/** The status that a refusal leaves with. */
export const statusOfRule = (rule: string): number => statuses[rule] ?? 409

export function problemOf(refused: Refusal, language: Language, instance?: string): Problem {
  return {
    type: `/problems/${refused.rule}`,
    title: refused.because[language],
    status: statusOfRule(refused.rule),
    rule: refused.rule,
    ...(refused.source ? { source: refused.source } : {}),
    ...(refused.help ? { help: refused.help[language], detail: refused.help[language] } : {}),
    ...(refused.fields ? { fields: refused.fields.map(field => ({ path: field.path, because: field.because[language] })) } : {}),
    ...(instance ? { instance } : {}),
  }
}

/** `status` replaces the one that the rule stands for. */
export function sendRefusal(reply: FastifyReply, refused: Refusal, status?: number): FastifyReply {
  const found = problemOf(refused, reply.request.caller?.language ?? 'zh', reply.request.id)
  const problem = status ? { ...found, status } : found
  reply.refusedBy = problem.rule
  if (problem.status === 429) reply.header('Retry-After', '60')
  return reply.code(problem.status).type('application/problem+json').send(problem)
}
