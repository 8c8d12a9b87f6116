import type { Amount } from './amount.ts'
import type { CalendarName, Holidays } from './calendar.ts'
import { worksOn } from './calendar.ts'
import { dayOf, HOUR, instantAt, MINUTE } from './local-time.ts'

/** Owns counting: days forward, office time forward, and how much of either lies between two instants. */

/** When an office is open and when a day ends; minutes from local midnight. */
export interface OfficeHours {
  readonly sessions: readonly (readonly [from: number, to: number])[]
  /** A deadline in working days falls due here. */
  readonly endOfWorkingDay: number
  /** A deadline in calendar days, months or years falls due here; 1440 is 24:00. */
  readonly endOfCalendarDay: number
}

/** 9:00–12:00 and 14:00–18:00; working days end at 18:00, calendar days at 24:00 (D). */
export const officeHours: OfficeHours = {
  sessions: [
    [9 * 60, 12 * 60],
    [14 * 60, 18 * 60],
  ],
  endOfWorkingDay: 18 * 60,
  endOfCalendarDay: 24 * 60,
}

/** More days than any deadline of the field; a calendar without a single worked day in them is broken data. */
const HORIZON = 400

/** Whether days are counted as working days: by the unit, or because the calendar says that "day" means one. */
export const countsWorkingDays = (unit: Amount['unit'], calendar: CalendarName): boolean =>
  unit === 'workingDay' || unit === 'workingHour' || (unit === 'day' && calendar === 'workingDay')

/** The first worked day on or after `day`. */
export function rollForward(day: number, holidays: Holidays): number {
  for (let at = day; at <= day + HORIZON; at++) if (worksOn(at, holidays)) return at
  throw new Error(`No working day in the ${HORIZON} days after day ${day}: the holiday table marks every day as off; correct it`)
}

/** The nth counted day after `day`, which itself is not counted (domain.md E a). Months: same-numbered day, else month end (g). */
export function advance(day: number, amount: Amount, calendar: CalendarName, holidays: Holidays): number {
  if (amount.unit === 'month') return addMonths(day, amount.value)
  if (amount.unit === 'year') return addMonths(day, amount.value * 12)
  if (!countsWorkingDays(amount.unit, calendar)) return day + amount.value
  let at = day
  for (let left = amount.value; left > 0; left--) at = rollForward(at + 1, holidays)
  return at
}

function addMonths(day: number, count: number): number {
  const start = new Date(day * 24 * HOUR)
  const [year, month] = [start.getUTCFullYear(), start.getUTCMonth() + count]
  const monthEnd = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(start.getUTCDate(), monthEnd)) / (24 * HOUR)
}

/** Counted days after `from` up to and including `to`; 0 when `to` is not later. */
export function countDays(from: number, to: number, working: boolean, holidays: Holidays): number {
  if (!working) return Math.max(0, to - from)
  let count = 0
  for (let day = from + 1; day <= to; day++) if (worksOn(day, holidays)) count++
  return count
}

/** The instant at which `length` ms of office time have passed. Zero leaves the instant as it is. */
export function addOfficeTime(from: number, length: number, holidays: Holidays, office: OfficeHours): number {
  let left = length
  if (left <= 0) return from
  for (let day = rollForward(dayOf(from), holidays); ; day = rollForward(day + 1, holidays)) {
    for (const [opens, closes] of office.sessions) {
      const start = Math.max(from, instantAt(day, opens))
      const open = instantAt(day, closes) - start
      if (open <= 0) continue
      if (left <= open) return start + left
      left -= open
    }
  }
}

/** Office time in ms between two instants; 0 when `to` is not later. */
export function officeTimeBetween(from: number, to: number, holidays: Holidays, office: OfficeHours): number {
  let total = 0
  for (let day = dayOf(from); day <= dayOf(to); day++) {
    if (!worksOn(day, holidays)) continue
    for (const [opens, closes] of office.sessions)
      total += Math.max(0, Math.min(to, instantAt(day, closes)) - Math.max(from, instantAt(day, opens)))
  }
  return total
}

/** Ms of a minute, hour or working-hour amount. */
export const lengthOf = (amount: Amount): number => amount.value * (amount.unit === 'minute' ? MINUTE : HOUR)
