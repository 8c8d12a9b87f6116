import type { FastifyInstance } from 'fastify'
import { type ApiDocument, docsPage } from './docs-page.ts'
import { openApi } from './openapi.ts'

/** `/openapi.json` for programs, `/docs` for people. Both are made at the first request and kept: the contract does not change while the process runs. */
export function docsRoutes(app: FastifyInstance, { url }: { url: string }): void {
  let json: string | undefined
  const pages = new Map<string, string>()
  const document = (): string => {
    json ??= JSON.stringify(openApi({ url }))
    return json
  }
  app.get('/openapi.json', (_, reply) =>
    reply.type('application/json; charset=utf-8').header('Cache-Control', 'public, max-age=300').send(document()),
  )
  app.get('/docs', (request, reply) => {
    const asked = (request.query as { lang?: string }).lang
    const language = asked === 'zh' || asked === 'en' ? asked : (request.caller?.language ?? 'zh')
    const page = pages.get(language) ?? docsPage(JSON.parse(document()) as ApiDocument, language)
    pages.set(language, page)
    return reply.type('text/html; charset=utf-8').header('Cache-Control', 'private, max-age=300').send(page)
  })
}
