import type { Caller } from '../identity/caller.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyReply {
    /** The rule of the refusal that this reply carries; counted in the metrics. */
    refusedBy?: string
  }
  interface FastifyContextConfig {
    routeId?: string
  }
}
