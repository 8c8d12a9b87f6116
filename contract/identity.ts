import { roleIds } from '@fengqiao/kernel'
import { z } from 'zod'
import { route } from './route.ts'

/** What stands between a good password and a full session. */
export const signInStages = ['full', 'secondFactor', 'enrolSecondFactor', 'changePassword'] as const
export const SignInStage = z.enum(signInStages)

const Language = z.enum(['zh', 'en'])
const Text = z.object({ zh: z.string(), en: z.string() })

/** A post that the signed-in person holds now. */
export const HeldPost = z
  .object({
    id: z.string(),
    role: z.enum(roleIds),
    title: Text,
    unit: z.string(),
    unitName: Text,
    place: z.string().describe('code of the place that the unit serves'),
  })
  .meta({ id: 'HeldPost' })
export type HeldPost = z.infer<typeof HeldPost>

const Next = z.object({ next: SignInStage.describe('full: signed in; otherwise what must be done first') })
const Nothing = z.object({})

export const signIn = route({
  id: 'signIn',
  method: 'POST',
  path: '/api/identity/sign-in',
  tag: 'identity',
  summary: 'Sign in with login name and password',
  access: 'public',
  body: z.object({ login: z.string().trim().min(1).max(80), password: z.string().min(1).max(200) }),
  reply: Next,
  refusals: ['wrong-credentials', 'too-many', 'holdsNoPost'],
})

export const proveSecondFactor = route({
  id: 'proveSecondFactor',
  method: 'POST',
  path: '/api/identity/second-factor',
  tag: 'identity',
  summary: 'Give the authenticator code, or a recovery code, after the password',
  access: 'public',
  body: z.object({ code: z.string().trim().min(6).max(20) }),
  reply: Next,
  refusals: ['sign-in-required', 'wrong-credentials', 'too-many'],
})

export const signOut = route({
  id: 'signOut',
  method: 'POST',
  path: '/api/identity/sign-out',
  tag: 'identity',
  summary: 'Sign out here, or on every device',
  access: 'public',
  body: z.object({ everywhere: z.boolean().default(false) }),
  reply: Nothing,
})

export const Me = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('anonymous') }),
    z.object({ kind: z.literal('pending'), next: SignInStage, login: z.string() }),
    z.object({ kind: z.literal('resident'), id: z.string(), name: z.string().describe('masked') }),
    z.object({
      kind: z.literal('staff'),
      account: z.object({ id: z.string(), login: z.string(), name: Text, secondFactor: z.boolean() }),
      post: z.string().describe('the post in force'),
      posts: z.array(HeldPost),
      permissions: z.array(z.string()).describe('operation ids whose first door is open to the post'),
    }),
  ])
  .meta({ id: 'Me' })
export type Me = z.infer<typeof Me>

export const readMe = route({
  id: 'readMe',
  method: 'GET',
  path: '/api/identity/me',
  tag: 'identity',
  summary: 'Who is signed in here, with which posts, and which doors of sign-in are open',
  access: 'public',
  reply: z.object({ me: Me, language: Language, district: z.string(), demo: z.boolean(), oidc: z.boolean() }),
})

export const chooseLanguage = route({
  id: 'chooseLanguage',
  method: 'PUT',
  path: '/api/identity/language',
  tag: 'identity',
  summary: 'Choose the language of this browser and, when signed in, of notices',
  access: 'public',
  body: z.object({ language: Language }),
  reply: Nothing,
})

export const switchPost = route({
  id: 'switchPost',
  method: 'PUT',
  path: '/api/identity/post',
  tag: 'identity',
  summary: 'Act from another of the posts one holds',
  access: 'staff',
  body: z.object({ post: z.string().min(1).max(80) }),
  reply: HeldPost,
  refusals: ['not-found'],
})

export const changePassword = route({
  id: 'changePassword',
  method: 'PUT',
  path: '/api/identity/password',
  tag: 'identity',
  summary: 'Change one’s password; every other session ends',
  access: 'public',
  body: z.object({ current: z.string().min(1).max(200), next: z.string().min(1).max(200) }),
  reply: Next,
  refusals: ['sign-in-required', 'wrong-credentials', 'passwordIsWeak', 'passwordIsTheSame', 'too-many'],
})

