import { openAccount } from '../accounts/account.ts'
import { updateAccount } from '../accounts/store.ts'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import type { AccountDirectory } from './accounts.ts'

/**
 * Accounts as imports need them. A new account has no password: the system administrator hands one out by a reset, or
 * the person signs in through the organisation's own provider.
 */
export function accountDirectory(keyring: Keyring): AccountDirectory {
  const list = async (db: Db, district: string) => {
    const rows = await db
      .selectFrom('account')
      .select(['id', 'login', 'name_zh', 'name_en', 'phone', 'email'])
      .where('district', '=', district)
      .orderBy('login')
      .execute()
    return new Map(
      rows.map(row => {
        const line = {
          id: row.id,
          login: row.login,
          nameZh: row.name_zh,
          nameEn: row.name_en,
          phone: row.phone ?? '',
          email: row.email ?? '',
        }
        return [row.login.toLowerCase(), line] as const
      }),
    )
  }
  return {
    list,
    async put(trx, district, lines, now) {
      const known = await list(trx, district)
      const ids = new Map<string, string>()
      for (const line of lines) {
        const login = line.login.toLowerCase()
        const before = known.get(login)
        const rest = { phone: line.phone || null, email: line.email || null }
        if (before) {
          await updateAccount(trx, district, before.id, { name_zh: line.nameZh, name_en: line.nameEn, ...rest })
          ids.set(login, before.id)
          continue
        }
        const opened = await openAccount(
          { db: trx, district, keyring, now: () => now },
          {
            login: line.login,
            name: { zh: line.nameZh, en: line.nameEn },
            email: line.email || undefined,
            phone: line.phone || undefined,
            password: null,
            mustChange: true,
            by: null,
            key: null,
          },
        )
        // The dry run found both free: somebody took one in between, and the whole import must fall.
        if (opened === 'taken') throw new Error(`login ${line.login} or its e-mail was taken during the import; make the dry run again`)
        ids.set(login, opened.id)
      }
      return ids
    },
  }
}
