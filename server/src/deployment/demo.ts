import { accounts as demoAccounts, demoDistrict, districtName, loadDemo, residents as demoResidents } from '../../demo/index.ts'
import { openAccount } from '../accounts/account.ts'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import { hashPassword } from '../identity/password.ts'
import { changeResident, registerByPhone } from '../residents/record.ts'
import { type Deployment, putDeployment } from './store.ts'

/** Every demo account signs in with it; the demo says so itself. */
export const demoPassword = 'Fengqiao-2026'
export const demoHistoryDays = 120

/**
 * Loads the demo city: the ground, people, posts, rosters. Gives residents' ids by the demo's own; undefined when something is there.
 * The caller marks it loaded when its history is made.
 */
export async function loadDemoCity(
  db: Db,
  keyring: Keyring,
  now: Date,
): Promise<{ deployment: Deployment; residents: Map<string, string> } | undefined> {
  const deployment: Deployment = { district: demoDistrict, name: districtName, demo: true }
  const residents = new Map<string, string>()
  const passwordHash = await hashPassword(demoPassword)
  // First, and not yet loaded: by it a start after a cut-off one knows what it may wipe.
  if (!(await putDeployment(db, deployment, false))) return undefined
  const loaded = await loadDemo(db, {
    now,
    history: demoHistoryDays + 5,
    putAccounts: async (trx, list) => {
      const services = { db: trx, district: demoDistrict, keyring, now: () => now }
      for (const { id, login, nameZh, nameEn } of list)
        await openAccount(services, {
          id,
          login,
          name: { zh: nameZh, en: nameEn },
          password: null,
          passwordHash,
          mustChange: false,
          by: null,
          key: null,
        })
    },
    putResidents: async (trx, list) => {
      const services = { db: trx, district: demoDistrict, keyring, now: () => now }
      for (const { id, nameZh, phone, place, address } of list) {
        const made = await registerByPhone(services, phone, { name: nameZh, place, demo: true })
        await changeResident(services, made.id, { address })
        residents.set(id, made.id)
      }
    },
  })
  return loaded ? { deployment, residents } : undefined
}

export const demoFacts = { accounts: demoAccounts.length, residents: demoResidents.length }
