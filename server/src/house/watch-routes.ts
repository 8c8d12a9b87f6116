import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { House } from './house.ts'

/** Liveness and readiness for balancers. */
export function watchRoutes(app: FastifyInstance, { database }: House): void {
  app.get('/healthz', () => ({ status: 'ok' }))
  app.get('/readyz', async (_, reply) => {
    try {
      await sql`select 1`.execute(database.db)
      return { status: 'ready' }
    } catch {
      return reply.code(503).header('Retry-After', '5').send({ status: 'the database does not answer' })
    }
  })
}
