import type { Db } from '../src/database/connect.ts'
import { duties, subjects } from '../src/duty/catalogue.ts'
import { putDuties, putSubjects } from '../src/duty/store.ts'
import { putPlaces } from '../src/places/store.ts'
import { today } from '../src/reference/day.ts'
import { addShifts } from '../src/rosters/store.ts'
import { assignPosts, putPosts, putUnits } from '../src/units/store.ts'
import { accounts, type DemoAccount, posts } from './people.ts'
import { type DemoResident, residents } from './residents.ts'
import { rosters } from './rosters.ts'
import { units } from './units.ts'
import { demoDistrict, places } from './world.ts'

export interface DemoOptions {
  readonly now: Date
  /** Writes accounts (with passwords) in the same transaction; the demo's ids must be kept. */
  readonly putAccounts?: (trx: Db, accounts: readonly DemoAccount[]) => Promise<void>
  /** Writes residents in the same transaction; the demo's ids must be kept. */
  readonly putResidents?: (trx: Db, residents: readonly DemoResident[]) => Promise<void>
  /** Days before `now` from which posts are held and rosters run; none unless told. */
  readonly history?: number
}

/**
 * Loads the demo district whole or not at all: places, units, subjects, duty list, accounts, posts, four weeks of rosters,
 * residents. Does nothing and gives false when the district is there already.
 */
export async function loadDemo(db: Db, { now, putAccounts, putResidents, history = 0 }: DemoOptions): Promise<boolean> {
  const since = new Date(now.getTime() - history * 86_400_000)
  return db.transaction().execute(async trx => {
    const there = await trx.selectFrom('place').select('code').where('district', '=', demoDistrict).limit(1).executeTakeFirst()
    if (there) return false
    const day = today(since)
    await putPlaces(trx, demoDistrict, places, day)
    await putUnits(trx, demoDistrict, units, day)
    await putSubjects(trx, demoDistrict, subjects, day)
    await putDuties(trx, demoDistrict, duties, day)
    await putAccounts?.(trx, accounts)
    await putPosts(trx, demoDistrict, posts, day)
    const holdings = accounts.flatMap(account => account.posts.map(post => ({ post, account: account.id })))
    await assignPosts(trx, demoDistrict, holdings, since)
    await addShifts(trx, demoDistrict, rosters(today(new Date(since.getTime() - 86_400_000)), 29 + history))
    await putResidents?.(trx, residents)
    return true
  })
}
