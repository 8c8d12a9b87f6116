import { setTimeout as pause } from 'node:timers/promises'
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

/** A balancer asks every few seconds; one that asked within this time is waited for. */
const watchedWithinMs = 30_000
const noticedAfterMs = 1_500

/**
 * Liveness and readiness for balancers, figures for Prometheus. After `retire` readiness says 503 while everything else still
 * answers; it resolves when a balancer that watches has had time to see it.
 */
export function watchRoutes(app: FastifyInstance, { db, metrics, streams }: WatchServices): { retire(): Promise<void> } {
  metrics.countStreams(streams)
  let stopping = false
  let asked = 0
  const newest = readMigrations().then(all => all.at(-1)?.number ?? 0)

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000)
    if (reply.refusedBy) metrics.refusal(reply.refusedBy)
  })

  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/readyz', async (_, reply) => {
    asked = Date.now()
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
    async retire() {
      stopping = true
      if (Date.now() - asked < watchedWithinMs) await pause(noticedAfterMs)
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
