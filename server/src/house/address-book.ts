import { scoped } from '../cases/store.ts'
import type { Procedure } from '@fengqiao/kernel'
import { textOf, valueOf } from '../cases/naming.ts'
import { findAccount } from '../accounts/store.ts'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import type { AddressBook } from '../notices/send.ts'
import { openFields } from '../residents/record.ts'
import { findResident } from '../residents/store.ts'

/** Where people are reached, looked up at the moment of sending; an anonymous reporter's phone stands in the case alone. */
export const addressBook =
  (db: Db, keyring: Keyring, procedures: readonly Procedure[]): AddressBook =>
  async (district, kind, id) => {
    if (kind === 'account') {
      const account = await findAccount(db, district, { id })
      return account && { language: 'zh', email: account.email ?? undefined }
    }
    if (kind === 'resident') {
      const resident = await findResident(db, district, id)
      return (
        resident && {
          language: resident.language === 'en' ? 'en' : 'zh',
          phone: openFields(keyring, resident, ['phone']).phone ?? undefined,
        }
      )
    }
    return scoped(db, 'system', async trx => {
      const row = await trx
        .selectFrom('case_record')
        .select('state')
        .where('district', '=', district)
        .where('id', '=', id)
        .executeTakeFirst()
      const procedure = row && procedures.find(one => one.id === row.state.procedure)
      const phone = row && textOf(valueOf(row.state, procedure?.resident?.phone))
      return phone ? { language: 'zh' as const, phone } : undefined
    })
  }
