import * as contract from '@fengqiao/contract'
import { isRefusal, type Refusal } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import type { LogWriter } from '../access-log/record.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { today } from '../reference/day.ts'
import { isEmptyQuery, searchQuery } from '../search/words.ts'
import { type Cases, type Done, notFound } from './cases.ts'
import { actWithFiles, fileMatter } from './filing.ts'
import { sendLetter, sendSlip } from './letter.ts'
import {
  doneRows,
  estimateWords,
  inboxCounts,
  inboxRows,
  type ListRow,
  openRows,
  readCursor,
  searchRows,
  whistleRows,
  writeCursor,
} from './list-store.ts'
import { shownValue, stepNamed } from './naming.ts'
import { type CasePage, readPage } from './page-store.ts'
import { actorOf, keysOf, namingOf, procedureOfCase, whyThisUnit } from './reading.ts'
import { scopeOf } from './scope.ts'
import { readCases } from './store.ts'
import { assignmentView, caseView, rowView } from './view.ts'

export interface CaseRouteServices {
  readonly cases: Cases
  readonly log: LogWriter
  readonly publicUrl: string
}

const never = '9999-12-31T00:00:00.000Z'
const kindsOf: Record<string, readonly string[]> = {
  held: ['holder'],
  called: ['whistle', 'leader', 'coHandler'],
  escalated: ['escalation'],
}

