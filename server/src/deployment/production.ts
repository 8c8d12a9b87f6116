import { type RoleId, roles, type Text, text } from '@fengqiao/kernel'
import { logWriter } from '../access-log/record.ts'
import { openAccount } from '../accounts/account.ts'
import type { Database } from '../database/connect.ts'
import { duties, subjects } from '../duty/catalogue.ts'
import { putDuties, putSubjects } from '../duty/store.ts'
import type { Keyring } from '../identity/keyring.ts'
import { temporaryPassword } from '../identity/password.ts'
import { putPlaces } from '../places/store.ts'
import { today } from '../reference/day.ts'
import { assignPosts, putPosts, putUnits } from '../units/store.ts'
import { claimKey, hasDeployment, putDeployment, underFoundingLock } from './store.ts'

export interface NewDeployment {
  /** Six-digit code of the administrative division. */
  readonly district: string
  readonly name: Text
  readonly logins: { readonly system: string; readonly security: string }
  /** Whether the standard subjects and duty list come in. */
  readonly catalogue: boolean
}

export interface Administrator {
  readonly login: string
  /** One-time; kept nowhere in clear. */
  readonly password: string
  readonly title: Text
}

/**
 * Makes an empty real deployment in one transaction: district, the office of its administrators with their three posts (the
 * auditor's is left for the system administrator to fill), two accounts. Undefined when the database serves something already.
 */
export function makeDeployment({ db, pool }: Database, keyring: Keyring, wanted: NewDeployment): Promise<Administrator[] | undefined> {
  return underFoundingLock(pool, async () => {
    if (await hasDeployment(db)) return undefined
    const { district, name, logins, catalogue } = wanted
    const now = new Date()
    const day = today(now)
    const office = `${district}.data`
    const log = logWriter(district, keyring, () => now)
    const request = 'fengqiao init'
    return db.transaction().execute(async trx => {
      await putDeployment(trx, { district, name, demo: false })
      await claimKey(trx, district, keyring.index('deployment', district))
      await putPlaces(
        trx,
        district,
        [{ code: district, level: 'district', kind: null, name, parent: null, polygon: null, centre: null }],
        day,
      )
      await putUnits(trx, district, [officeOf(wanted, office)], day)
      if (catalogue) {
        await putSubjects(trx, district, subjects, day)
        await putDuties(trx, district, duties, day)
      }
      const posts = (['systemAdministrator', 'securityAdministrator', 'auditor'] as const).map(role => ({
        id: `${office}.${role}`,
        unit: office,
        role: role satisfies RoleId,
        title: text(roles[role].zh, roles[role].en),
      }))
      await putPosts(trx, district, posts, day)
      await log.deed(trx, { actor: null, act: 'deployment.made', subject: district, request })
      const made: Administrator[] = []
      for (const [login, post] of [
        [logins.system, posts[0]],
        [logins.security, posts[1]],
      ] as const) {
        if (!post) continue
        const password = temporaryPassword()
        const services = { db: trx, district, keyring, now: () => now }
        const account = await openAccount(services, { login, name: post.title, password, mustChange: true, by: null, key: null })
        if (account === 'taken') throw new Error(`The login ${login} is taken in an empty database; nothing was made`)
        await assignPosts(trx, district, [{ post: post.id, account: account.id }], now)
        await log.deed(trx, { actor: null, act: 'account.created', subject: account.id, detail: { post: post.id }, request })
        made.push({ login, password, title: post.title })
      }
      return made
    })
  })
}

const officeOf = ({ district, name }: NewDeployment, id: string) => ({
  id,
  name: text(`${name.zh}政务服务和数据管理局`, `${name.en} Government Services and Data Bureau`),
  kind: 'governmentService' as const,
  level: 'district' as const,
  place: district,
  parent: null,
  phone: '',
  address: text('', ''),
  hours: '',
  centre: null,
})
