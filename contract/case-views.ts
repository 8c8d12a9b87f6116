import { channels } from '@fengqiao/kernel'
import { z } from 'zod'
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

/** Path of a route about one case. */
export const CaseId = z.object({ id: z.uuid() })
/** What is sent to take an action: its id and the answers to its form. */
export const ActionBody = z.object({
  action: z.string().max(60),
  input: z.record(z.string(), z.unknown()).default({}),
  uploadToken: z.string().max(200).optional().describe('token under which files were uploaded without signing in'),
  revision: z.int().min(1).optional().describe('revision the screen was drawn from; a newer one refuses with version-conflict'),
})