/** Cases for staff: inbox, page, actions, letters, search. */
export function caseRoutes(app: FastifyInstance, { cases, log, publicUrl }: CaseRouteServices): void {
  const { db, district, now } = cases.services
  const rows = (found: readonly (ListRow & { as?: string })[]) =>
    found.flatMap(row => {
      const procedure = cases.procedure(row.procedure)
      return procedure ? [rowView(namingOf(cases), procedure, row, now().toISOString(), row.as)] : []
    })
  const paged = <Row extends ListRow>(found: readonly Row[], limit: number, at: (row: Row) => string) => {
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return { rows: rows(shown), next: found.length > limit && last ? writeCursor(at(last), last.id) : null }
  }

  serve(app, contract.fileCase, ({ caller, body, key }) => fileMatter(cases, caller, body, key, publicUrl))

  serve(app, contract.listInbox, async ({ caller, query }) => {
    const { unit, role, accountId: account } = caller
    const after = readCursor(query.after)
    const limit = query.limit + 1
    const lateAt = query.late ? now().toISOString() : undefined
    if (query.view === 'done')
      return paged(await doneRows(db, scopeOf(caller), district, { unit, after, limit }), query.limit, row => row.closed_at ?? never)
    if (query.view === 'unit')
      return paged(
        await openRows(db, scopeOf(caller), district, { unit, step: query.step, lateAt, after, limit }),
        query.limit,
        row => row.sorted_at,
      )
    const found = await inboxRows(db, scopeOf(caller), district, {
      unit,
      role,
      account,
      kinds: kindsOf[query.view] ?? [],
      step: query.step,
      lateAt,
      after,
      limit,
    })
    return paged(found, query.limit, row => row.sorted_at)
  })

  serve(app, contract.countInbox, async ({ caller }) => {
    const end = `${today(now())}T16:00:00.000Z`
    const counts = await inboxCounts(db, district, caller.unit, caller.role, caller.accountId, now().toISOString(), end)
    return { held: counts.held, called: counts.called, escalated: counts.escalated, late: counts.late, dueToday: counts.due_today }
  })

  /** Reads the page and logs the look: the person sees who looked, whatever was masked. */
  const open = async (caller: StaffCaller, id: string, request: string): Promise<CasePage | Refusal> => {
    const page = await readPage(db, scopeOf(caller), district, id)
    if (!page) return notFound
    const procedure = procedureOfCase(cases, page)
    const personal = Object.keys(page.matter.data).filter(field => procedure.fields[field]?.register.masking !== 'open')
    if (personal.length > 0)
      await log.looks(
        db,
        caller,
        request,
        [...new Set(page.matter.reporters)].map(resident => ({
          resident,
          case: id,
          fields: personal,
          masked: true,
          purpose: 'handleMatter',
        })),
      )
    return page
  }

  serve(app, contract.getCase, async ({ caller, params, request }) => {
    const page = await open(caller, params.id, request.id)
    if (isRefusal(page)) return page
    const procedure = procedureOfCase(cases, page)
    return caseView(namingOf(cases), procedure, page, actorOf(caller), cases.world(), whyThisUnit(cases, procedure, page))
  })

  serve(app, contract.unmaskCase, async ({ caller, params, body, request }) => {
    const page = await readPage(db, scopeOf(caller), district, params.id)
    if (!page) return notFound
    const procedure = procedureOfCase(cases, page)
    const fields = body.fields.filter(field => Object.hasOwn(procedure.fields, field) && Object.hasOwn(page.matter.data, field))
    await log.looks(
      db,
      caller,
      request.id,
      [...new Set(page.matter.reporters)].map(resident => ({
        resident,
        case: params.id,
        fields,
        masked: false,
        purpose: body.purpose,
        reason: body.reason,
      })),
    )
    return {
      values: fields.flatMap(
        field => shownValue(namingOf(cases), procedure, field, (page.matter.data as Record<string, unknown>)[field], { clear: true }) ?? [],
      ),
    }
  })

  serve(app, contract.takeAction, async ({ caller, params, body, key }) => {
    const asked = { scope: scopeOf(caller), actor: actorOf(caller), keys: keysOf(caller), key }
    return outcome(cases, await actWithFiles(cases, caller, params.id, body, asked))
  })

  serve(app, contract.getLetter, async ({ caller, params, query, reply }) => {
    const page = await readPage(db, scopeOf(caller), district, params.id)
    return page ? sendLetter(cases, page, params.letter, query.language, publicUrl, reply) : notFound
  })

  serve(app, contract.getSlip, async ({ caller, params, reply }) => {
    const page = await readPage(db, scopeOf(caller), district, params.id)
    return page ? sendSlip(cases, page, caller.accountId, publicUrl, reply) : notFound
  })

  serve(app, contract.searchCases, async ({ caller, query }) => {
    const unit = cases.services.reference.organisation.find(caller.unit)
    const numbered = /[〔(（]?\d{4}[〕)）]/.test(query.q) || /^\S*诉/.test(query.q)
    const wide = unit?.kind === 'governanceCentre' || unit?.kind === 'supervision' || unit?.kind === 'serviceStation'
    const scopePlaces = wide && unit.level !== 'district' ? [unit.place] : []
    const words = numbered || isEmptyQuery(query.q) ? undefined : searchQuery(query.q, scopePlaces)
    const found = await searchRows(db, scopeOf(caller), district, {
      words,
      number: numbered ? query.q.trim() : undefined,
      unit: caller.unit,
      // A number names its matter: whoever may see that one finds it.
      wide: wide || numbered,
      procedure: query.procedure,
      step: query.step,
      place: query.place,
      open: query.open,
      from: query.from,
      to: query.to,
      after: readCursor(query.after),
      limit: query.limit + 1,
    })
    return { ...paged(found, query.limit, row => row.filed_at), estimate: words ? await estimateWords(db, words) : found.length }
  })

  serve(app, contract.listWhistles, async ({ caller, query }) => {
    const found = await whistleRows(db, scopeOf(caller), district, {
      unit: caller.unit,
      after: readCursor(query.after),
      limit: query.limit + 1,
    })
    const shown = found.slice(0, query.limit)
    const matters = new Map(
      (await readCases(db, scopeOf(caller), district, [...new Set(shown.map(row => row.id))])).map(one => [one.matter.id, one.matter]),
    )
    const last = shown.at(-1)
    return {
      rows: shown.flatMap(row => {
        const matter = matters.get(row.id)
        const assignment = matter?.assignments.find(one => one.id === row.assignment)
        const [view] = rows([row])
        const procedure = cases.procedure(row.procedure)
        return procedure && matter && assignment && view
          ? [{ case: view, assignment: assignmentView(namingOf(cases), procedure, matter, assignment) }]
          : []
      }),
      next: found.length > query.limit && last ? writeCursor(last.sorted_at, last.id) : null,
    }
  })
}

/** The kernel's outcome as the contract says it. */
export function outcome(cases: Cases, done: Done | Refusal) {
  if (isRefusal(done)) return done
  const procedure = cases.services.procedures.find(one => one.words.steps[done.step])
  return { ...done, step: procedure ? stepNamed(procedure, done.step) : { id: done.step, name: { zh: done.step, en: done.step } } }
}
