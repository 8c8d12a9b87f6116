import { z } from 'zod'
import { purposeIds } from './access-log.ts'
import { ActionBody, CaseAssignmentView, CaseId, CaseRow, CaseValue, CaseView, Filing, FilingReply, Outcome } from './case-views.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'
import { Named } from './text.ts'

export const fileCase = route({
  id: 'fileCase',
  method: 'POST',
  path: '/api/cases',
  tag: 'cases',
  summary: 'File a matter',
  access: 'public',
  body: Filing,
  reply: FilingReply,
  status: 201,
  refusals: ['place-unknown', 'procedure-unknown'],
})

export const inboxViews = ['held', 'called', 'escalated', 'done', 'unit'] as const
export const listInbox = route({
  id: 'listInbox',
  method: 'GET',
  path: '/api/inbox',
  tag: 'cases',
  summary: 'Cases of the current post, the most urgent first',
  access: 'staff',
  query: PageQuery.extend({
    view: z
      .enum(inboxViews)
      .default('held')
      .describe(
        'held by the post; called by whistle or as leader; escalated to it; done by the unit lately; all open cases the unit may see',
      ),
    step: z.string().max(40).optional(),
    late: z.stringbool().optional(),
  }),
  reply: page(CaseRow),
})
export const countInbox = route({
  id: 'countInbox',
  method: 'GET',
  path: '/api/inbox/counts',
  tag: 'cases',
  summary: 'How many wait, and how many are late',
  access: 'staff',
  reply: z.object({ held: z.int(), called: z.int(), escalated: z.int(), late: z.int(), dueToday: z.int() }),
})
export const getCase = route({
  id: 'getCase',
  method: 'GET',
  path: '/api/cases/{id}',
  tag: 'cases',
  summary: 'One case, as the current post may see it',
  access: 'staff',
  params: CaseId,
  reply: CaseView,
})
export const takeAction = route({
  id: 'takeAction',
  method: 'POST',
  path: '/api/cases/{id}/actions',
  tag: 'cases',
  summary: 'Take an action on a case',
  access: 'staff',
  params: CaseId,
  body: ActionBody,
  reply: Outcome,
  refusals: ['version-conflict', 'not-at-this-step', 'separation-of-duty', 'key-reused'],
})
export const unmaskCase = route({
  id: 'unmaskCase',
  method: 'POST',
  path: '/api/cases/{id}/unmask',
  tag: 'cases',
  summary: 'See masked values of a case for a stated purpose; the look is logged and the resident sees it',
  access: 'staff',
  params: CaseId,
  body: z.object({
    fields: z.array(z.string().max(60)).min(1).max(20),
    purpose: z.enum(purposeIds),
    reason: z.string().trim().min(4).max(300),
  }),
  reply: z.object({ values: z.array(CaseValue) }),
})
export const getLetter = route({
  id: 'getLetter',
  method: 'GET',
  path: '/api/cases/{id}/letters/{letter}',
  tag: 'cases',
  summary: 'A letter as PDF',
  access: 'staff',
  params: CaseId.extend({ letter: z.string().max(60).describe('letter id with `#` written as `~`: dispatchOrder~1') }),
  query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.string(),
  replyType: 'application/pdf',
})
export const getSlip = route({
  id: 'getSlip',
  method: 'GET',
  path: '/api/cases/{id}/slip',
  tag: 'cases',
  summary: 'The receipt for an 80 mm slip printer, with the query code; for whoever filed it at the counter',
  access: ['frontDesk'],
  params: CaseId,
  reply: z.string(),
  replyType: 'application/pdf',
})
export const searchCases = route({
  id: 'searchCases',
  method: 'GET',
  path: '/api/search',
  tag: 'cases',
  summary: 'Search every case the post may see',
  access: 'staff',
  query: PageQuery.extend({
    q: z.string().max(200).default(''),
    procedure: z.string().max(40).optional(),
    step: z.string().max(40).optional(),
    place: z.string().max(24).optional(),
    open: z.stringbool().optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  reply: page(CaseRow).extend({ estimate: z.int().describe('estimated number of matches') }),
})
export const listWhistles = route({
  id: 'listWhistles',
  method: 'GET',
  path: '/api/whistles',
  tag: 'cases',
  summary: 'Whistle board: every running summons and its clock',
  access: 'staff',
  query: PageQuery,
  reply: page(z.object({ case: CaseRow, assignment: CaseAssignmentView })),
})
export const listSupervision = route({
  id: 'listSupervision',
  method: 'GET',
  path: '/api/supervision',
  tag: 'cases',
  summary: 'Late cases, cases under supervision, and cards by unit',
  access: ['supervisionOfficer', 'dutyCommander', 'leader', 'unitHead'],
  query: PageQuery.extend({ view: z.enum(['late', 'supervised', 'leader', 'cards']).default('late') }),
  reply: page(CaseRow.extend({ cards: CaseView.shape.cards })).extend({
    units: z.array(z.object({ unit: Named, open: z.int(), late: z.int(), yellow: z.int(), red: z.int() })),
  }),
})
