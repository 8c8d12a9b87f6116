import { roleIds, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'

/** Why somebody may look at a person's data. Anything else is not a purpose. */
export const purposes = {
  handleMatter: text('办理本人事项', 'Handle the person’s matter'),
  contactPerson: text('联系本人', 'Contact the person'),
  verifyIdentity: text('核对身份', 'Verify identity'),
  emergencyHelp: text('紧急救助', 'Emergency help'),
  correctRecord: text('更正登记信息', 'Correct the record'),
  answerDataRequest: text('答复个人信息请求', 'Answer a data request'),
} as const
export type PurposeId = keyof typeof purposes
export const purposeIds = Object.keys(purposes) as PurposeId[]

const Text = z.object({ zh: z.string(), en: z.string() })

export const AccessLogRow = z
  .object({
    id: z.string(),
    at: z.string(),
    viewer: z.string().describe('account id'),
    post: z.string(),
    role: z.enum(roleIds),
    unit: z.string(),
    resident: z.string().nullable(),
    case: z.string().nullable(),
    fields: z.array(z.string()),
    masked: z.boolean(),
    purpose: z.enum(purposeIds),
    reason: z.string().nullable(),
    withheldUntil: z.string().nullable(),
    intact: z.boolean().describe('false: the row was altered after it was written'),
  })
  .meta({ id: 'AccessLogRow' })
export type AccessLogRow = z.infer<typeof AccessLogRow>

export const listAccessLog = route({
  id: 'listAccessLog',
  method: 'GET',
  path: '/api/access-log',
  tag: 'access-log',
  summary: 'Looks at personal data, newest first; the log, never the data',
  access: ['auditor', 'dpo'],
  query: PageQuery.extend({
    resident: z.string().max(80).optional(),
    case: z.string().max(80).optional(),
    viewer: z.string().max(80).optional(),
  }),
  reply: page(AccessLogRow),
})

/** What the person sees: post and unit of the viewer, never the viewer's name. */
export const MyAccessLogRow = z
  .object({
    id: z.string(),
    at: z.string(),
    unit: Text,
    post: Text,
    purpose: Text,
    fields: z.array(z.string()),
    masked: z.boolean(),
    case: z.string().nullable(),
  })
  .meta({ id: 'MyAccessLogRow' })
export type MyAccessLogRow = z.infer<typeof MyAccessLogRow>

export const listMyAccessLog = route({
  id: 'listMyAccessLog',
  method: 'GET',
  path: '/api/my/access-log',
  tag: 'my-data',
  summary: 'Who looked at my data, from which post, when, why and at what',
  access: 'resident',
  query: PageQuery,
  reply: page(MyAccessLogRow),
})

export const SecurityLogRow = z
  .object({
    id: z.string(),
    at: z.string(),
    actor: z.string().nullable(),
    act: z.string().describe('noun.past: account.created, signIn.refused'),
    subject: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    intact: z.boolean(),
  })
  .meta({ id: 'SecurityLogRow' })

export const listSecurityLog = route({
  id: 'listSecurityLog',
  method: 'GET',
  path: '/api/security-log',
  tag: 'access-log',
  summary: 'Sign-ins and what administrators did, newest first',
  access: ['auditor'],
  query: PageQuery,
  reply: page(SecurityLogRow),
})
