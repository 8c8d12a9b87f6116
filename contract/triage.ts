import { z } from 'zod'
import { CaseId, CaseRow } from './case-views.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'
import { Instant, Named, PointShape, TextShape } from './text.ts'

export const Suggestion = z
  .object({
    subject: Named.nullable(),
    grade: Named,
    unit: Named.nullable(),
    /** The duty-list row behind the unit. */
    why: TextShape.nullable(),
    confidence: z.number().min(0).max(1),
    threshold: z.number().min(0).max(1),
    automatic: z.boolean().describe('confident enough to be dispatched without waiting'),
    reasons: z.array(z.object({ words: z.string(), weight: z.number() })).describe('words of the message that weighed most'),
    ranked: z.array(z.object({ subject: Named, confidence: z.number() })),
    rule: TextShape.nullable().describe('the rule that decided, when it was not the learned classifier'),
    model: z.string().nullable(),
  })
  .meta({ id: 'Suggestion' })

export const getSuggestion = route({
  id: 'getSuggestion',
  method: 'GET',
  path: '/api/cases/{id}/suggestion',
  tag: 'triage',
  summary: 'Suggested subject, grade and unit, with reasons',
  access: ['triageOfficer', 'dispatcher', 'dutyCommander', 'frontDesk'],
  params: CaseId,
  reply: Suggestion,
})
export const getSimilarCases = route({
  id: 'getSimilarCases',
  method: 'GET',
  path: '/api/cases/{id}/similar',
  tag: 'triage',
  summary: 'Near-duplicates of a case, with the evidence',
  access: 'staff',
  params: CaseId,
  reply: z.object({ rows: z.array(z.object({ case: CaseRow, score: z.number(), shared: z.array(z.string()) })) }),
})
export const listQueue = route({
  id: 'listQueue',
  method: 'GET',
  path: '/api/triage/queue',
  tag: 'triage',
  summary: 'Matters waiting for triage or dispatch, with their suggestions',
  access: ['triageOfficer', 'dispatcher', 'dutyCommander'],
  query: PageQuery,
  reply: page(CaseRow.extend({ suggestion: Suggestion.nullable() })),
})
export const listHotspots = route({
  id: 'listHotspots',
  method: 'GET',
  path: '/api/hotspots',
  tag: 'triage',
  summary: 'Places and topics with unusually many matters, with the evidence',
  access: 'staff',
  query: z.object({ days: z.coerce.number().int().min(1).max(90).default(14) }),
  reply: z.object({
    rows: z.array(
      z.object({
        place: Named,
        subject: Named.nullable(),
        count: z.int(),
        expected: z.number(),
        surprise: z.number().describe('-log10 of the chance of so many or more'),
        words: z.array(z.string()),
        from: Instant,
        to: Instant,
        point: PointShape.nullable(),
        cases: z.array(CaseRow.pick({ id: true, number: true, title: true })),
      }),
    ),
  }),
})

export const Figures = z
  .object({ rows: z.int(), accuracy: z.number(), macroF1: z.number(), coverage: z.number(), precision: z.number() })
  .meta({ id: 'TriageFigures' })
export const TriageModel = z
  .object({
    id: z.string(),
    trainedAt: Instant,
    rows: z.int(),
    state: z.enum(['proposed', 'active', 'retired', 'rejected']),
    figures: Figures,
    before: Figures.nullable().describe('the active model on the same held-out rows'),
    decidedBy: z.string().nullable(),
    decidedAt: Instant.nullable(),
  })
  .meta({ id: 'TriageModel' })
export const getTriage = route({
  id: 'getTriage',
  method: 'GET',
  path: '/api/triage',
  tag: 'triage',
  summary: 'Threshold, models, and how automatic dispatch has fared',
  access: 'staff',
  reply: z.object({
    threshold: z.number(),
    automatic: z.boolean(),
    setBy: z.string().nullable(),
    setAt: Instant.nullable(),
    models: z.array(TriageModel),
    corrections: z.int().describe('confirmed matters since the active model was trained'),
    lately: z.object({ automatic: z.int(), byHand: z.int(), objected: z.int() }),
    job: z.object({ state: z.enum(['idle', 'running', 'failed']), progress: z.number(), error: z.string().nullable() }),
  }),
})
export const setThreshold = route({
  id: 'setThreshold',
  method: 'PUT',
  path: '/api/triage/threshold',
  tag: 'triage',
  summary: 'Confidence above which matters go out by themselves; signed by the duty commander',
  access: ['dutyCommander'],
  body: z.object({ threshold: z.number().min(0.5).max(1), automatic: z.boolean() }),
  reply: z.object({ threshold: z.number(), automatic: z.boolean() }),
})
export const retrainTriage = route({
  id: 'retrainTriage',
  method: 'POST',
  path: '/api/triage/models',
  tag: 'triage',
  summary: 'Train a new model from confirmed history; it waits for approval',
  access: ['dutyCommander', 'systemAdministrator'],
  reply: z.object({ job: z.string() }),
  status: 202,
})
export const decideModel = route({
  id: 'decideModel',
  method: 'POST',
  path: '/api/triage/models/{id}/decision',
  tag: 'triage',
  summary: 'Approve or reject a proposed model',
  access: ['dutyCommander'],
  params: z.object({ id: z.string().max(60) }),
  body: z.object({ approve: z.boolean() }),
  reply: TriageModel,
})
