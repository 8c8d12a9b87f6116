import { type Refusal, refusal, text } from '@fengqiao/kernel'
import type { AccountRow } from '../accounts/store.ts'
import { findAccount, heldPosts, updateAccount, useRecoveryCode, useTotpStep } from '../accounts/store.ts'
import { clearAttempts, type Limit, refundAttempt, takeAttempt } from './attempt-store.ts'
import { passwordFits } from './password.ts'
import type { IdentityServices } from './services.ts'
import type { Stage } from './session-store.ts'
import { plainRecoveryCode, stepOfCode } from './totp.ts'

/** From where a sign-in comes: address for the lock-out, request id for the log, the session it replaces. */
export interface Knock {
  readonly address: string
  readonly request: string
  readonly replaces: string | null
}

export interface SignedIn {
  readonly token: string
  readonly seconds: number | null
  readonly stage: Stage
}

export const wrongCredentials = refusal('wrong-credentials', text('登录名或密码不正确', 'Login name or password is wrong'))
export const wrongCode = refusal('wrong-credentials', text('验证码不正确或已使用', 'The code is wrong or was used already'))
export const tooMany = refusal('too-many', text('尝试次数过多，暂时锁定', 'Too many attempts: locked for a while'), {
  help: text('请稍后再试，或请安全管理员解除锁定', 'Try again later, or ask the security administrator to lift the lock'),
  source: 'GB/T 22239-2019 8.1.4.1',
})
export const holdsNoPost = refusal('holdsNoPost', text('您目前没有在任岗位', 'You hold no post at present'), {
  help: text('请联系系统管理员分配岗位', 'Ask the system administrator to assign one'),
})

export const loginKey = ({ keyring }: Pick<IdentityServices, 'keyring'>, login: string): string =>
  keyring.index('login', login.normalize('NFKC').toLowerCase())

/** Subjects of the counters; the login's is the same whether the account exists or not. */
export const loginSubject = (key: string): string => `login:${key}`
export const secondFactorSubject = (account: string): string => `second-factor:${account}`
const addressSubject = ({ keyring }: IdentityServices, address: string): string => `address:${keyring.index('address', address)}`

export async function limits(services: IdentityServices): Promise<{ account: Limit; address: Limit }> {
  const rules = await services.settings()
  const seconds = rules.lockMinutes * 60
  return {
    account: { max: rules.failures, seconds, lockSeconds: seconds },
    address: { max: rules.failuresPerAddress, seconds, lockSeconds: seconds },
  }
}

/**
 * Judges login and password. An unknown login goes the same way as a wrong password: same counters, same work, same answer.
 */
export async function signInWithPassword(
  services: IdentityServices,
  { login, password }: { login: string; password: string },
  knock: Knock,
): Promise<SignedIn | Refusal> {
  const { db, district, log, now } = services
  const key = loginKey(services, login)
  const from = addressSubject(services, knock.address)
  const limit = await limits(services)
  const at = now().toISOString()
  const mayGoOn =
    (await takeAttempt(db, district, from, limit.address, at)) && (await takeAttempt(db, district, loginSubject(key), limit.account, at))
  const account = await findAccount(db, district, { loginKey: key })
  if (!mayGoOn) {
    await log.deed(db, { actor: account?.id ?? null, act: 'signIn.lockedOut', request: knock.request })
    return tooMany
  }
  const fits = await passwordFits(account?.password_hash ?? null, password)
  if (!fits || !account || account.disabled_at) {
    await log.deed(db, { actor: account?.id ?? null, act: 'signIn.refused', request: knock.request })
    return wrongCredentials
  }
  await clearAttempts(db, district, [loginSubject(key)])
  await refundAttempt(db, district, from)
  return enter(services, account, await stageAfter(services, account, false), knock)
}

/** The next thing to do: second factor, then a password that must be changed, then enrolling the second factor. */
export async function stageAfter(services: IdentityServices, account: AccountRow, secondFactorProved: boolean): Promise<Stage> {
  const rules = await services.settings()
  if (account.totp_sealed && !secondFactorProved) return 'secondFactor'
  const age = services.now().getTime() - Date.parse(account.password_set_at ?? account.created_at)
  if (account.must_change || (rules.passwordDays > 0 && age > rules.passwordDays * 86_400_000)) return 'changePassword'
  return rules.secondFactorRequired && !account.totp_sealed ? 'enrolSecondFactor' : 'full'
}

/** Opens the session of an account at a stage, on its longest-held post (or `post`). */
export async function enter(
  services: IdentityServices,
  account: Pick<AccountRow, 'id'>,
  stage: Stage,
  knock: Knock,
  post?: string,
): Promise<SignedIn | Refusal> {
  const { db, district, sessions, log, now } = services
  const at = now().toISOString()
  const posts = (await heldPosts(db, district, [account.id], at)).get(account.id) ?? []
  const first = post ? posts.find(({ id }) => id === post) : posts[0]
  if (!first) return holdsNoPost
  const { token, seconds } = await sessions.open({ account: account.id, post: first.id }, stage, knock.replaces)
  if (stage === 'full') {
    await updateAccount(db, district, account.id, { signed_in_at: at })
    await log.deed(db, { actor: account.id, act: 'signIn.completed', request: knock.request, detail: { post: first.id } })
  }
  return { token, seconds, stage }
}

/** Judges the second factor of a half-open session: a code never used before, or a recovery code. */
export async function signInWithCode(
  services: IdentityServices,
  accountId: string,
  code: string,
  knock: Knock,
): Promise<SignedIn | Refusal> {
  const { db, district, log, now } = services
  const subject = secondFactorSubject(accountId)
  const { account: limit } = await limits(services)
  if (!(await takeAttempt(db, district, subject, limit, now().toISOString()))) return tooMany
  const account = await findAccount(db, district, { id: accountId })
  if (!account?.totp_sealed || account.disabled_at) return wrongCode
  if (!(await codeFits(services, account, code))) {
    await log.deed(db, { actor: accountId, act: 'secondFactor.refused', request: knock.request })
    return wrongCode
  }
  await clearAttempts(db, district, [subject])
  return enter(services, account, await stageAfter(services, account, true), knock)
}

async function codeFits({ db, district, keyring, now }: IdentityServices, account: AccountRow, typed: string): Promise<boolean> {
  if (!account.totp_sealed) return false
  if (/^\d{6}$/.test(typed)) {
    const step = stepOfCode(keyring.open(account.totp_sealed, totpPlace(account.id)), typed, now(), account.totp_used_step)
    return step !== null && useTotpStep(db, district, account.id, step)
  }
  return useRecoveryCode(db, district, account.id, keyring.index('recovery', plainRecoveryCode(typed)))
}

/** Where a TOTP secret is sealed to. */
export const totpPlace = (account: string): string => `account.totp/${account}`
