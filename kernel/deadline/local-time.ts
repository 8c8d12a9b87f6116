/**
 * Owns the step between instants (UTC) and the civil days of Asia/Shanghai.
 * The zone is UTC+8 the year round since 1992, so it is arithmetic; days are whole numbers since 1970-01-01 local,
 * minutes count from local midnight. Never reads a clock.
 */

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const OFFSET = 8 * HOUR

/** Milliseconds since the epoch. Throws RangeError when the text is no instant: a deadline must never rest on NaN. */
export function instantOf(moment: Date | string): number {
  const at = typeof moment === 'string' ? Date.parse(moment) : moment.getTime()
  if (Number.isNaN(at))
    throw new RangeError(`"${String(moment)}" is no point in time; expected an ISO 8601 text with its zone, or a valid Date`)
  return at
}

export const isoOf = (instant: number): string => new Date(instant).toISOString()

/** Local day number of an instant. */
export const dayOf = (instant: number): number => Math.floor((instant + OFFSET) / DAY)

/** Instant of a local day plus minutes; 1440 is 24:00, the midnight at which the day ends. */
export const instantAt = (day: number, minutes: number): number => day * DAY + minutes * MINUTE - OFFSET

/** `2026-03-02` → day number. Throws RangeError on a date that does not exist (`2026-02-30`). */
export function dayOfDate(date: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date)
    throw new RangeError(`"${date}" is no calendar date; expected YYYY-MM-DD`)
  return at / DAY
}

/** Day number → `2026-03-02`. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** 0 = Sunday … 6 = Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** Instant → `2026-03-09 18:00` on the walls of Shanghai. */
export const localTime = (moment: Date | string): string =>
  isoOf(instantOf(moment) + OFFSET)
    .slice(0, 16)
    .replace('T', ' ')

/** Instant → its local date `2026-03-09`. */
export const localDate = (moment: Date | string): string => dateOf(dayOf(instantOf(moment)))

/** `2026-03-02 09:10` (seconds optional) as written in Shanghai → ISO UTC. Throws RangeError on anything else. */
export function fromLocal(written: string): string {
  const [date = '', time = '00:00', ...rest] = written.trim().split(/[ T]/)
  const parts = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(time)
  const [hour, minute, second] = [Number(parts?.[1]), Number(parts?.[2]), Number(parts?.[3] ?? 0)]
  if (!parts || rest.length > 0 || hour > 24 || minute > 59 || second > 59 || (hour === 24 && minute + second > 0))
    throw new RangeError(`"${written}" is no local time; expected YYYY-MM-DD HH:MM`)
  return isoOf(instantAt(dayOfDate(date), hour * 60 + minute) + second * 1000)
}
