import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = (app: string): string => fileURLToPath(new URL(`../../../apps/${app}/dist/`, import.meta.url))

/** Serves the built apps: residents at `/`, the desk at `/desk/`. Hashed assets are kept for ever, pages are asked for again. */
export async function serveScreens(app: FastifyInstance): Promise<void> {
  const apps = [
    ['desk', '/desk/'],
    ['resident', '/'],
  ] as const
  for (const [index, [name, prefix]] of apps.entries()) {
    const root = built(name)
    if (!existsSync(root)) continue
    await app.register(fastifyStatic, {
      root,
      prefix,
      decorateReply: index === 0,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) =>
        void reply.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
    })
  }
  // The desk's own addresses live in the browser.
  if (existsSync(built('desk')))
    app.get('/desk/*', (request, reply) =>
      // A file that is not there is not a page: an old page asking for a replaced script must hear 404.
      /\.\w+$/.test(request.url.split('?')[0] ?? '')
        ? reply.callNotFound()
        : reply.header('Cache-Control', 'no-cache').sendFile('index.html', built('desk')),
    )
  app.get('/desk', (_, reply) => reply.redirect('/desk/'))
}
