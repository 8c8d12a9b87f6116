import type { RoleId } from '@fengqiao/kernel'
import { z } from 'zod'
import { purposeIds } from './access-log.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'

/** Posts that serve residents face to face; administrators and auditors are not among them. */
export const registryRoles = [
  'frontDesk',
  'triageOfficer',
  'dutyCommander',
  'dispatcher',
  'followUpClerk',
  'handler',
  'unitHead',
  'gridWorker',
  'gridLeader',
  'mediator',
  'dpo',
] as const satisfies readonly RoleId[]

export const residentFields = ['name', 'phone', 'idNumber', 'address'] as const
export const ResidentField = z.enum(residentFields)
export type ResidentField = z.infer<typeof ResidentField>

const Values = z.object({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  idNumber: z.string().nullable(),
  address: z.string().nullable(),
})

const Phone = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/)

export const MyProfile = Values.omit({ phone: true })
  .extend({ id: z.string(), phone: z.string(), place: z.string().nullable(), language: z.enum(['zh', 'en']) })
  .meta({ id: 'MyProfile' })
export type MyProfile = z.infer<typeof MyProfile>

export const readMyProfile = route({
  id: 'readMyProfile',
  method: 'GET',
  path: '/api/my/profile',
  tag: 'my-data',
  summary: 'My own record, in clear',
  access: 'resident',
  reply: MyProfile,
})

export const updateMyProfile = route({
  id: 'updateMyProfile',
  method: 'PATCH',
  path: '/api/my/profile',
  tag: 'my-data',
  summary: 'Complete or correct my own record; null takes a value away',
  access: 'resident',
  body: z.object({
    name: z.string().trim().min(1).max(60).nullish(),
    idNumber: z.string().trim().max(30).nullish(),
    address: z.string().trim().min(2).max(200).nullish(),
    place: z.string().trim().max(30).nullish(),
    language: z.enum(['zh', 'en']).optional(),
  }),
  reply: MyProfile,
  refusals: ['idNumberIsWrong', 'idNumberIsTaken'],
})

export const ResidentRow = Values.extend({ id: z.string(), place: z.string().nullable(), masked: z.literal(true) }).meta({
  id: 'ResidentRow',
})
export type ResidentRow = z.infer<typeof ResidentRow>

export const searchResidents = route({
  id: 'searchResidents',
  method: 'GET',
  path: '/api/residents',
  tag: 'residents',
  summary: 'Residents of the places one’s unit serves, masked; whole name, phone or identity number only',
  access: registryRoles,
  query: PageQuery.extend({
    name: z.string().trim().max(60).optional(),
    phone: Phone.optional(),
    idNumber: z.string().trim().max(30).optional(),
    purpose: z.enum(purposeIds).default('handleMatter'),
  }),
  reply: page(ResidentRow),
})

const Id = z.object({ id: z.string().min(1).max(80) })

export const readResident = route({
  id: 'readResident',
  method: 'GET',
  path: '/api/residents/{id}',
  tag: 'residents',
  summary: 'One resident, masked, for a stated purpose; in clear for the fields of a grant that is still good',
  access: registryRoles,
  params: Id,
  query: z.object({ purpose: z.enum(purposeIds), case: z.string().max(80).optional(), grant: z.string().max(80).optional() }),
  reply: Values.extend({ id: z.string(), place: z.string().nullable(), clear: z.array(ResidentField) }),
  refusals: ['not-found', 'grantIsOver'],
})

export const unmaskResident = route({
  id: 'unmaskResident',
  method: 'POST',
  path: '/api/residents/{id}/grants',
  tag: 'residents',
  summary: 'See named fields in clear, for a purpose and a reason, for a while; the resident is shown this look',
  access: registryRoles,
  params: Id,
  body: z.object({
    purpose: z.enum(purposeIds),
    reason: z.string().trim().min(4).max(200),
    fields: z.array(ResidentField).min(1),
    case: z.string().max(80).optional(),
    minutes: z.int().min(1).max(240).default(15),
  }),
  reply: z.object({ grant: z.string(), until: z.string(), values: Values.partial() }),
  status: 201,
  refusals: ['not-found', 'grantIsOver'],
})
