import type { Shift } from '@fengqiao/contract'
import { fromLocal, localDate } from '@fengqiao/kernel'

/** Owns the arithmetic of a roster week: Shanghai days, what falls into each, and where nobody is on duty. */
const DAY = 86_400_000

/** Midnight in Shanghai at which a date begins. */
export const dayStart = (date: string): Date => new Date(fromLocal(`${date} 00:00`))

export const plusDays = (date: string, days: number): string => localDate(new Date(dayStart(date).getTime() + days * DAY))

/** The Monday of the week that a date lies in. */
export function mondayOf(date: string): string {
  const weekday = (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7
  return plusDays(date, -weekday)
}

/** Seven dates, Monday first. */
export const weekOf = (monday: string): readonly string[] => Array.from({ length: 7 }, (_, day) => plusDays(monday, day))

type Span = Pick<Shift, 'startsAt' | 'endsAt'>

export interface Gap {
  readonly from: Date
  readonly to: Date
}

/** Spans of one day that no shift covers. */
export function gapsOf(shifts: readonly Span[], date: string): readonly Gap[] {
  const end = dayStart(date).getTime() + DAY
  let reached = dayStart(date).getTime()
  const found: Gap[] = []
  for (const { startsAt, endsAt } of shifts.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))) {
    const start = Date.parse(startsAt)
    if (start >= end) break
    if (start > reached) found.push({ from: new Date(reached), to: new Date(start) })
    reached = Math.max(reached, Date.parse(endsAt))
  }
  if (reached < end) found.push({ from: new Date(reached), to: new Date(end) })
  return found
}

/** Shifts that begin on a date; on the first day of the week also those that came over from before. */
export const shiftsOn = <S extends Span>(shifts: readonly S[], date: string, first: boolean): readonly S[] =>
  shifts
    .filter(({ startsAt }) => localDate(startsAt) === date || (first && localDate(startsAt) < date))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))

export const coversNow = ({ startsAt, endsAt }: Span, now: Date): boolean =>
  Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt)
