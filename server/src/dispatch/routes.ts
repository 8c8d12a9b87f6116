import * as contract from '@fengqiao/contract'
import { type CaseState, refusal, text } from '@fengqiao/kernel'
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { type Cases, notFound } from '../cases/cases.ts'
import { readCursor, writeCursor } from '../cases/list-store.ts'
import { isClosed } from '../cases/naming.ts'
import { namingOf } from '../cases/reading.ts'
import { scopeOf } from '../cases/scope.ts'
import { readCases } from '../cases/store.ts'
import { rowView } from '../cases/view.ts'
import { serve } from '../http/serve.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { today } from '../reference/day.ts'
import { confirmedSince } from './history-store.ts'
import { leastRows, readConfirmed } from './history.ts'
import { hotspotBoard } from './hotspots.ts'
import { seenRows } from './hotspot-store.ts'
import { findJob, latestJob, putJob } from './job-store.ts'
import { fatesSince } from './journal-store.ts'
import type { Learned } from './learned.ts'
import { findModel, listModels, type ModelRow, putOrder, settleModel } from './model-store.ts'
import { askedOf, findNear } from './near.ts'
import { waitingRows } from './queue-store.ts'
import { weigh } from './suggest.ts'
import { suggestionView } from './view.ts'
import { waysOf } from './ways.ts'

export interface TriageRouteServices {
  readonly cases: Cases
  readonly learned: Learned
}

/** How far back automatic dispatch is judged on the page, in days. */
const lately = 30
const day = 86_400_000
const never = '9999-12-31T00:00:00.000Z'

const jobRuns = refusal('job-running', text('已有训练任务在进行', 'A model is being trained already'), {
  help: text('请等待其完成', 'Wait until it is done'),
})
const noModel = refusal(
  'no-model',
  text('还没有启用的分类模型，不能启用自动分拨', 'No learned model is at work: nothing can go out by itself'),
  {
    help: text('请先训练并批准一个模型', 'Train a model and approve it first'),
  },
)
const settled = refusal('already-decided', text('该模型已作出决定', 'This model has been decided already'))
const modelUnknown = refusal('not-found', text('没有这个模型', 'There is no such model'))
const tooFew = (rows: number) =>
  refusal(
    'too-few-confirmed',
    text(
      `已办结并确认分类的事项只有 ${rows} 件，至少需要 ${leastRows} 件`,
      `Only ${rows} confirmed matters; ${leastRows} are needed to learn from`,
    ),
    {
      help: text(
        '可先导入历史数据，或待办结更多事项后再训练；其间按规则和关键词建议',
        'Import history, or wait for more to be closed; until then rules and keywords suggest',
      ),
    },
  )

