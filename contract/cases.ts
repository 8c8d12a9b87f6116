import { channels } from '@fengqiao/kernel'
import { z } from 'zod'
import { purposeIds } from './access-log.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'
import { Instant, Named, PointShape, TextShape } from './text.ts'

/** One field of an action's form, enough for a generic screen to draw it. */
export const FormField = z
  .object({
    name: z.string(),
    kind: z.string().describe('text, longText, name, phone, choice, unit, units, files, rating, …'),
    label: TextShape,
    help: TextShape.optional(),
    required: z.boolean(),
    options: z.record(z.string(), TextShape).optional(),
    masking: z.string(),
  })
  .meta({ id: 'FormField' })

export const CaseAction = z
  .object({
    id: z.string(),
    label: TextShape,
    to: Named.nullable().describe('step it leads to, null when the case stays where it is'),
    adverse: z.boolean(),
    form: z.array(FormField),
  })
  .meta({ id: 'CaseAction' })

export const CaseRow = z
  .object({
    id: z.uuid(),
    number: z.string(),
    procedure: z.string(),
    title: z.string(),
    step: Named,
    grade: Named.nullable(),
    place: Named,
    owner: Named,
    filedAt: Instant,
    closedAt: Instant.nullable(),
    due: z.object({ key: z.string(), label: TextShape, at: Instant, late: z.boolean(), provisional: z.boolean() }).nullable(),
    flags: z.array(Named),
    revision: z.int(),
    /** Why it is in this list: holder, whistle, coHandler, leader, escalation. */
    as: z.string().optional(),
  })
  .meta({ id: 'CaseRow' })

export const CaseClockView = z.object({
  id: z.string(),
  key: z.string(),
  label: TextShape,
  due: Instant,
  startedAt: Instant,
  settledAt: Instant.nullable(),
  state: z.enum(['running', 'paused', 'late', 'met', 'stopped']),
  provisional: z.boolean(),
  unit: Named,
  rule: z.string(),
  source: z.string(),
  pauses: z.array(z.object({ from: Instant, to: Instant.nullable(), reason: TextShape })),
  extensions: z.int(),
})

export const CaseAssignmentView = z.object({
  id: z.string(),
  kind: z.enum(['holder', 'whistle', 'coHandler', 'leader', 'escalation']),
  unit: Named,
  role: Named.nullable(),
  from: Instant,
  to: Instant.nullable(),
  why: TextShape.nullable().describe('why it was called, or the deadline that was missed'),
  place: z.string().nullable(),
  due: Instant.nullable(),
  arrived: z.object({ at: Instant, place: z.string().nullable(), point: PointShape.nullable() }).nullable(),
  reported: z.object({ at: Instant, finding: z.string() }).nullable(),
  stars: z.int().nullable(),
})

/** A value of the case as this viewer may see it. `shown` is masked unless a grant is in force. */
export const CaseValue = z.object({
  field: z.string(),
  label: TextShape,
  kind: z.string(),
  shown: z.union([z.string(), TextShape, z.array(z.string()), z.number(), z.boolean(), z.null()]),
  masked: z.boolean(),
})

export const TimelineEntry = z.object({
  seq: z.int(),
  at: Instant,
  type: z.string(),
  sentence: TextShape,
  by: z.object({ name: z.string().nullable(), post: TextShape.nullable(), unit: TextShape.nullable() }),
  values: z.array(CaseValue),
})

export const LetterView = z.object({ id: z.string(), letter: z.string(), label: TextShape, at: Instant, to: Named.nullable() })

export const CaseView = CaseRow.extend({
  version: z.int(),
  point: PointShape.nullable(),
  placePath: TextShape.describe('street · community · cell'),
  channel: z.enum(channels),
  stepSince: Instant,
  variant: Named.nullable(),
  final: z.boolean(),
  subject: Named.nullable(),
  holder: z.object({ unit: Named, role: Named }).nullable(),
  ownerPhone: z.string().nullable(),
  why: TextShape.nullable().describe('why this unit: the duty-list row or the designation'),
  reporters: z.int(),
  values: z.array(CaseValue),
  clocks: z.array(CaseClockView),
  assignments: z.array(CaseAssignmentView),
  cards: z.array(z.object({ colour: z.enum(['yellow', 'red']), unit: Named, why: TextShape, at: Instant, lifted: Instant.nullable() })),
  links: z.array(z.object({ kind: z.string(), case: z.uuid(), number: z.string().nullable(), title: z.string().nullable() })),
  letters: z.array(LetterView),
  timeline: z.array(TimelineEntry),
  actions: z.array(CaseAction).describe('what the current post can do now'),
  sealed: z.boolean(),
}).meta({ id: 'Case' })

export const Outcome = z
  .object({
    id: z.uuid(),
    number: z.string(),
    revision: z.int(),
    step: Named,
    event: z.string().describe('type of the event that was written'),
  })
  .meta({ id: 'Outcome' })

/** How a case is filed: by anyone, with or without a session; staff file on behalf. */
export const Filing = z
  .object({
    procedure: z.string().max(60),
    input: z.record(z.string(), z.unknown()).describe('answers to the form of the procedure’s opening action'),
    place: z.string().max(24).optional().describe('place code; found from `point` or the typed address when absent'),
    point: PointShape.optional(),
    channel: z.enum(channels).default('app'),
    uploadToken: z.string().max(200).optional().describe('token under which files were uploaded without signing in'),
  })
  .meta({ id: 'Filing' })

export const FilingReply = Outcome.extend({
  unit: TextShape.describe('who answers for it now'),
  queryCode: z.string().describe('shown once: opens the case without signing in'),
  trackUrl: z.string().describe('page behind the QR code of the receipt'),
}).meta({ id: 'FilingReply' })

const CaseId = z.object({ id: z.uuid() })
const ActionBody = z.object({
  action: z.string().max(60),
  input: z.record(z.string(), z.unknown()).default({}),
  uploadToken: z.string().max(200).optional().describe('token under which files were uploaded without signing in'),
  revision: z.int().min(1).optional().describe('revision the screen was drawn from; a newer one refuses with version-conflict'),
})

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

// residents and query codes
export const Stage = z.enum(['received', 'dispatched', 'handling', 'answered', 'closed'])
export const ResidentCase = z
  .object({
    id: z.uuid(),
    number: z.string(),
    title: z.string(),
    step: Named,
    stage: Stage,
    final: z.boolean(),
    filedAt: Instant,
    revision: z.int(),
    owner: z.object({ name: TextShape, phone: z.string().nullable() }),
    why: TextShape.nullable(),
    due: z.object({ label: TextShape, at: Instant, late: z.boolean(), paused: z.boolean() }).nullable(),
    question: z.string().nullable().describe('what the handler asks, while waiting for the resident'),
    answer: z
      .object({ finding: z.string(), opinion: z.string(), basis: z.string().nullable() })
      .nullable()
      .describe('shown once the answer has passed its check'),
    satisfaction: z.int().nullable(),
    timeline: z.array(z.object({ at: Instant, sentence: TextShape, unit: TextShape.nullable() })),
    letters: z.array(LetterView),
    actions: z.array(CaseAction),
  })
  .meta({ id: 'ResidentCase' })

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
