import type { Shift } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'

/** Longest shift the house accepts, in hours: a day and a night. */
export const longestShift = 24

type Span = Pick<Shift, 'startsAt' | 'endsAt'>

/** A shift runs from its start up to, not including, its end: at the hand-over minute the next one is on. */
export const covers = (shift: Span, at: Date): boolean =>
  Date.parse(shift.startsAt) <= at.getTime() && at.getTime() < Date.parse(shift.endsAt)

export const overlap = (a: Span, b: Span): boolean =>
  Date.parse(a.startsAt) < Date.parse(b.endsAt) && Date.parse(b.startsAt) < Date.parse(a.endsAt)

/** Shifts of a unit and role that cover a moment, the one that began last first (the relief before the relieved). */
export function onDuty(shifts: readonly Shift[], unit: string, role: RoleId | undefined, at: Date): readonly Shift[] {
  return shifts
    .filter(shift => shift.unit === unit && (role === undefined || shift.role === role) && covers(shift, at))
    .toSorted((a, b) => Date.parse(b.startsAt) - Date.parse(a.startsAt) || (a.account < b.account ? -1 : 1))
}

/** Spans between `from` and `to` in which nobody holds the role: a roster is complete when this is empty. */
export function gaps(shifts: readonly Span[], from: Date, to: Date): { from: Date; to: Date }[] {
  const found: { from: Date; to: Date }[] = []
  let reached = from.getTime()
  for (const shift of shifts.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt))) {
    const start = Date.parse(shift.startsAt)
    if (start >= to.getTime()) break
    if (start > reached) found.push({ from: new Date(reached), to: new Date(start) })
    reached = Math.max(reached, Date.parse(shift.endsAt))
  }
  if (reached < to.getTime()) found.push({ from: new Date(reached), to })
  return found
}
