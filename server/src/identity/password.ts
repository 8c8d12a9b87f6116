import { randomInt } from 'node:crypto'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** Argon2id, 46 MiB, 2 passes, 1 lane: twice the OWASP floor, and four sign-ins at once (libuv's pool) stay under 200 MiB. */
const cost = { algorithm: 2 satisfies Algorithm, memoryCost: 47_104, timeCost: 2, parallelism: 1 }

/** PHC string `$argon2id$v=19$…`. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

let nobody: Promise<string> | undefined

/**
 * Whether the password fits. For an unknown account or one without a password, give `null`: the same work is done against
 * a hash that nothing fits, so that the answer's time tells nothing.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword(`nobody ${randomInt(2 ** 47)}`)
  const fits = await verify(stored ?? (await nobody), password.normalize('NFKC'))
  return fits && stored !== null
}

const common = [
  'password',
  'qwerty',
  'admin',
  'fengqiao',
  'letmein',
  'welcome',
  '123456',
  '111111',
  '888888',
  'abc123',
  'iloveyou',
  'woaini',
]

/** House rule: 10 to 128 characters, three of four kinds (or 20 characters and more of any kind), no login, no commonplace. */
export function passwordIsWeak(password: string, login: string): Refusal | undefined {
  const because = weakness(password, login)
  return because && refusal('passwordIsWeak', because, { source: 'GB/T 22239-2019 8.1.4.1', fields: [{ path: 'next', because }] })
}

function weakness(password: string, login: string): ReturnType<typeof text> | undefined {
  const length = [...password].length
  if (length < 10) return text('密码至少 10 个字符', 'A password needs at least 10 characters')
  if (length > 128) return text('密码至多 128 个字符', 'A password has at most 128 characters')
  const low = password.toLowerCase()
  if (low.includes(login.toLowerCase())) return text('密码不得包含登录名', 'The password must not contain the login name')
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter(kind => kind.test(password)).length
  if (kinds < 3 && length < 20)
    return text(
      '须含大写字母、小写字母、数字、符号中的三类，或长度不少于 20',
      'Use three of: capitals, small letters, digits, signs; or 20 characters',
    )
  if (new Set(low).size < 5 || common.some(word => low.replaceAll(word, '').length < 5))
    return text('密码过于常见', 'The password is too commonplace')
  return undefined
}

const letters = 'abcdefghijkmnpqrstuvwxyz'
const capitals = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const digits = '23456789'

/** A password to be read out once and changed at first sign-in: four groups, no look-alike characters, about 78 bits. */
export function temporaryPassword(): string {
  const pick = (from: string): string => from[randomInt(from.length)] as string
  const group = (): string => pick(capitals) + pick(letters) + pick(letters) + pick(digits)
  return [group(), group(), group(), group()].join('-')
}
