import * as contract from '@fengqiao/contract'
import { type Actor, isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { serve } from '../http/serve.ts'
import { notFound } from './cases.ts'
import { hashOfCode } from './commit.ts'
import { actWithFiles } from './filing.ts'
import { sendLetter } from './letter.ts'
import { readCursor, writeCursor } from './list-store.ts'
import { addReporter, type CasePage, casesOfResident, readPage } from './page-store.ts'
import { keysOf, namingOf, procedureOfCase, whyThisUnit } from './reading.ts'
import { type CaseRouteServices, outcome } from './routes.ts'
import type { Scope } from './scope.ts'
import { findByCode } from './store.ts'
import { residentView } from './view.ts'
import { attempts } from './attempts.ts'

const noCode = refusal('not-found', text('查询码不正确，请核对后重试', 'That query code is not known; please check it'), {
  help: text('查询码在受理回执上，共12位，不区分大小写', 'It is on the receipt: 12 characters, upper or lower case'),
})
const tooMany = refusal('too-many', text('查询次数过多，请一分钟后再试', 'Too many wrong codes; try again in a minute'))

/** Cases for those who brought them: by query code without signing in, or signed in by phone. */
export function residentCaseRoutes(app: FastifyInstance, { cases, publicUrl }: CaseRouteServices): void {
  const { db, district, now } = cases.services
  // Codes have 60 random bits; the brake keeps guessing from becoming load.
  const wrong = attempts(20, 60_000, () => now().getTime())

  const byCode = async (request: FastifyRequest): Promise<string | Refusal> => {
    const code = String(request.headers['query-code'] ?? '')
    if (wrong.tooMany(request.ip)) return tooMany
    const found = /^[0-9A-Za-z\s-]{10,24}$/.test(code) ? await findByCode(db, district, hashOfCode(code)) : undefined
    if (!found) wrong.note(request.ip)
    return found ?? noCode
  }
  const nobody: Actor = { kind: 'resident', resident: null }
  const shown = (page: CasePage, actor: Actor) => {
    const procedure = procedureOfCase(cases, page)
    return residentView(namingOf(cases), procedure, page, actor, cases.world(), whyThisUnit(cases, procedure, page))
  }

  serve(app, contract.trackCase, async ({ request, reply }) => {
    const id = await byCode(request)
    if (isRefusal(id)) return id
    const page = await readPage(db, `case:${id}`, district, id)
    void reply.header('Cache-Control', 'private, no-store')
    return page ? shown(page, nobody) : notFound
  })

  serve(app, contract.trackAction, async ({ caller, body, key, request }) => {
    const id = await byCode(request)
    if (isRefusal(id)) return id
    const scope: Scope = `case:${id}`
    return outcome(cases, await actWithFiles(cases, caller, id, body, { scope, actor: nobody, isReporter: true, keys: scope, key }))
  })

  serve(app, contract.trackLetter, async ({ params, query, request, reply }) => {
    const id = await byCode(request)
    if (isRefusal(id)) return id
    const page = await readPage(db, `case:${id}`, district, id)
    if (!page || !shown(page, nobody).letters.some(letter => letter.id === params.letter.replace('~', '#'))) return notFound
    return sendLetter(cases, page, params.letter, query.language, publicUrl, reply)
  })

  serve(app, contract.listMyCases, async ({ caller, query }) => {
    const found = await casesOfResident(db, district, caller.residentId, readCursor(query.after), query.limit + 1)
    const visible = found.slice(0, query.limit)
    const last = visible.at(-1)
    return {
      rows: visible.map(row => {
        const { id, number, title, step, stage, final, filedAt, due } = shown(
          { matter: row.state, events: [], linked: new Map() },
          { kind: 'resident', resident: caller.residentId },
        )
        return { id, number, title, step, stage, final, filedAt, due }
      }),
      next: found.length > query.limit && last ? writeCursor(last.filed_at, last.case_id) : null,
    }
  })

  serve(app, contract.getMyCase, async ({ caller, params }) => {
    const page = await readPage(db, `resident:${caller.residentId}`, district, params.id)
    return page ? shown(page, { kind: 'resident', resident: caller.residentId }) : notFound
  })

  serve(app, contract.getMyLetter, async ({ caller, params, query, reply }) => {
    const page = await readPage(db, `resident:${caller.residentId}`, district, params.id)
    const actor: Actor = { kind: 'resident', resident: caller.residentId }
    if (!page || !shown(page, actor).letters.some(letter => letter.id === params.letter.replace('~', '#'))) return notFound
    return sendLetter(cases, page, params.letter, query.language, publicUrl, reply)
  })

  serve(app, contract.takeMyAction, async ({ caller, params, body, key }) => {
    const scope: Scope = `resident:${caller.residentId}`
    const actor: Actor = { kind: 'resident', resident: caller.residentId }
    return outcome(cases, await actWithFiles(cases, caller, params.id, body, { scope, actor, isReporter: true, keys: keysOf(caller), key }))
  })

  serve(app, contract.claimCase, async ({ caller, body, request }) => {
    if (wrong.tooMany(request.ip)) return tooMany
    const id = await findByCode(db, district, hashOfCode(body.queryCode))
    if (!id) {
      wrong.note(request.ip)
      return noCode
    }
    const page = await readPage(db, `case:${id}`, district, id)
    if (!page) return notFound
    await addReporter(db, district, id, caller.residentId, page.matter.filedAt)
    const { number, revision, step } = page.matter
    return outcome(cases, { id, number, revision, step, event: 'case.claimed' })
  })
}
