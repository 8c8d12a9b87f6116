import { type Refusal, refusal, text } from '@fengqiao/kernel'
import { type AccountRow, findAccount, updateAccount } from '../accounts/store.ts'
import { clearAttempts, takeAttempt } from './attempt-store.ts'
import { hashPassword, passwordFits, passwordIsWeak } from './password.ts'
import type { IdentityServices } from './services.ts'
import type { LiveSession } from './session-store.ts'
import { enter, type Knock, limits, type SignedIn, secondFactorSubject, stageAfter, tooMany, totpPlace, wrongCode } from './sign-in.ts'
import { newRecoveryCodes, newTotpSecret, plainRecoveryCode, stepOfCode, totpUri } from './totp.ts'

const signInFirst = refusal('sign-in-required', text('请先登录', 'Please sign in first'))
const wrongPassword = refusal('wrong-credentials', text('当前密码不正确', 'The current password is wrong'))

/** Asks for the password again before credentials change; counted like a sign-in. */
async function proveAgain(services: IdentityServices, session: LiveSession | null, password: string): Promise<AccountRow | Refusal> {
  // Before the second factor is given, the password alone must not change anything.
  if (!session?.account || session.stage === 'secondFactor') return signInFirst
  const { db, district, log, now } = services
  const subject = `password:${session.account}`
  if (!(await takeAttempt(db, district, subject, (await limits(services)).account, now().toISOString()))) return tooMany
  const account = await findAccount(db, district, { id: session.account })
  if (!(await passwordFits(account?.password_hash ?? null, password)) || !account) {
    await log.deed(db, { actor: session.account, act: 'password.refused', request: session.id })
    return wrongPassword
  }
  await clearAttempts(db, district, [subject])
  return account
}

/** Sets a new password, ends every session of the account and opens a fresh one. */
export async function changeOwnPassword(
  services: IdentityServices,
  session: LiveSession | null,
  { current, next }: { current: string; next: string },
  knock: Knock,
): Promise<SignedIn | Refusal> {
  const account = await proveAgain(services, session, current)
  if ('refused' in account) return account
  const weak = passwordIsWeak(next, account.login)
  if (weak) return weak
  if (await passwordFits(account.password_hash, next))
    return refusal('passwordIsTheSame', text('新密码不得与当前密码相同', 'The new password must differ from the current one'))
  const { db, district, sessions, log, now } = services
  const change = { password_hash: await hashPassword(next), password_set_at: now().toISOString(), must_change: false }
  await updateAccount(db, district, account.id, change)
  await sessions.end({ account: account.id })
  await log.deed(db, { actor: account.id, act: 'password.changed', subject: account.id, request: knock.request })
  const stage = await stageAfter(services, { ...account, ...change }, true)
  return enter(services, account, stage, { ...knock, replaces: null }, session?.post ?? undefined)
}

/** A fresh secret, kept beside the one in force until a code proves it. */
export async function beginEnrolment(
  services: IdentityServices,
  session: LiveSession | null,
  password: string,
): Promise<{ secret: string; uri: string } | Refusal> {
  const account = await proveAgain(services, session, password)
  if ('refused' in account) return account
  const { db, district, keyring } = services
  const secret = newTotpSecret()
  await updateAccount(db, district, account.id, { totp_next_sealed: keyring.seal(secret, totpPlace(account.id)) })
  return { secret, uri: totpUri(secret, account.login) }
}

/** Takes the new secret into force when its code fits; the recovery codes are told once and kept as hashes. */
export async function confirmEnrolment(
  services: IdentityServices,
  session: LiveSession | null,
  code: string,
  knock: Knock,
): Promise<(SignedIn & { recoveryCodes: string[] }) | Refusal> {
  if (!session?.account || session.stage === 'secondFactor') return signInFirst
  const { db, district, keyring, sessions, log, now } = services
  if (!(await takeAttempt(db, district, secondFactorSubject(session.account), (await limits(services)).account, now().toISOString())))
    return tooMany
  const account = await findAccount(db, district, { id: session.account })
  if (!account?.totp_next_sealed)
    return refusal('enrolmentNotBegun', text('请先获取新的验证器密钥', 'Ask for a new authenticator secret first'))
  const step = stepOfCode(keyring.open(account.totp_next_sealed, totpPlace(account.id)), code, now(), null)
  if (step === null) return wrongCode
  const recoveryCodes = newRecoveryCodes()
  const change = {
    totp_sealed: account.totp_next_sealed,
    totp_next_sealed: null,
    totp_used_step: step,
    recovery_hashes: recoveryCodes.map(one => keyring.index('recovery', plainRecoveryCode(one))),
  }
  await updateAccount(db, district, account.id, change)
  await clearAttempts(db, district, [secondFactorSubject(account.id)])
  await sessions.end({ account: account.id })
  await log.deed(db, { actor: account.id, act: 'secondFactor.enrolled', subject: account.id, request: knock.request })
  const stage = await stageAfter(services, { ...account, ...change }, true)
  const entered = await enter(services, account, stage, { ...knock, replaces: null }, session.post ?? undefined)
  return 'refused' in entered ? entered : { ...entered, recoveryCodes }
}
