import { z } from 'zod'
import { HeldPost } from './identity.ts'
import { PageQuery, page } from './page.ts'
import { route } from './route.ts'

const Text = z.object({ zh: z.string().trim().min(1).max(60), en: z.string().trim().min(1).max(120) })
const Id = z.object({ id: z.string().min(1).max(80) })
const Nothing = z.object({})
const system = ['systemAdministrator'] as const
const security = ['securityAdministrator'] as const

export const Account = z
  .object({
    id: z.string(),
    login: z.string(),
    name: z.object({ zh: z.string(), en: z.string() }),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    secondFactor: z.boolean(),
    posts: z.array(HeldPost),
    signedInAt: z.string().nullable(),
    lockedUntil: z.string().nullable(),
    disabledAt: z.string().nullable(),
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof Account>

export const listAccounts = route({
  id: 'listAccounts',
  method: 'GET',
  path: '/api/accounts',
  tag: 'accounts',
  summary: 'Staff accounts by login name',
  access: ['systemAdministrator', 'securityAdministrator'],
  query: PageQuery.extend({ search: z.string().trim().max(60).optional().describe('part of login or name') }),
  reply: page(Account),
})

const OneTimePassword = z.object({ id: z.string(), temporaryPassword: z.string().nullable().describe('shown once; null on a retry') })

export const createAccount = route({
  id: 'createAccount',
  method: 'POST',
  path: '/api/accounts',
  tag: 'accounts',
  summary: 'Open an account with a password to be changed at first sign-in',
  access: system,
  body: z.object({
    login: z
      .string()
      .trim()
      .regex(/^[a-zA-Z][a-zA-Z0-9._-]{2,39}$/),
    name: Text,
    email: z.email().max(200).optional(),
    phone: z.string().trim().max(20).optional(),
  }),
  reply: OneTimePassword,
  status: 201,
  refusals: ['loginIsTaken'],
})

export const changeAccount = route({
  id: 'changeAccount',
  method: 'PATCH',
  path: '/api/accounts/{id}',
  tag: 'accounts',
  summary: 'Correct name, e-mail or phone',
  access: system,
  params: Id,
  body: z.object({ name: Text.optional(), email: z.email().max(200).nullish(), phone: z.string().trim().max(20).nullish() }),
  reply: Nothing,
  refusals: ['not-found', 'loginIsTaken'],
})

export const setAccountStanding = route({
  id: 'setAccountStanding',
  method: 'PUT',
  path: '/api/accounts/{id}/standing',
  tag: 'accounts',
  summary: 'Disable an account (its sessions end) or enable it again',
  access: system,
  params: Id,
  body: z.object({ enabled: z.boolean(), reason: z.string().trim().min(2).max(200) }),
  reply: Nothing,
  refusals: ['not-found', 'notOneself'],
})

export const resetPassword = route({
  id: 'resetPassword',
  method: 'POST',
  path: '/api/accounts/{id}/password-resets',
  tag: 'accounts',
  summary: 'Give a new password to be changed at sign-in; sessions end',
  access: system,
  params: Id,
  reply: OneTimePassword,
  refusals: ['not-found', 'notOneself'],
})

export const unlockAccount = route({
  id: 'unlockAccount',
  method: 'DELETE',
  path: '/api/accounts/{id}/lock',
  tag: 'accounts',
  summary: 'Lift a lock-out before its time',
  access: security,
  params: Id,
  reply: Nothing,
  refusals: ['not-found', 'notOneself'],
})

export const removeTotp = route({
  id: 'removeTotp',
  method: 'DELETE',
  path: '/api/accounts/{id}/totp',
  tag: 'accounts',
  summary: 'Forget a lost authenticator; sessions end',
  access: security,
  params: Id,
  reply: Nothing,
  refusals: ['not-found', 'notOneself'],
})

export const assignPost = route({
  id: 'assignPost',
  method: 'POST',
  path: '/api/accounts/{id}/posts',
  tag: 'accounts',
  summary: 'Give a post to an account',
  access: system,
  params: Id,
  body: z.object({ post: z.string().min(1).max(80), until: z.iso.datetime({ offset: true }).optional() }),
  reply: Nothing,
  status: 201,
  refusals: ['not-found', 'notOneself', 'administratorsAreSeparate'],
})

export const endPost = route({
  id: 'endPost',
  method: 'DELETE',
  path: '/api/accounts/{id}/posts/{post}',
  tag: 'accounts',
  summary: 'Take a post from an account',
  access: system,
  params: Id.extend({ post: z.string().min(1).max(80) }),
  reply: Nothing,
  refusals: ['not-found', 'notOneself'],
})

export const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    perMinute: z.int(),
    perDay: z.int(),
    usedToday: z.int(),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiKey' })

export const listApiKeys = route({
  id: 'listApiKeys',
  method: 'GET',
  path: '/api/api-keys',
  tag: 'accounts',
  summary: 'Keys of outside programs, newest first',
  access: security,
  query: PageQuery,
  reply: page(ApiKey),
})

export const createApiKey = route({
  id: 'createApiKey',
  method: 'POST',
  path: '/api/api-keys',
  tag: 'accounts',
  summary: 'Make a key for an outside program; it is shown once',
  access: security,
  body: z.object({
    name: z.string().trim().min(2).max(80),
    perMinute: z.int().min(1).max(60_000).default(120),
    perDay: z.int().min(1).max(10_000_000).default(10_000),
  }),
  reply: z.object({ id: z.string(), key: z.string() }),
  status: 201,
})

export const revokeApiKey = route({
  id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  tag: 'accounts',
  summary: 'End a key',
  access: security,
  params: Id,
  reply: Nothing,
  refusals: ['not-found'],
})

/** Rules of sign-in that the security administrator sets; GB/T 22239-2019 level 3 asks for each. */
export const SecuritySettings = z
  .object({
    staffIdleMinutes: z.int().min(1).max(720).default(30),
    staffHours: z.int().min(1).max(24).default(12).describe('a session ends after this, however busy'),
    residentDays: z.int().min(1).max(90).default(30),
    failures: z.int().min(3).max(10).default(5).describe('wrong passwords before an account is locked'),
    lockMinutes: z.int().min(5).max(1440).default(15),
    failuresPerAddress: z.int().min(10).max(1000).default(60),
    secondFactorRequired: z.boolean().default(false),
    passwordDays: z.int().min(0).max(365).default(0).describe('0: passwords do not age'),
    grantMinutes: z.int().min(5).max(240).default(30).describe('longest time for which clear values may be seen'),
  })
  .meta({ id: 'SecuritySettings' })
export type SecuritySettings = z.infer<typeof SecuritySettings>

export const readSecuritySettings = route({
  id: 'readSecuritySettings',
  method: 'GET',
  path: '/api/security-settings',
  tag: 'accounts',
  summary: 'Rules of sign-in in force',
  access: security,
  reply: SecuritySettings,
})

export const changeSecuritySettings = route({
  id: 'changeSecuritySettings',
  method: 'PUT',
  path: '/api/security-settings',
  tag: 'accounts',
  summary: 'Set the rules of sign-in',
  access: security,
  body: SecuritySettings,
  reply: SecuritySettings,
})