/** Suggestions, queue, near-duplicates and hotspots for staff; models and the standing order for those who answer for them. */
export function triageRoutes(app: FastifyInstance, { cases, learned }: TriageRouteServices): void {
  const { db, district, now, procedures, reference } = cases.services
  const near = { db, district, procedures, reference, learned }
  const board = hotspotBoard(db, district, reference, now)
  const steps = [...new Set(procedures.flatMap(procedure => waysOf(procedure).waiting))]

  const own = async (caller: StaffCaller, id: string): Promise<CaseState | undefined> =>
    (await readCases(db, scopeOf(caller), district, [id]))[0]?.matter
  const procedureOf = (matter: CaseState) => {
    const procedure = cases.procedure(matter.procedure, matter.version)
    if (!procedure) throw new Error(`Case ${matter.id} runs on ${matter.procedure} version ${matter.version}, which is not loaded`)
    return procedure
  }

  serve(app, contract.getSuggestion, async ({ caller, params }) => {
    const matter = await own(caller, params.id)
    if (!matter) return notFound
    const procedure = procedureOf(matter)
    return suggestionView(namingOf(cases), procedure, weigh(procedure, matter, { reference, learned }), learned.order)
  })

  serve(app, contract.getSimilarCases, async ({ caller, params }) => {
    const matter = await own(caller, params.id)
    if (!matter) return notFound
    const found = await findNear(near, askedOf(procedureOf(matter), matter, reference), {
      scope: scopeOf(caller),
      except: matter.id,
      days: 180,
      most: 10,
    })
    return {
      rows: found.flatMap(({ row, similar }) => {
        const procedure = cases.procedure(row.procedure)
        return procedure
          ? [{ case: rowView(namingOf(cases), procedure, row, now().toISOString()), score: similar.score, shared: [...similar.shared] }]
          : []
      }),
    }
  })

  serve(app, contract.listQueue, async ({ caller, query }) => {
    const found = await waitingRows(db, scopeOf(caller), district, {
      unit: caller.unit,
      steps,
      mark: learned.mark,
      after: readCursor(query.after),
      limit: query.limit + 1,
    })
    const listed = found.slice(0, query.limit)
    const last = listed.at(-1)
    return {
      rows: listed.flatMap(row => {
        const procedure = cases.procedure(row.procedure)
        if (!procedure || isClosed(procedure, row.step)) return []
        const suggestion = procedure.subject
          ? suggestionView(namingOf(cases), procedure, weigh(procedure, row.state, { reference, learned }), learned.order, row.verdict)
          : null
        return [{ ...rowView(namingOf(cases), procedure, row, now().toISOString()), suggestion }]
      }),
      next: found.length > query.limit && last ? writeCursor(last.sorted_at || never, last.id) : null,
    }
  })

  serve(app, contract.listHotspots, async ({ caller, query }) => {
    const found = await board.read(query.days)
    const seen = new Map(
      (await seenRows(db, scopeOf(caller), district, [...new Set(found.flatMap(hot => hot.cases.slice(-20)))])).map(row => [row.id, row]),
    )
    const naming = namingOf(cases)
    return {
      rows: found.map(hot => ({
        place: { id: hot.place, name: naming.org.placeName(hot.place) },
        subject:
          hot.subject === null
            ? null
            : { id: hot.subject, name: reference.dutyList.subject(hot.subject)?.name ?? text(hot.subject, hot.subject) },
        count: hot.count,
        expected: hot.expected,
        surprise: hot.surprise,
        words: [...hot.words],
        from: hot.from,
        to: hot.to,
        point: hot.point,
        cases: hot.cases.slice(-20).flatMap(id => seen.get(id) ?? []),
      })),
    }
  })

  serve(app, contract.getTriage, async () => {
    const { order, model } = learned
    const [models, fates, job, corrections] = await Promise.all([
      listModels(db, district),
      fatesSince(db, district, today(new Date(now().getTime() - lately * day))),
      latestJob(db, district),
      confirmedSince(
        db,
        district,
        model?.trainedAt ?? '2000-01-01T00:00:00.000Z',
        reference.organisation.units().map(one => one.id),
      ),
    ])
    const running = job?.state === 'running' || job?.state === 'waiting'
    return {
      threshold: order.threshold,
      automatic: order.automatic,
      setBy: order.name,
      setAt: order.at,
      models: models.map(modelView),
      corrections,
      lately: fates,
      job: {
        state: running ? ('running' as const) : job?.state === 'failed' ? ('failed' as const) : ('idle' as const),
        progress: running ? job.progress : 0,
        error: job?.state === 'failed' ? job.error : null,
      },
    }
  })

  serve(app, contract.setThreshold, async ({ caller, body }) => {
    if (body.automatic && !learned.model) return noModel
    const { order } = learned
    // A repeated request leaves no second order; a real one is a row of its own, signed.
    if (order.name !== caller.name || order.threshold !== body.threshold || order.automatic !== body.automatic)
      await putOrder(db, district, {
        set_at: now().toISOString(),
        threshold: body.threshold,
        automatic: body.automatic,
        account: caller.accountId,
        name: caller.name,
      })
    await learned.refresh()
    return { threshold: body.threshold, automatic: body.automatic }
  })

  serve(app, contract.retrainTriage, async ({ caller, key }) => {
    // The key names the job, so that asking twice with one key asks once.
    const id = createHash('sha256').update(`${caller.accountId} ${key}`).digest('hex').slice(0, 24)
    if (await findJob(db, district, id)) return { job: id }
    const { rows } = await readConfirmed(db, district, procedures, leastRows * 3)
    if (rows.length < leastRows) return tooFew(rows.length)
    return (await putJob(db, district, { id, kind: 'model', askedBy: caller.accountId, at: now().toISOString() })) ? { job: id } : jobRuns
  })

  serve(app, contract.decideModel, async ({ caller, params, body }) => {
    const done = await settleModel(db, district, params.id, body.approve, caller.name, now().toISOString())
    const model = await findModel(db, district, params.id)
    if (!model) return modelUnknown
    const asAsked = model.decided_by === caller.name && (model.state === 'rejected') === !body.approve
    if (!done && !asAsked) return settled
    await learned.refresh()
    return modelView(model)
  })
}

const modelView = (model: ModelRow): z.input<typeof contract.TriageModel> => ({
  id: model.id,
  trainedAt: model.trained_at,
  rows: model.rows,
  state: model.state,
  figures: { ...model.figures },
  before: model.before && { ...model.before },
  decidedBy: model.decided_by,
  decidedAt: model.decided_at,
})
