import type { RoleId } from '@fengqiao/kernel'
import { shiftId } from '../src/rosters/shift-id.ts'
import type { ShiftLine } from '../src/rosters/store.ts'
import { accounts } from './people.ts'
import { units } from './units.ts'

const holders = (unit: string, role: RoleId) =>
  accounts.filter(account => account.posts.includes(`${unit}.${role}`)).map(account => account.id)

/** Moment at `hour` o'clock in Asia/Shanghai on the nth day after `first` (yyyy-mm-dd). */
const at = (first: string, day: number, hour: number) =>
  new Date(Date.parse(`${first}T00:00:00+08:00`) + (day * 24 + hour) * 3_600_000).toISOString()

/** A post that is never empty: the holders take turns, a day and a night each, from half past eight. */
function roundTheClock(unit: string, role: RoleId, first: string, days: number, turn = 0): ShiftLine[] {
  const people = holders(unit, role)
  return Array.from({ length: people.length > 0 ? days : 0 }, (_, day) =>
    shift(unit, role, people[(day + turn) % people.length] ?? '', at(first, day, 8.5), at(first, day + 1, 8.5), ''),
  )
}

/** A counter that is open every day from morning to night, in two parts. */
function counter(unit: string, first: string, days: number): ShiftLine[] {
  const people = holders(unit, 'frontDesk')
  return Array.from({ length: people.length > 0 ? days : 0 }, (_, day) => [
    shift(unit, 'frontDesk', people[day % people.length] ?? '', at(first, day, 8.5), at(first, day, 14.5), '早班'),
    shift(unit, 'frontDesk', people[(day + 1) % people.length] ?? '', at(first, day, 14.5), at(first, day, 21), '晚班'),
  ]).flat()
}

function shift(unit: string, role: RoleId, account: string, startsAt: string, endsAt: string, note: string): ShiftLine {
  const line = { unit, role, account, startsAt, endsAt, note }
  return { id: shiftId(line), ...line }
}

/**
 * Rosters of the governance centres, stations and police from `first` (yyyy-mm-dd) on: four weeks unless told.
 * Somebody commands every centre at every moment; nobody is on two shifts at once.
 */
export function rosters(first: string, days = 28): ShiftLine[] {
  const centres = units.filter(unit => unit.kind === 'governanceCentre' && unit.level !== 'city').map(unit => unit.id)
  const stations = units.filter(unit => unit.kind === 'serviceStation').map(unit => unit.id)
  return [
    ...centres.flatMap(centre => roundTheClock(centre, 'dutyCommander', first, days)),
    ...roundTheClock('district.governance', 'dispatcher', first, days, 1),
    ...stations.flatMap(station => counter(station, first, days)),
    ...units.filter(unit => unit.kind === 'police').flatMap(unit => roundTheClock(unit.id, 'handler', first, days)),
  ]
}
