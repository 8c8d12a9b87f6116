import { z } from 'zod'
import { dateOf, dayOf, dayOfDate, instantOf, weekdayOf, yearOf } from './local-time.ts'

/**
 * Owns which days are worked. The truth is the State Council's yearly holiday notice, loaded as data per year;
 * this file never guesses one: an unknown year has its weekends only, and everything computed with it is provisional.
 */

/** domain.md E: `custody` counts calendar days and never rolls over a rest day; `courtDay` and `calendarDay` roll. */
export const calendarNames = ['calendarDay', 'workingDay', 'courtDay', 'custody'] as const
export type CalendarName = (typeof calendarNames)[number]

/** One year's notice: days off (weekends inside a holiday may be listed too) and weekend days that are worked, all YYYY-MM-DD. */
export interface YearTable {
  readonly off: ReadonlySet<string>
  readonly work: ReadonlySet<string>
}

export interface Holidays {
  readonly years: ReadonlyMap<number, YearTable>
}

/** Weekends only: every due time computed with it is provisional. */
export const noHolidays: Holidays = { years: new Map() }

const date = z.iso.date()
const Tables = z.record(z.string().regex(/^\d{4}$/), z.object({ off: z.array(date), work: z.array(date) }))

/**
 * Reads `{ "2026": { "off": ["2026-01-01", …], "work": ["2026-01-04", …] } }`. Throws when a date stands under another year
 * or is both off and worked: a calendar that contradicts itself must not be loaded.
 */
export function readHolidays(json: unknown): Holidays {
  const years = new Map<number, YearTable>()
  for (const [year, { off, work }] of Object.entries(Tables.parse(json))) {
    const stray = [...off, ...work].find(one => !one.startsWith(year))
    if (stray) throw new Error(`Holiday table ${year} lists ${stray}, a day of another year; list each day under its own year`)
    const both = off.find(one => work.includes(one))
    if (both) throw new Error(`Holiday table ${year} lists ${both} both as off and as worked; keep one`)
    years.set(Number(year), { off: new Set(off), work: new Set(work) })
  }
  return { years }
}

/** Whether a local day (number since 1970-01-01) is worked: the notice first, else Monday to Friday. */
export function worksOn(day: number, holidays: Holidays): boolean {
  const table = holidays.years.get(yearOf(day))
  if (table) {
    const name = dateOf(day)
    if (table.work.has(name)) return true
    if (table.off.has(name)) return false
  }
  const weekday = weekdayOf(day)
  return weekday !== 0 && weekday !== 6
}

/** `2026-03-02`, or an instant taken at its Shanghai date. */
export function isWorkingDay(when: string | Date, holidays: Holidays): boolean {
  const dateOnly = typeof when === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(when)
  return worksOn(dateOnly ? dayOfDate(when) : dayOf(instantOf(when)), holidays)
}

/**
 * Whether the days from..to rest on a notice not yet loaded. New Year's notice also moves days of the December before
 * (29 December 2018 was worked by the notice of 2019), so 25–31 December waits for the next year's table.
 */
export function isProvisional(from: number, to: number, holidays: Holidays): boolean {
  for (let year = yearOf(from); year <= yearOf(to + 7); year++) if (!holidays.years.has(year)) return true
  return false
}
