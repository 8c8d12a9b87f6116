import { hashPassword } from '../identity/password.ts'
import { rowId } from '../identity/row-id.ts'
import type { IdentityServices } from '../identity/services.ts'
import { loginKey } from '../identity/sign-in.ts'
import { insertAccount, updateAccount } from './store.ts'

type Needs = Pick<IdentityServices, 'db' | 'district' | 'keyring' | 'now'>

export interface NewAccount {
  /** Readable id for the demo and imports; a fresh one otherwise. */
  readonly id?: string
  readonly login: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly email?: string | undefined
  readonly phone?: string | undefined
  /** null: signs in through the organisation's provider, or by demo door, only. */
  readonly password: string | null
  readonly mustChange: boolean
  /** Account that opens it; null for the first administrator and the demo. */
  readonly by: string | null
  /** Idempotency key of the request. */
  readonly key: string | null
}

/** Opens an account. Many demo accounts share a password: hash it once with `hashPassword` and give `passwordHash`. */
export async function openAccount(
  services: Needs,
  account: NewAccount & { readonly passwordHash?: string },
): Promise<'taken' | { id: string; inserted: boolean }> {
  const { db, district, now } = services
  const at = now()
  const id = account.id ?? rowId(at)
  const made = await insertAccount(db, district, {
    id,
    login: account.login,
    login_key: loginKey(services, account.login),
    name_zh: account.name.zh,
    name_en: account.name.en,
    email: account.email ?? null,
    phone: account.phone ?? null,
    password_hash: account.passwordHash ?? (account.password === null ? null : await hashPassword(account.password)),
    must_change: account.mustChange,
    created_at: at.toISOString(),
    created_by: account.by,
    created_key: account.key,
  })
  if (made === 'taken') return 'taken'
  return made === 'inserted' ? { id, inserted: true } : { id: made.before, inserted: false }
}

/** Replaces a password without asking for the old one: resets by an administrator and the command line. False when there is no such account. */
export async function setPassword({ db, district, now }: Needs, id: string, password: string, mustChange: boolean): Promise<boolean> {
  const change = { password_hash: await hashPassword(password), password_set_at: now().toISOString(), must_change: mustChange }
  return updateAccount(db, district, id, change)
}
