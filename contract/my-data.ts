import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { ResidentField } from './residents.ts'
import { route } from './route.ts'

export const dataRequestKinds = ['correction', 'deletion', 'objection'] as const
const Kind = z.enum(dataRequestKinds)

/** A request under PIPL 44–50. */
export const DataRequest = z
  .object({
    id: z.string(),
    kind: Kind,
    field: ResidentField.nullable(),
    wish: z.string(),
    filedAt: z.string(),
    dueAt: z.string(),
    state: z.enum(['open', 'granted', 'refused']),
    answer: z.string().nullable(),
    answeredAt: z.string().nullable(),
    remedy: z.string().nullable().describe('where to go when one disagrees'),
  })
  .meta({ id: 'DataRequest' })
export type DataRequest = z.infer<typeof DataRequest>

export const copyMyData = route({
  id: 'copyMyData',
  method: 'GET',
  path: '/api/my/data',
  tag: 'my-data',
  summary: 'A copy of everything kept about me, as JSON (PIPL 45)',
  access: 'resident',
  reply: z.object({ at: z.string(), parts: z.record(z.string(), z.unknown()) }),
})

export const listMyDataRequests = route({
  id: 'listMyDataRequests',
  method: 'GET',
  path: '/api/my/data-requests',
  tag: 'my-data',
  summary: 'My requests to correct, delete or object, newest first',
  access: 'resident',
  query: PageQuery,
  reply: page(DataRequest),
})

export const fileDataRequest = route({
  id: 'fileDataRequest',
  method: 'POST',
  path: '/api/my/data-requests',
  tag: 'my-data',
  summary: 'Ask to correct, delete, or object; answered within 15 working days',
  access: 'resident',
  body: z.object({ kind: Kind, field: ResidentField.optional(), wish: z.string().trim().min(2).max(2000) }),
  reply: DataRequest,
  status: 201,
})

export const listDataRequests = route({
  id: 'listDataRequests',
  method: 'GET',
  path: '/api/data-requests',
  tag: 'my-data',
  summary: 'Residents’ requests about their data: open ones, soonest due first',
  access: ['dpo'],
  query: PageQuery,
  reply: page(DataRequest.extend({ resident: z.string() })),
})

export const answerDataRequest = route({
  id: 'answerDataRequest',
  method: 'POST',
  path: '/api/data-requests/{id}/answers',
  tag: 'my-data',
  summary: 'Grant or refuse, with reasons; granting a deletion erases the registry record',
  access: ['dpo'],
  params: z.object({ id: z.string().min(1).max(80) }),
  body: z.object({
    granted: z.boolean(),
    reason: z.string().trim().min(4).max(2000),
    value: z.string().trim().min(1).max(200).optional().describe('the corrected value, when a correction is granted'),
  }),
  reply: z.object({}),
  refusals: ['not-found', 'requestIsAnswered', 'correctionNeedsValue', 'idNumberIsWrong'],
})
