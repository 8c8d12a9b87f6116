import type { PlaceLevel, UnitKind } from '@fengqiao/contract'
import { type RoleId, roles } from '@fengqiao/kernel'
import { people, places, residents, units } from '@fengqiao/kernel/testing'
import { openAccount } from '../accounts/account.ts'
import type { Db } from '../database/connect.ts'
import { type Deployment, putDeployment } from '../deployment/store.ts'
import { putSubjects } from '../duty/store.ts'
import { subjects } from '../duty/catalogue.ts'
import type { Keyring } from '../identity/keyring.ts'
import { putPlaces } from '../places/store.ts'
import { today } from '../reference/day.ts'
import { registerByPhone } from '../residents/record.ts'
import { assignPosts, type PostLine, putPosts, putUnits } from '../units/store.ts'

type ResidentName = keyof typeof residents

/** Phones of the fixture city's residents. */
export const phones: Readonly<Record<ResidentName, string>> = { 林桦: '19900005001', 陈秀英: '19900005002', 王建国: '19900005003' }

/** A seat nobody in the fixture city holds, given to an account of its own: `unit/role`. */
export interface Seat {
  readonly unit: string
  readonly role: RoleId
}

export const seatLogin = ({ unit, role }: Seat): string => `${unit}.${role}`

/** Puts the kernel's fixture city into the tables, so that its stories can be lived through HTTP. Gives the residents' ids by the story's own. */
export async function loadFixtureCity(
  db: Db,
  keyring: Keyring,
  now: Date,
  seats: readonly Seat[] = [],
): Promise<{ deployment: Deployment; residents: Map<string, string> }> {
  const district = '440399'
  const deployment: Deployment = { district, name: places[district].name, demo: true }
  const services = { db, district, keyring, now: () => now }
  const day = today(now)
  await putPlaces(
    db,
    district,
    Object.entries(places).map(([code, { name, level, parent }]) => ({
      code,
      level: level as PlaceLevel,
      kind: null,
      name,
      parent: parent ?? null,
      polygon: null,
      centre: { lon: 114.1, lat: 22.5 },
    })),
    day,
  )
  await putUnits(
    db,
    district,
    Object.entries(units).map(([id, { kind, place, level, name, phone, ...rest }]) => ({
      id,
      name,
      kind: kind as UnitKind,
      level: level as PlaceLevel,
      place,
      phone,
      parent: rest.parent ?? null,
      address: { zh: '', en: '' },
      hours: '',
      centre: null,
    })),
    day,
  )
  await putSubjects(db, district, subjects, day)
  const lines: PostLine[] = []
  const holdings: { post: string; account: string }[] = []
  const seat = (account: string, role: RoleId, unit: string): void => {
    const id = `${unit}/${role}`
    if (!lines.some(line => line.id === id)) lines.push({ id, unit, role, title: { zh: roles[role].zh, en: roles[role].en } })
    holdings.push({ post: id, account })
  }
  for (const [id, { name, posts }] of Object.entries(people)) {
    await openAccount(services, { id, login: id, name: { zh: name, en: id }, password: null, mustChange: false, by: null, key: null })
    for (const [role, unit] of posts) seat(id, role, unit)
  }
  for (const one of seats) {
    const id = seatLogin(one)
    await openAccount(services, {
      id,
      login: id,
      name: { zh: roles[one.role].zh, en: id },
      password: null,
      mustChange: false,
      by: null,
      key: null,
    })
    seat(id, one.role, one.unit)
  }
  await putPosts(db, district, lines, day)
  await assignPosts(db, district, holdings, now)
  const known = new Map<string, string>()
  for (const [name, phone] of Object.entries(phones) as [ResidentName, string][])
    known.set(residents[name], (await registerByPhone(services, phone, { name, place: '440399001001', demo: true })).id)
  await putDeployment(db, deployment)
  return { deployment, residents: known }
}
