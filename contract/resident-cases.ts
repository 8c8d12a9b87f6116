import { z } from 'zod'
import { ActionBody, CaseId, Outcome, ResidentCase } from './case-views.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'
import { Instant, PointShape, TextShape } from './text.ts'

const QueryCode = 'Send the query code in the `Query-Code` header; it never belongs in an address.'
export const trackCase = route({
  id: 'trackCase',
  method: 'GET',
  path: '/api/track',
  tag: 'residents',
  summary: `Follow a case by its query code. ${QueryCode}`,
  access: 'public',
  reply: ResidentCase,
})
export const trackAction = route({
  id: 'trackAction',
  method: 'POST',
  path: '/api/track/actions',
  tag: 'residents',
  summary: `Act on a case by its query code. ${QueryCode}`,
  access: 'public',
  body: ActionBody,
  reply: Outcome,
})
export const trackLetter = route({
  id: 'trackLetter',
  method: 'GET',
  path: '/api/track/letters/{letter}',
  tag: 'residents',
  summary: `A letter as PDF by query code. ${QueryCode}`,
  access: 'public',
  params: z.object({ letter: z.string().max(60) }),
  query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.string(),
  replyType: 'application/pdf',
})
export const listMyCases = route({
  id: 'listMyCases',
  method: 'GET',
  path: '/api/my/cases',
  tag: 'residents',
  summary: 'Cases the signed-in resident brought',
  access: 'resident',
  query: PageQuery,
  reply: page(ResidentCase.pick({ id: true, number: true, title: true, step: true, stage: true, final: true, filedAt: true, due: true })),
})
export const getMyCase = route({
  id: 'getMyCase',
  method: 'GET',
  path: '/api/my/cases/{id}',
  tag: 'residents',
  summary: 'One of the resident’s cases',
  access: 'resident',
  params: CaseId,
  reply: ResidentCase,
})
export const getMyLetter = route({
  id: 'getMyLetter',
  method: 'GET',
  path: '/api/my/cases/{id}/letters/{letter}',
  tag: 'residents',
  summary: 'A letter of one’s own case as PDF',
  access: 'resident',
  params: CaseId.extend({ letter: z.string().max(60) }),
  query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.string(),
  replyType: 'application/pdf',
})
export const takeMyAction = route({
  id: 'takeMyAction',
  method: 'POST',
  path: '/api/my/cases/{id}/actions',
  tag: 'residents',
  summary: 'Act on one’s own case',
  access: 'resident',
  params: CaseId,
  body: ActionBody,
  reply: Outcome,
})
export const claimCase = route({
  id: 'claimCase',
  method: 'POST',
  path: '/api/my/cases',
  tag: 'residents',
  summary: 'Add a case to the signed-in resident by its query code',
  access: 'resident',
  body: z.object({ queryCode: z.string().max(40) }),
  reply: Outcome,
})

export const findSimilar = route({
  id: 'findSimilar',
  method: 'POST',
  path: '/api/similar',
  tag: 'cases',
  summary: 'Open matters nearby that say the same: offered before filing, titles only',
  access: 'public',
  body: z.object({
    title: z.string().max(80),
    description: z.string().max(4000).default(''),
    place: z.string().max(24).optional(),
    point: PointShape.optional(),
  }),
  reply: z.object({
    rows: z.array(
      z.object({ title: z.string(), step: TextShape, place: TextShape, filedAt: Instant, score: z.number(), reporters: z.int() }),
    ),
  }),
})

/** Server-sent events: `case` with {id, revision, step} for the watched case and those assigned to the unit, `inbox` when a list of the post changed, `reset` when changes may have been missed. */
export const streamEvents = route({
  id: 'streamEvents',
  method: 'GET',
  path: '/api/events',
  tag: 'cases',
  summary: 'Server-sent events for open screens',
  access: 'public',
  query: z.object({ case: z.uuid().optional().describe('the case that the screen shows') }),
  reply: z.string(),
  replyType: 'text/event-stream',
})
