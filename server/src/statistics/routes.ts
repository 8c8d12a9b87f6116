import * as contract from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { type Cases, procedureUnknown } from '../cases/cases.ts'
import { placeNamed, subjectNamed, unitNamed } from '../cases/naming.ts'
import { namingOf } from '../cases/reading.ts'
import { serve } from '../http/serve.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { today } from '../reference/day.ts'
import { measuredOf, partsOf } from './measure.ts'
import { scopeFor } from './oversight.ts'
import { csvOf, xlsxOf } from './sheet.ts'
import { countSubjects, readSums } from './store.ts'

type Query = z.output<NonNullable<typeof contract.getStatistics.query>>
type Statistics = z.input<typeof contract.getStatistics.reply>

const backwards = refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), {
  fields: [{ path: 'to', because: text('不得早于起始日期', 'Must not be before the first day') }],
})
/** The same question is asked by many at once, and half a minute changes no figure that is read by day. */
const rememberMs = 30_000
const mostRemembered = 200

/** Measures of a procedure over a period, within what the caller's unit oversees; as JSON, CSV or XLSX. */
export function statisticsRoutes(app: FastifyInstance, { cases }: { cases: Cases }): void {
  const { db, district, now, reference } = cases.services
  const known = new Map<string, { at: number; answer: Promise<Statistics> }>()

  const ask = async (caller: StaffCaller, procedureId: string, query: Query): Promise<Statistics | Refusal> => {
    const procedure = cases.procedure(procedureId)
    if (!procedure) return procedureUnknown
    const to = query.to ?? today(now())
    const from = query.from ?? new Date(Date.parse(to) - 29 * 86_400_000).toISOString().slice(0, 10)
    if (to < from) return backwards
    const scope = scopeFor(reference.snapshot, caller.unit, query)
    if (isRefusal(scope)) return scope
    const key = JSON.stringify([procedure.id, from, to, scope])
    const before = known.get(key)
    if (before && Date.now() - before.at < rememberMs) return before.answer
    const answer = gather(procedure, from, to, scope)
    if (known.size >= mostRemembered) known.clear()
    known.set(key, { at: Date.now(), answer })
    answer.catch(() => known.delete(key))
    return answer
  }

  const gather = async (
    procedure: NonNullable<ReturnType<Cases['procedure']>>,
    from: string,
    to: string,
    scope: Exclude<ReturnType<typeof scopeFor>, Refusal>,
  ): Promise<Statistics> => {
    const parts = Object.entries(procedure.counts).map(([name, measure]) => partsOf(name, measure))
    const asked = {
      district,
      procedure: procedure.id,
      measures: [...new Set(parts.flatMap(({ numerator, denominator, excluded }) => [...numerator, ...(denominator ?? []), ...excluded]))],
      timed: parts.flatMap(({ timed }) => timed ?? []),
      from,
      to,
      scope,
      placeDigits: scope.place.length >= 9 ? 12 : 9,
    } as const
    const [sums, subjects] = await Promise.all([readSums(db, asked), countSubjects(db, asked)])
    const naming = namingOf(cases)
    const order = new Map(
      reference.organisation.units().map((unit, index) => [unit.id, String(unit.place.length * 10_000 + index).padStart(8, '0')]),
    )
    return {
      from,
      to,
      measures: measuredOf(procedure, sums, {
        unit: id => unitNamed(naming, id),
        place: code => placeNamed(naming, code),
        orderOfUnit: id => order.get(id) ?? `9${id}`,
      }),
      bySubject: subjects.map(({ subject, count }) => ({
        subject: subjectNamed(naming, subject) ?? { id: subject, name: text(subject, subject) },
        count,
      })),
    }
  }

  serve(app, contract.getStatistics, ({ caller, params, query }) => ask(caller, params.procedure, query))

  serve(app, contract.exportStatistics, async ({ caller, params, query, reply }) => {
    const found = await ask(caller, params.procedure, query)
    if (isRefusal(found)) return found
    const name = `${params.procedure}-${found.from}-${found.to}.${query.format}`
    void reply.header('Content-Disposition', `attachment; filename="${name}"`)
    if (query.format === 'csv') void reply.type('text/csv; charset=utf-8').send(csvOf(found, query.language))
    else void reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet').send(await xlsxOf(found, query.language))
    return undefined
  })
}