export const beginTotp = route({
  id: 'beginTotp',
  method: 'POST',
  path: '/api/identity/totp',
  tag: 'identity',
  summary: 'Begin to enrol an authenticator: a fresh secret, good once it is proved with a code',
  access: 'public',
  body: z.object({ password: z.string().min(1).max(200) }),
  reply: z.object({ secret: z.string().describe('base32'), uri: z.string().describe('otpauth:// address for the QR code') }),
  refusals: ['sign-in-required', 'wrong-credentials', 'too-many'],
})

export const confirmTotp = route({
  id: 'confirmTotp',
  method: 'POST',
  path: '/api/identity/totp/confirmation',
  tag: 'identity',
  summary: 'Prove the new authenticator with its code; recovery codes are shown once',
  access: 'public',
  body: z.object({ code: z.string().trim().length(6) }),
  reply: Next.extend({ recoveryCodes: z.array(z.string()) }),
  refusals: ['sign-in-required', 'wrong-credentials', 'enrolmentNotBegun', 'too-many'],
})

export const startOidc = route({
  id: 'startOidc',
  method: 'GET',
  path: '/api/identity/oidc/start',
  tag: 'identity',
  summary: 'Go to the organisation’s own sign-in',
  access: 'public',
  query: z.object({ returnTo: z.string().max(400).default('/') }),
  reply: z.string(),
  replyType: '302 redirect to the provider',
  refusals: ['not-found'],
})

export const finishOidc = route({
  id: 'finishOidc',
  method: 'GET',
  path: '/api/identity/oidc/callback',
  tag: 'identity',
  summary: 'Come back from the organisation’s own sign-in',
  access: 'public',
  query: z.looseObject({ state: z.string().max(400).optional() }),
  reply: z.string(),
  replyType: '302 redirect to where the person was going',
  refusals: ['wrong-credentials', 'accountIsUnknown', 'holdsNoPost'],
})

const Phone = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/)
  .describe('mainland mobile number')

export const requestPhoneCode = route({
  id: 'requestPhoneCode',
  method: 'POST',
  path: '/api/identity/phone-code',
  tag: 'identity',
  summary: 'Send a resident a code of six digits by text message',
  access: 'public',
  body: z.object({ phone: Phone }),
  reply: z.object({ seconds: z.int().describe('how long the code is good'), again: z.int().describe('seconds until another may be sent') }),
  status: 202,
  refusals: ['too-many'],
})

export const verifyPhoneCode = route({
  id: 'verifyPhoneCode',
  method: 'POST',
  path: '/api/identity/phone-code/verification',
  tag: 'identity',
  summary: 'Sign in as the resident of a phone number; the first time registers them',
  access: 'public',
  body: z.object({ phone: Phone, code: z.string().trim().length(6) }),
  reply: z.object({ resident: z.string(), registered: z.boolean().describe('true when this was the first time') }),
  refusals: ['wrong-credentials', 'too-many'],
})

export const listDemoDoors = route({
  id: 'listDemoDoors',
  method: 'GET',
  path: '/api/demo/doors',
  tag: 'demo',
  summary: 'Whom one can step into; exists in demo mode only',
  access: 'public',
  reply: z.object({
    staff: z.array(z.object({ login: z.string(), name: Text, post: HeldPost })),
    residents: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
})

export const stepIn = route({
  id: 'stepIn',
  method: 'POST',
  path: '/api/demo/step-in',
  tag: 'demo',
  summary: 'Become a person of the demo city in one click; exists in demo mode only',
  access: 'public',
  body: z.union([z.object({ login: z.string().max(80), post: z.string().max(80).optional() }), z.object({ resident: z.string().max(80) })]),
  reply: z.object({ kind: z.enum(['staff', 'resident']) }),
  refusals: ['not-found', 'holdsNoPost'],
})
