import {
  open311Discovery,
  open311File,
  open311Request,
  open311Requests,
  open311Service,
  open311Services,
  open311Token,
  open311Updates,
  type Problem,
} from '@fengqiao/contract'
import { isRefusal, type Language, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Cases } from '../cases/cases.ts'
import { readCursor, writeCursor } from '../cases/list-store.ts'
import { namingOf } from '../cases/reading.ts'
import { serve } from '../http/serve.ts'
import { callerOfKey } from '../identity/authenticate.ts'
import type { KeyCaller } from '../identity/caller.ts'
import type { IdentityServices } from '../identity/services.ts'
import { contentTypes, type Format, type Value, write } from './document.ts'
import { readForm } from './filing.ts'
import { isPublic, requestView, updatesOf } from './public-request.ts'
import { definitionView, openToAnyone, questionsOf, serviceOf, servicesOf, serviceView } from './services.ts'
import { changedRequests, eventsOf, findRequests, listRequests, type RequestRow } from './store.ts'

export interface Open311Services {
  readonly cases: Cases
  readonly identity: IdentityServices
  /** Address that outside programs see, without a slash at its end. */
  readonly publicUrl: string
}

const span = 90 * 86_400_000
const noSuchRequest = refusal('not-found', text('没有这个 service_request_id', 'service_request_id was not found'))
const noSuchService = refusal('not-found', text('没有这个 service_code', 'service_code was not found'))
const noSuchJurisdiction = refusal('not-found', text('没有这个 jurisdiction_id', 'jurisdiction_id was not found'))
const keyMissing = refusal('sign-in-required', text('缺少 api_key', 'api_key was not provided'))
const notOffered = refusal('not-found', text('本系统没有开放受理的事项', 'Nothing can be filed here'))

/** Binds the Open311 door in a scope of its own: only here are forms read, and only here do failures leave as `errors`. */
export function open311Routes(app: FastifyInstance, services: Open311Services): void {
  void app.register(async scope => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 65_536 }, (_request, body, done) =>
      done(null, readPairs(String(body))),
    )
    scope.addHook('onSend', async (_request, reply, payload) => asErrors(reply, payload))
    bind(scope, services)
  })
}

