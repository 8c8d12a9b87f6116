import type { Caller } from '../identity/caller.ts'

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller
  }
  interface FastifyContextConfig {
    routeId?: string
  }
}
