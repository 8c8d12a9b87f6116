import { z } from 'zod'
import { FormField } from './case-views.ts'
import { route } from './route.ts'
import { Instant, Named, TextShape } from './text.ts'

export const ProcedureView = z
  .object({
    id: z.string(),
    version: z.int(),
    name: TextShape,
    purpose: TextShape,
    basis: z.array(z.string()),
    steps: z.array(
      z.object({ id: z.string(), label: TextShape, final: z.boolean(), holder: TextShape.nullable(), due: z.array(z.string()) }),
    ),
    actions: z.array(
      z.object({
        id: z.string(),
        label: TextShape,
        from: z.array(z.string()),
        to: z.string().nullable(),
        by: z.array(TextShape),
        form: z.array(FormField),
        rules: z.array(z.object({ name: z.string(), because: TextShape, source: z.string() })),
      }),
    ),
    svg: z.object({ zh: z.string(), en: z.string() }).describe('state diagram'),
    mermaid: z.object({ zh: z.string(), en: z.string() }),
  })
  .meta({ id: 'Procedure' })
export const listProcedures = route({
  id: 'listProcedures',
  method: 'GET',
  path: '/api/procedures',
  tag: 'procedures',
  summary: 'Every procedure in force',
  access: 'public',
  reply: z.object({ rows: z.array(ProcedureView.pick({ id: true, version: true, name: true, purpose: true, basis: true })) }),
})
export const getProcedure = route({
  id: 'getProcedure',
  method: 'GET',
  path: '/api/procedures/{id}',
  tag: 'procedures',
  summary: 'One procedure: steps, actions, forms, diagram',
  access: 'public',
  params: z.object({ id: z.string().max(60) }),
  reply: ProcedureView,
})
export const getBpmn = route({
  id: 'getBpmn',
  method: 'GET',
  path: '/api/procedures/{id}/bpmn',
  tag: 'procedures',
  summary: 'BPMN 2.0 export',
  access: 'public',
  params: z.object({ id: z.string().max(60) }),
  query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.string(),
  replyType: 'application/xml',
})

export const DeadlineRule = z
  .object({
    key: z.string().describe('appeal.answer.urgent'),
    procedure: Named,
    deadline: Named,
    applies: TextShape.describe('grade or variant it applies to'),
    value: z.number(),
    unit: z.enum(['minute', 'hour', 'workingHour', 'day', 'workingDay', 'month', 'year']),
    calendar: z.enum(['calendarDay', 'workingDay', 'courtDay', 'custody']),
    source: z.string(),
    confidence: z.enum(['H', 'M', 'L', 'D']),
    validFrom: z.iso.date().nullable(),
    validTo: z.iso.date().nullable(),
    byDefault: z.object({ value: z.number(), unit: z.string(), calendar: z.string() }),
    changedBy: z.string().nullable(),
    changedAt: Instant.nullable(),
    open: z.int().describe('clocks now running on it'),
  })
  .meta({ id: 'DeadlineRule' })
export const listDeadlineRules = route({
  id: 'listDeadlineRules',
  method: 'GET',
  path: '/api/deadline-rules',
  tag: 'procedures',
  summary: 'Every configured period with its source',
  access: 'staff',
  reply: z.object({ rows: z.array(DeadlineRule) }),
})
export const setDeadlineRule = route({
  id: 'setDeadlineRule',
  method: 'PUT',
  path: '/api/deadline-rules/{key}',
  tag: 'procedures',
  summary: 'Change a period; open clocks keep their due time or are recomputed, as stated',
  access: ['systemAdministrator'],
  params: z.object({ key: z.string().max(120) }),
  body: DeadlineRule.pick({
    value: true,
    unit: true,
    calendar: true,
    source: true,
    confidence: true,
    validFrom: true,
    validTo: true,
  }).extend({ openClocks: z.enum(['keep', 'recompute']) }),
  reply: z.object({ key: z.string(), recomputed: z.int() }),
})

export const Measured = z
  .object({
    name: z.string(),
    label: TextShape,
    kind: z.enum(['count', 'ratio', 'time', 'onTime']),
    numerator: z.int(),
    denominator: z.int().nullable(),
    excluded: z.int(),
    p50: z.number().nullable().describe('seconds'),
    p90: z.number().nullable().describe('seconds'),
    byDay: z.array(z.object({ day: z.iso.date(), numerator: z.int(), denominator: z.int().nullable() })),
    byUnit: z.array(z.object({ unit: Named, numerator: z.int(), denominator: z.int().nullable(), p50: z.number().nullable() })),
    byPlace: z.array(z.object({ place: Named, numerator: z.int(), denominator: z.int().nullable() })),
  })
  .meta({ id: 'Measured' })
const Period = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  place: z.string().max(24).optional(),
  unit: z.string().max(80).optional(),
})
export const getStatistics = route({
  id: 'getStatistics',
  method: 'GET',
  path: '/api/statistics/{procedure}',
  tag: 'statistics',
  summary: 'Measures of a procedure over a period: numerator, denominator, excluded',
  access: 'staff',
  params: z.object({ procedure: z.string().max(60) }),
  query: Period,
  reply: z.object({
    from: z.iso.date(),
    to: z.iso.date(),
    measures: z.array(Measured),
    bySubject: z.array(z.object({ subject: Named, count: z.int() })),
  }),
})
export const exportStatistics = route({
  id: 'exportStatistics',
  method: 'GET',
  path: '/api/statistics/{procedure}/export',
  tag: 'statistics',
  summary: 'The same as CSV or XLSX',
  access: 'staff',
  params: z.object({ procedure: z.string().max(60) }),
  query: Period.extend({ format: z.enum(['csv', 'xlsx']).default('csv'), language: z.enum(['zh', 'en']).default('zh') }),
  reply: z.string(),
  replyType: 'application/octet-stream',
})
