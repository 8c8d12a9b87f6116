import type { ServerResponse } from 'node:http'
import * as contract from '@fengqiao/contract'
import type { FastifyInstance } from 'fastify'
import { type Cases } from '../cases/cases.ts'
import { hashOfCode } from '../cases/commit.ts'
import { scopeOf } from '../cases/scope.ts'
import { findByCode, readCases, type Scope } from '../cases/store.ts'
import { serve } from '../http/serve.ts'
import type { Hub } from './hub.ts'

const beat = 25_000
const mostStreams = 10_000

/**
 * Server-sent events. A stream says `case` for a case it may see and `inbox` when a list of its unit changed; what the change
 * was is asked through the ordinary routes, so that permission is decided in one place.
 */
export function liveRoutes(app: FastifyInstance, { cases, hub }: { cases: Cases; hub: Hub }): void {
  const { db, district } = cases.services
  const open = new Set<ServerResponse>()
  // A stream never ends by itself: without this the server would wait for every open screen before it stops.
  app.addHook('preClose', async () => {
    for (const out of open) out.end()
  })
  serve(app, contract.streamEvents, async ({ caller, query, request, reply }) => {
    if (hub.size >= mostStreams) {
      void reply.code(503).header('Retry-After', '30').send()
      return undefined
    }
    const code = request.headers['query-code']
    const ofCode = typeof code === 'string' ? await findByCode(db, district, hashOfCode(code)) : undefined
    const scope: Scope = ofCode ? `case:${ofCode}` : scopeOf(caller)
    const unit = caller.kind === 'staff' ? caller.unit : undefined
    reply.hijack()
    const out = reply.raw
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) out.setHeader(name, value)
    out.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
    out.write('retry: 3000\n\n')
    open.add(out)
    const send = (event: string, data: unknown): void => {
      // A client that does not read is let go: it reconnects and asks again.
      if (out.writableLength > 64_000) out.destroy()
      else out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    }
    // Asked once: whether this stream may follow the case that its screen shows.
    const watched = query.case ?? ofCode
    const followed = watched && scope !== 'none' ? (await readCases(db, scope, district, [watched]))[0]?.matter.id : undefined
    const stop = hub.listen(change => {
      if (change === 'reset') return send('reset', {})
      const ours = unit !== undefined && change.units.includes(unit)
      if (ours) send('inbox', {})
      if (ours || change.case === followed) send('case', { id: change.case, revision: change.revision, step: change.step })
    })
    const heart = setInterval(() => out.write(': \n\n'), beat)
    const gone = (): void => {
      open.delete(out)
      stop()
      clearInterval(heart)
    }
    request.raw.on('close', gone)
    // It may have gone while we asked.
    if (request.raw.destroyed && out.destroyed) gone()
    return undefined
  })
}
