import { randomInt } from 'node:crypto'
import { fill, type Refusal, refusal, text } from '@fengqiao/kernel'
import { registerByPhone } from '../residents/record.ts'
import { type Limit, takeAttempt } from './attempt-store.ts'
import { sameSecret } from './keyring.ts'
import { keepCode, tryCode, useCode } from './phone-code-store.ts'
import type { IdentityServices } from './services.ts'

/** House rules: a code of six digits is good for 5 minutes and 5 tries; another after 60 s; so many a day. */
export const codeSeconds = 300
export const againSeconds = 60
const tries = 5
const day = 86_400
const perPhone: Limit = { max: 10, seconds: day, lockSeconds: day }
const perAddress: Limit = { max: 60, seconds: day, lockSeconds: day }
const guessesPerAddress: Limit = { max: 100, seconds: 3600, lockSeconds: 3600 }
/** Ten codes of five tries a day would be 50 guesses; 20 leave one guesser in 50,000 a day. */
const guessesPerPhone: Limit = { max: 20, seconds: day, lockSeconds: day }

const tooSoon = refusal('too-many', text('验证码发送过于频繁', 'Codes are being asked for too often'), {
  help: text('请 60 秒后再试；每个号码每日次数有限', 'Try again after 60 seconds; each number has a daily limit'),
})
const wrong = refusal('wrong-credentials', text('验证码不正确或已过期', 'The code is wrong or has expired'), {
  help: text('请核对短信，或重新获取验证码', 'Check the message, or ask for a new code'),
})

const message = text(
  '【枫桥】验证码 {code}，5 分钟内有效。请勿告诉任何人，工作人员也不会向您索要。',
  '[Fengqiao] Your code is {code}, good for 5 minutes. Tell nobody; our staff never ask for it.',
)

/** Sends a code. The answer is the same whether the number is registered or not. */
export async function sendCode(services: IdentityServices, phone: string, address: string): Promise<Refusal | undefined> {
  const { db, district, keyring, now, sendNotice } = services
  const at = now()
  const iso = at.toISOString()
  const phoneKey = keyring.index('phone', phone)
  const from = `code-address:${keyring.index('address', address)}`
  if (!(await takeAttempt(db, district, from, perAddress, iso))) return tooSoon
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const kept = await keepCode(
    db,
    district,
    {
      phone_key: phoneKey,
      code_hash: keyring.index('code', `${phone}:${code}`),
      sent_at: iso,
      expires_at: new Date(at.getTime() + codeSeconds * 1000).toISOString(),
    },
    new Date(at.getTime() - againSeconds * 1000).toISOString(),
  )
  if (!kept) return tooSoon
  if (!(await takeAttempt(db, district, `code-phone:${phoneKey}`, perPhone, iso))) return tooSoon
  await sendNotice({ channel: 'sms', kind: 'signInCode', to: phone, text: fill(message, { code }) })
  return undefined
}

/** Signs a resident in by phone and code; a number never seen before becomes a resident. */
export async function signInWithPhone(
  services: IdentityServices,
  { phone, code }: { phone: string; code: string },
  address: string,
  replaces: string | null,
): Promise<{ token: string; seconds: number | null; resident: string; registered: boolean } | Refusal> {
  const { db, district, keyring, now, sessions } = services
  const iso = now().toISOString()
  const phoneKey = keyring.index('phone', phone)
  const allowed =
    (await takeAttempt(db, district, `guess-address:${keyring.index('address', address)}`, guessesPerAddress, iso)) &&
    (await takeAttempt(db, district, `guess-phone:${phoneKey}`, guessesPerPhone, iso))
  if (!allowed) return tooSoon
  const kept = await tryCode(db, district, phoneKey, tries, iso)
  const given = keyring.index('code', `${phone}:${code}`)
  if (kept === undefined || !sameSecret(kept, given) || !(await useCode(db, district, phoneKey, kept))) return wrong
  const { id, registered } = await registerByPhone(services, phone)
  const { token, seconds } = await sessions.open({ resident: id }, 'full', replaces)
  return { token, seconds, resident: id, registered }
}
