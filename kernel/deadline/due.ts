import { type Amount, checked, isWhole } from './amount.ts'
import { type CalendarName, type Holidays, isProvisional } from './calendar.ts'
import { addOfficeTime, advance, countsWorkingDays, lengthOf, type OfficeHours, officeHours, rollForward } from './count.ts'
import { dayOf, HOUR, instantAt, instantOf, isoOf } from './local-time.ts'

/** Owns when a period ends (domain.md E; CPL 85, CrPL 105). Never reads a clock; pauses and extensions are in `clock.ts`. */

export interface DueTime {
  /** ISO 8601 UTC. 24:00 of a day is written as the midnight that ends it. */
  readonly due: string
  /** A holiday notice is missing: recompute when it is loaded. */
  readonly provisional: boolean
}

/**
 * Where a period stands while it is being counted: at the end of a day not yet rolled over rest days, or at an instant.
 * Kept unrolled so that an extension lengthens the period itself, and only its last day rolls.
 */
export type Position =
  | { readonly at: 'day'; readonly day: number; readonly unit: Amount['unit'] }
  | { readonly at: 'instant'; readonly instant: number }

/** Counts `amounts` one after the other; neighbours of one unit are counted as one period (31 January + 1 + 1 months = 31 March). */
export function positionAfter(
  start: number,
  amounts: readonly Amount[],
  calendar: CalendarName,
  holidays: Holidays,
  office: OfficeHours,
): Position {
  let position: Position = { at: 'instant', instant: start }
  for (const [index, amount] of joined(amounts).entries()) position = step(position, amount, calendar, holidays, office, index === 0)
  return position
}

function joined(amounts: readonly Amount[]): Amount[] {
  const result: Amount[] = []
  for (const amount of amounts.map(checked)) {
    const last = result.at(-1)
    if (last?.unit === amount.unit) result[result.length - 1] = { unit: amount.unit, value: last.value + amount.value }
    else result.push(amount)
  }
  return result
}

function step(from: Position, amount: Amount, calendar: CalendarName, holidays: Holidays, office: OfficeHours, first: boolean): Position {
  if (isWhole(amount.unit)) {
    // Working days after calendar days start from the day that the calendar days rolled to, or they would end before it.
    const rolls = from.at === 'day' && calendar !== 'custody' && countsWorkingDays(amount.unit, calendar)
    const ended = from.at === 'day' ? from.day : dayOf(from.instant)
    const day = rolls ? rollForward(ended, holidays) : ended
    return { at: 'day', day: advance(day, amount, calendar, holidays), unit: amount.unit }
  }
  const start = from.at === 'instant' ? from.instant : settle(from, calendar, holidays, office)
  const length = lengthOf(amount)
  if (amount.unit === 'workingHour') return { at: 'instant', instant: addOfficeTime(start, length, holidays, office) }
  return { at: 'instant', instant: (first && dropsStartHour(amount, calendar) ? nextHour(start) : start) + length }
}

/** Statutory hours leave out the hour in which they start (CPL 85, CrPL 105); house deadlines run from the moment itself. */
const dropsStartHour = (amount: Amount, calendar: CalendarName): boolean =>
  amount.unit === 'hour' && (calendar === 'courtDay' || calendar === 'custody')

const nextHour = (instant: number): number => (Math.floor(instant / HOUR) + 1) * HOUR

/**
 * Position → instant in ms: the day's end, after rolling a last day that is a statutory rest day to the first day after it.
 * Custody never rolls: a holiday must not lengthen it.
 */
export function settle(position: Position, calendar: CalendarName, holidays: Holidays, office: OfficeHours): number {
  if (position.at === 'instant') return position.instant
  const { day, unit } = position
  const rolled = calendar === 'custody' ? day : rollForward(day, holidays)
  const working = countsWorkingDays(unit, calendar) || calendar === 'workingDay'
  return instantAt(rolled, working ? office.endOfWorkingDay : office.endOfCalendarDay)
}

/** Whether anything between the two instants hangs on a holiday notice that is not loaded. Round-the-clock time never does. */
export function restsOnUnknown(
  start: number,
  due: number,
  amounts: readonly Amount[],
  calendar: CalendarName,
  holidays: Holidays,
): boolean {
  const rests = ({ unit }: Amount): boolean => unit === 'workingHour' || unit === 'workingDay' || (isWhole(unit) && calendar !== 'custody')
  return amounts.some(rests) && isProvisional(dayOf(start), dayOf(due - 1), holidays)
}

/**
 * When a period that starts at `start` falls due. The start day is not counted, nor the start hour of a court or custody
 * period; working days end at 18:00 and other days at 24:00 unless `office` says otherwise; minutes and hours run round the clock.
 * Throws RangeError on an invalid start or amount.
 */
export function dueAt(
  start: Date | string,
  amount: Amount,
  calendar: CalendarName,
  holidays: Holidays,
  office: OfficeHours = officeHours,
): DueTime {
  const from = instantOf(start)
  const due = settle(positionAfter(from, [amount], calendar, holidays, office), calendar, holidays, office)
  return { due: isoOf(due), provisional: restsOnUnknown(from, due, [amount], calendar, holidays) }
}
