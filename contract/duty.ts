import { type Text, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { PlaceCode, placeLevelIds, TextPair } from './places.ts'
import { route } from './route.ts'
import { Unit, unitKindIds } from './units.ts'

/** Work-order grades, domain C1. */
export const grades = {
  urgent: text('紧急', 'Urgent'),
  general: text('一般', 'General'),
  complex: text('复杂', 'Complex'),
  consult: text('咨询', 'Enquiry'),
} as const satisfies Record<string, Text>
export type Grade = keyof typeof grades
export const gradeIds = Object.keys(grades) as [Grade, ...Grade[]]

export const SubjectCode = z.string().min(1).max(60)

export const Subject = z
  .object({
    code: SubjectCode,
    parent: SubjectCode.nullable().describe('the group; null for a group itself'),
    name: TextPair,
    description: TextPair,
    serviceCode: z.string().nullable().describe('Open311 service_code; null for a group'),
    grade: z.enum(gradeIds).describe('grade proposed at intake'),
    keywords: z.array(z.string()),
    ordinal: z.int(),
  })
  .meta({ id: 'Subject' })
export type Subject = z.infer<typeof Subject>

export const dutyParts = ['own', 'assist'] as const

export const Duty = z
  .object({
    id: z.string().min(1).max(120),
    subject: SubjectCode,
    level: z.enum(placeLevelIds).describe('place level at which the kind of unit answers'),
    unitKind: z.enum(unitKindIds),
    place: PlaceCode.nullable().describe('narrows the row to this place and all within it'),
    part: z.enum(dutyParts).describe('own: answers for the matter; assist: summoned when needed'),
    legalBasis: TextPair,
    remark: TextPair,
    version: z.int(),
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable(),
  })
  .meta({ id: 'Duty' })
export type Duty = z.infer<typeof Duty>

export const Responsibility = z.object({ unit: Unit, duty: Duty, why: TextPair, assisting: z.array(Unit) }).meta({ id: 'Responsibility' })

export const listSubjects = route({
  id: 'listSubjects',
  method: 'GET',
  path: '/api/subjects',
  tag: 'duty',
  summary: 'Catalogue of subjects, groups first, each group followed by its subjects',
  access: 'public',
  reply: z.object({ subjects: z.array(Subject) }),
})

export const listDuties = route({
  id: 'listDuties',
  method: 'GET',
  path: '/api/duties',
  tag: 'duty',
  summary: 'Duty list: which kind of unit answers for a subject at which level, and by what law',
  access: 'staff',
  query: PageQuery.extend({
    subject: SubjectCode.optional(),
    level: z.enum(placeLevelIds).optional(),
    unitKind: z.enum(unitKindIds).optional(),
    search: z.string().trim().max(80).optional().describe('part of a subject’s name or of the legal basis'),
  }),
  reply: page(Duty),
})

export const resolveDuty = route({
  id: 'resolveDuty',
  method: 'GET',
  path: '/api/responsibility',
  tag: 'duty',
  summary: 'The one unit responsible for a subject at a place, and why',
  access: 'public',
  query: z.object({ subject: SubjectCode, place: PlaceCode }),
  reply: Responsibility,
  refusals: ['no-duty', 'no-unit'],
})

const DutyEdit = Duty.omit({ id: true, version: true, validFrom: true, validTo: true })

export const addDuty = route({
  id: 'addDuty',
  method: 'POST',
  path: '/api/duties',
  tag: 'duty',
  summary: 'Add a row to the duty list',
  access: ['systemAdministrator'],
  body: DutyEdit,
  reply: Duty,
  status: 201,
  refusals: ['unknown-subject', 'duty-stands-already'],
})

export const changeDuty = route({
  id: 'changeDuty',
  method: 'PUT',
  path: '/api/duties/{id}',
  tag: 'duty',
  summary: 'Change a row of the duty list; `version` is the one that was read',
  access: ['systemAdministrator'],
  params: z.object({ id: z.string().max(120) }),
  body: DutyEdit.extend({ version: z.int() }),
  reply: Duty,
  refusals: ['version-conflict', 'unknown-subject', 'duty-stands-already'],
})

export const endDuty = route({
  id: 'endDuty',
  method: 'DELETE',
  path: '/api/duties/{id}',
  tag: 'duty',
  summary: 'End a row of the duty list today; cases that were sent by it keep it',
  access: ['systemAdministrator'],
  params: z.object({ id: z.string().max(120) }),
  reply: Duty,
  refusals: ['last-duty-of-subject'],
})
