import { randomUUID } from 'node:crypto'
import { type Actor, isRefusal, type Refusal, type RoleId, roles } from '@fengqiao/kernel'
import { procedures } from '@fengqiao/procedures'
import { demoDistrict, loadDemo, unit as units } from '../../demo/index.ts'
import { shippedHolidays } from '../calendars/holidays.ts'
import { Cases, type Done } from '../cases/cases.ts'
import { DeadlineRules } from '../deadlines/rules.ts'
import { workDeadlines } from '../deadlines/worker.ts'
import { queryCodes } from '../house/query-code.ts'
import { keyringFrom } from '../identity/keyring.ts'
import { silentLog } from '../log/log.ts'
import { workOutbox } from '../outbox/worker.ts'
import { Reference } from '../reference/reference.ts'
import type { TestDatabase } from './database.ts'

/** The demo district without its people, on a test database, with a clock that the test moves: cases are filed and handled in it. */
export interface DistrictWorld {
  readonly cases: Cases
  readonly reference: Reference
  readonly rules: DeadlineRules
  readonly district: string
  readonly keyring: ReturnType<typeof keyringFrom>
  now(): Date
  /** Sets the clock to a Shanghai time, `2026-03-02 09:10`. */
  at(local: string): void
  /** Files the blocked drain of Rongshu Community, or what is given. */
  file(how?: { place?: string; input?: Readonly<Record<string, unknown>>; resident?: string | null }): Promise<Done>
  /** Takes an action and expects it to be done. */
  does(id: string, action: string, role: RoleId, unit: string, input?: Readonly<Record<string, unknown>>): Promise<Done>
  tries(id: string, action: string, role: RoleId, unit: string, input?: Readonly<Record<string, unknown>>): Promise<Done | Refusal>
  /** Files and dispatches to a unit that accepts: now at `handling`. */
  handled(unit?: string, how?: { grade?: string; subject?: string; place?: string }): Promise<Done>
  /** Fires every clock due at the present hour; then takes the whole outbox. */
  work(): Promise<void>
  close(): Promise<void>
}

export const rongshu = '440399003001'
export const centre = units.rongwanCentre
export const team = units.rongwanUrban

const drain = {
  service: 'petition',
  title: '小区门口下水道堵塞',
  description: '雨后积水没过脚踝，已有三天。',
  demand: '尽快疏通',
  contactPhone: '13812345678',
}

export const actorAt = (role: RoleId, unit: string): Actor => ({
  kind: 'staff',
  account: `${unit}.${role}`,
  name: roles[role].zh,
  post: `${unit}.${role}`,
  unit,
  role,
})

export async function districtWorld({ db, pool }: TestDatabase, start = '2026-03-02 09:10'): Promise<DistrictWorld> {
  let time = new Date(`${start.replace(' ', 'T')}:00+08:00`)
  const district = demoDistrict
  await loadDemo(db, { now: time })
  const reference = await Reference.open(db, district, { every: 0, clock: () => time })
  const rules = new DeadlineRules(db, district)
  await rules.load()
  const keyring = keyringFrom(new Uint8Array(32).fill(7))
  const holidays = shippedHolidays()
  const now = () => time
  const cases = new Cases({
    pool,
    db,
    district,
    reference,
    procedures,
    holidays: () => holidays,
    rules,
    queryCode: queryCodes(keyring),
    bands: () => [1, 2, 3],
    now,
  })
  const place = reference.organisation.find(units.rongshuStation)?.place ?? rongshu
  const station = reference.organisation.receivingCentre(place)?.id ?? centre
  const tries: DistrictWorld['tries'] = (id, action, role, unit, input = {}) =>
    cases.act(id, action, input, { scope: 'system', actor: actorAt(role, unit), keys: `staff:${unit}`, key: randomUUID() })
  const does: DistrictWorld['does'] = async (...step) => must(await tries(...step), step[1])
  const file: DistrictWorld['file'] = async ({ place: where = place, input = {}, resident = null } = {}) => {
    const actor = { kind: 'resident', resident } as const
    return must(
      await cases.file(
        { procedure: 'appeal', input: { ...drain, ...input }, place: where, point: null, channel: 'app', actor },
        { scope: 'system', actor, keys: `resident:${resident}`, key: randomUUID() },
      ),
      'file',
    )
  }
  return {
    cases,
    reference,
    rules,
    district,
    keyring,
    now,
    at: local => {
      time = new Date(`${local.replace(' ', 'T')}:00+08:00`)
    },
    file,
    does,
    tries,
    handled: async (unit = team, { grade = 'general', subject = 'drainage', place: where } = {}) => {
      const { id } = await file(where ? { place: where } : {})
      const at = centreOf(cases, where ?? place) || station
      await does(id, 'triage', 'triageOfficer', at, { subject, grade, kind: 'appeal' })
      await does(id, 'dispatch', 'dispatcher', at, { unit, reason: '归口办理' })
      return does(id, 'accept', 'handler', unit)
    },
    work: async () => {
      for (let fired = 1; fired > 0; ) fired = await workDeadlines(cases, silentLog, time)
      for (let taken = 1; taken > 0; ) taken = await workOutbox({ db, district, reference, procedures, now, log: silentLog })
    },
    close: () => reference.close(),
  }
}

/** Where a matter from this place is triaged and dispatched, as the kernel sees it. */
export const centreOf = (cases: Cases, place: string): string => cases.world().org.receivingCentre(place)

function must(done: Done | Refusal, what: string): Done {
  if (isRefusal(done)) throw new Error(`${what} was refused by ${done.rule}: ${done.because.en} ${JSON.stringify(done.fields ?? [])}`)
  return done
}
