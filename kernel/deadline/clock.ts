import { type Amount, isWhole } from './amount.ts'
import type { CalendarName, Holidays } from './calendar.ts'
import { addOfficeTime, advance, countDays, countsWorkingDays, type OfficeHours, officeHours, officeTimeBetween } from './count.ts'
import { type DueTime, type Position, positionAfter, restsOnUnknown, settle } from './due.ts'
import { dayOf, instantOf, isoOf } from './local-time.ts'

/**
 * Owns a running deadline: what was granted, when it stood still, by how much it was extended. Its due time is always
 * recomputed from these facts, never adjusted in place, so that anyone can check it. Whether a pause is allowed is not decided here.
 */
export interface Clock {
  readonly startedAt: string
  readonly amount: Amount
  readonly calendar: CalendarName
  readonly pauses: readonly Pause[]
  readonly extensions: readonly Extension[]
}

export interface Pause {
  readonly from: string
  /** Absent while the clock still stands. */
  readonly to?: string | undefined
  readonly reason: string
}

export interface Extension {
  readonly amount: Amount
  readonly by: string
  readonly at: string
}

export interface ClockState extends DueTime {
  /** The clock stands still (at `now`, when given): `due` moves on until it is resumed. */
  readonly paused: boolean
}

export const startClock = (startedAt: string, amount: Amount, calendar: CalendarName): Clock => ({
  startedAt,
  amount: { value: amount.value, unit: amount.unit },
  calendar,
  pauses: [],
  extensions: [],
})

export const isPaused = (clock: Clock): boolean => clock.pauses.some(pause => pause.to === undefined)

/** A clock that already stands stays as it is. */
export const pauseClock = (clock: Clock, from: string, reason: string): Clock =>
  isPaused(clock) ? clock : { ...clock, pauses: [...clock.pauses, { from, reason }] }

/** A clock that runs stays as it is. */
export const resumeClock = (clock: Clock, to: string): Clock => ({
  ...clock,
  pauses: clock.pauses.map(pause => (pause.to === undefined ? { ...pause, to } : pause)),
})

export const extendClock = (clock: Clock, amount: Amount, by: string, at: string): Clock => ({
  ...clock,
  extensions: [...clock.extensions, { amount: { value: amount.value, unit: amount.unit }, by, at }],
})

/**
 * When the clock falls due, its pauses left out and its extensions added.
 *
 * Extensions lengthen the period itself (5 + 15 working days are 20), before the last day rolls. A pause gives back what it took,
 * in the clock's own measure: elapsed time for minutes and hours, office time for working hours, and for days the counted days
 * after the day of pausing up to and including the day of resuming. That equals counting the rest anew from the day of resuming,
 * which is not counted itself. A pause within one day gives nothing back to a clock in days; a pause that begins when the clock is
 * already due comes too late and changes nothing. Overlapping pauses count once. A clock that was paused in time is never due before
 * the moment of resuming: resumed after the day's end, it gets the next counted day.
 *
 * A pause still open counts up to `now`; without `now` it has not yet taken anything.
 */
export function recompute(clock: Clock, holidays: Holidays, now?: Date | string, office: OfficeHours = officeHours): ClockState {
  const { calendar } = clock
  const start = instantOf(clock.startedAt)
  const amounts = [clock.amount, ...clock.extensions.map(extension => extension.amount)]
  let position = positionAfter(start, amounts, calendar, holidays, office)
  let due = settle(position, calendar, holidays, office)
  for (const { from, to } of spans(clock, start, now)) {
    if (from >= due) break
    position = later(position, from, to, clock, holidays, office)
    due = settle(position, calendar, holidays, office)
  }
  return { due: isoOf(due), provisional: restsOnUnknown(start, due, amounts, calendar, holidays), paused: isPaused(clock) }
}

interface Span {
  from: number
  to: number
}

/** Pauses as disjoint spans in order of time, none before the start. */
function spans(clock: Clock, start: number, now: Date | string | undefined): Span[] {
  const all = clock.pauses
    .map(pause => {
      const from = Math.max(start, instantOf(pause.from))
      const end = pause.to ?? now
      return { from, to: end === undefined ? from : Math.max(from, instantOf(end)) }
    })
    .sort((a, b) => a.from - b.from)
  const result: Span[] = []
  for (const span of all) {
    const last = result.at(-1)
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to)
    else result.push({ ...span })
  }
  return result
}

function later(position: Position, from: number, to: number, clock: Clock, holidays: Holidays, office: OfficeHours): Position {
  if (position.at === 'day') {
    const working = countsWorkingDays(position.unit, clock.calendar)
    const lost: Amount = { value: countDays(dayOf(from), dayOf(to), working, holidays), unit: working ? 'workingDay' : 'day' }
    let moved: Position = { ...position, day: advance(position.day, lost, clock.calendar, holidays) }
    while (settle(moved, clock.calendar, holidays, office) < to)
      moved = { ...moved, day: advance(moved.day, { ...lost, value: 1 }, clock.calendar, holidays) }
    return moved
  }
  const inOffice = clock.amount.unit === 'workingHour' && !clock.extensions.some(extension => isWhole(extension.amount.unit))
  const instant = inOffice
    ? addOfficeTime(position.instant, officeTimeBetween(from, to, holidays, office), holidays, office)
    : position.instant + (to - from)
  return { at: 'instant', instant }
}
