import type { FastifyInstance } from 'fastify'
import type { Db } from '../database/connect.ts'
import { readMigrations } from '../database/migrate.ts'
import type { Metrics } from './metrics.ts'
import { newestMigration } from './store.ts'

export interface WatchServices {
  readonly db: Db
  readonly metrics: Metrics
  /** Open event streams of this process. */
  readonly streams: () => number
}

/** Liveness and readiness for balancers, figures for Prometheus. After `stop` readiness says 503 while everything else still answers. */
export function watchRoutes(app: FastifyInstance, { db, metrics, streams }: WatchServices): { stop(): void } {
  metrics.countStreams(streams)
  let stopping = false
  const newest = readMigrations().then(all => all.at(-1)?.number ?? 0)

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
    if (reply.refusedBy) metrics.refusal(reply.refusedBy)
  })

  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/readyz', async (_, reply) => {
    const why = stopping ? 'shutting down' : await unready(db, await newest)
    return why ? reply.code(503).header('Retry-After', '5').send({ status: why }) : { status: 'ready' }
  })

  app.get('/metrics', async (_, reply) =>
    reply
      .type(metrics.contentType)
      .header('Cache-Control', 'no-store')
      .send(await metrics.scrape()),
  )

  return {
    stop: () => {
      stopping = true
    },
  }
}

async function unready(db: Db, newest: number): Promise<string | undefined> {
  try {
    const applied = await newestMigration(db)
    return applied < newest ? `migrations are pending: the database is at ${applied}, this program needs ${newest}` : undefined
  } catch {
    return 'the database does not answer'
  }
}