function bind(app: FastifyInstance, services: Open311Services): void {
  const { cases, identity } = services
  const { reference, procedures, district, db, now } = cases.services
  const procedure = () => openToAnyone(procedures)
  const elsewhere = (id: string | undefined) => id !== undefined && id !== '' && id !== district
  const give = (reply: FastifyReply, format: Format, root: string, value: Value): undefined => {
    void reply
      .type(contentTypes[format])
      .header('Vary', 'Accept-Language')
      .header('Access-Control-Allow-Origin', '*')
      .send(write(format, root, value))
  }
  const views = (rows: readonly RequestRow[], language: Language): Value[] =>
    rows.flatMap(({ state }) => {
      const own = cases.procedure(state.procedure, state.version)
      return own && isPublic(own, state) ? [requestView(namingOf(cases), own, state, language)] : []
    })

  serve(app, open311Discovery, ({ params, reply }) =>
    give(reply, params.format, 'discovery', {
      changeset: '2026-03-01T00:00:00Z',
      contact: text('请联系区社会治理中心', 'Please contact the district governance centre')[reply.request.caller.language],
      key_service: text('接口密钥由系统管理员在“安全设置”中发放', 'API keys are issued by the security administrator')[
        reply.request.caller.language
      ],
      endpoints: [
        {
          specification: 'http://wiki.open311.org/GeoReport_v2',
          url: `${services.publicUrl}/open311/v2/`,
          changeset: '2026-03-01T00:00:00Z',
          type: 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    }),
  )

  serve(app, open311Services, ({ params, query, reply, caller }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    const opened = procedure()
    const asks = opened !== undefined && questionsOf(opened).length > 0
    const all = opened ? servicesOf(reference.dutyList) : []
    return give(
      reply,
      params.format,
      'services',
      all.map(subject => serviceView(reference.dutyList, subject, asks, caller.language)),
    )
  })

  serve(app, open311Service, ({ params, query, reply, caller }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    const opened = procedure()
    if (!opened || !serviceOf(reference.dutyList, params.code)) return noSuchService
    return give(reply, params.format, 'service_definition', definitionView(opened, params.code, caller.language))
  })

  serve(app, open311File, async ({ params, query, body, reply, caller, key }) => {
    if (elsewhere(body.jurisdiction_id ?? query.jurisdiction_id)) return noSuchJurisdiction
    const holder: KeyCaller | ReturnType<typeof refusal> =
      caller.kind === 'key' ? caller : body.api_key ? await callerOfKey(identity, body.api_key, caller.language) : keyMissing
    if (isRefusal(holder)) return holder
    const opened = procedure()
    if (!opened) return notOffered
    const filing = readForm(body, opened, reference)
    if (isRefusal(filing)) return filing
    const actor = { kind: 'resident', resident: null } as const
    const done = await cases.file({ ...filing, actor }, { scope: 'system', actor, keys: `key:${holder.keyId}`, key })
    if (isRefusal(done)) return done
    const code = cases.services.queryCode(done.id)
    const notice = text(
      `已登记，编号${done.number}，查询码${code}。凭查询码可在 ${services.publicUrl} 查看进展、补充情况和评价。`,
      `Registered as ${done.number}; query code ${code}. With it you can follow, add to and rate the matter at ${services.publicUrl}.`,
    )
    void reply.code(201)
    return give(reply, params.format, 'service_requests', [
      { service_request_id: done.id, service_notice: notice[caller.language], account_id: '' },
    ])
  })

  serve(app, open311Requests, async ({ params, query, reply, caller }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    if (query.service_request_id)
      return give(
        reply,
        params.format,
        'service_requests',
        views(await findRequests(db, district, query.service_request_id.split(',')), caller.language),
      )
    const { from, until } = period(query, now())
    const codes = query.service_code?.split(',')
    const states = new Set(query.status?.split(','))
    const rows = await listRequests(db, district, {
      from,
      until,
      subjects: codes?.flatMap(code => serviceOf(reference.dutyList, code)?.code ?? []),
      final: states.size === 1 ? states.has('closed') : undefined,
      after: readCursor(query.after),
      skip: query.after ? 0 : (query.page - 1) * query.page_size,
      limit: query.page_size + 1,
    })
    const shown = rows.slice(0, query.page_size)
    const last = shown.at(-1)
    if (rows.length > shown.length && last) {
      const next = new URLSearchParams({
        ...(reply.request.query as Record<string, string>),
        start_date: from,
        end_date: until,
        after: writeCursor(last.filed_at, last.id),
      })
      for (const own of ['page', 'api_key']) next.delete(own)
      void reply.header('Link', `<${services.publicUrl}/open311/v2/requests.${params.format}?${next}>; rel="next"`)
    }
    return give(reply, params.format, 'service_requests', views(shown, caller.language))
  })

  serve(app, open311Request, async ({ params, query, reply, caller }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    const found = views(await findRequests(db, district, [params.id]), caller.language)
    return found.length > 0 ? give(reply, params.format, 'service_requests', found) : noSuchRequest
  })

  serve(app, open311Token, async ({ params, query, reply }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    const [found] = await findRequests(db, district, [params.token])
    if (!found) return noSuchRequest
    return give(reply, params.format, 'service_requests', [{ token: params.token, service_request_id: found.id }])
  })

  serve(app, open311Updates, async ({ params, query, reply, caller }) => {
    if (elsewhere(query.jurisdiction_id)) return noSuchJurisdiction
    const { from, until } = period(query, now())
    const ids = query.service_request_id?.split(',')
    const rows = ids ? await findRequests(db, district, ids) : await changedRequests(db, district, from, until, query.page_size)
    const since = ids && !query.start_date ? new Date(0).toISOString() : from
    const events = Map.groupBy(
      await eventsOf(
        db,
        district,
        rows.map(row => row.id),
        since,
        until,
        query.page_size,
      ),
      event => event.case,
    )
    const updates = rows.flatMap(({ state }) => {
      const own = cases.procedure(state.procedure, state.version)
      return own && isPublic(own, state) ? updatesOf(namingOf(cases), own, state, events.get(state.id) ?? [], caller.language) : []
    })
    const ordered = updates.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    return give(
      reply,
      params.format,
      'service_request_updates',
      ordered.map(({ update }) => update),
    )
  })
}

/** The span asked for: 90 days up to its end, or from its beginning, or both as given. */
function period(
  { start_date, end_date }: { start_date?: string | undefined; end_date?: string | undefined },
  now: Date,
): { from: string; until: string } {
  const end = end_date ? Date.parse(end_date) : start_date ? Math.min(Date.parse(start_date) + span, now.getTime()) : now.getTime()
  return { from: new Date(start_date ? Date.parse(start_date) : end - span).toISOString(), until: new Date(end).toISOString() }
}

/** A form as an object; a name given twice becomes a list. */
function readPairs(body: string): Record<string, string | string[]> {
  const pairs: Record<string, string | string[]> = Object.create(null)
  for (const [name, value] of new URLSearchParams(body)) {
    const before = pairs[name]
    pairs[name] = before === undefined ? value : [before, value].flat()
  }
  return pairs
}

/** Problems become the standard's errors: wrong or missing keys 403, everything that the request itself caused 400. */
function asErrors(reply: FastifyReply, payload: unknown): unknown {
  if (reply.statusCode < 400 || typeof payload !== 'string') return payload
  const format: Format = /\.json(\?|$)/.test(reply.request.url) ? 'json' : 'xml'
  const status = reply.statusCode
  const code = status === 401 ? 403 : [403, 404, 413, 415, 429].includes(status) || status >= 500 ? status : 400
  const problem = readProblem(payload)
  const fields = problem.fields?.map(field => `${field.path}: ${field.because}`) ?? []
  void reply.code(code).type(contentTypes[format])
  const written = write(format, 'errors', [{ code, description: [problem.title ?? 'error', ...fields].join(' ') }])
  void reply.header('content-length', Buffer.byteLength(written))
  return written
}

function readProblem(payload: string): Partial<Problem> {
  try {
    return JSON.parse(payload) as Partial<Problem>
  } catch {
    return { title: payload.slice(0, 200) }
  }
}
