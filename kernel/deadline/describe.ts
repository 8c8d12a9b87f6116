import { type Text, text } from '../text.ts'
import type { CalendarName, Holidays } from './calendar.ts'
import { countDays } from './count.ts'
import { DAY, dayOf, HOUR, instantOf, localDate, localTime, MINUTE } from './local-time.ts'

/** Owns the sentences about due times that people read. */

/** `2026-03-09 18:00`; midnight is told as 24:00 of the day that ends, because that is the day people must keep in mind. */
export function dueTimeOf(due: Date | string): string {
  const written = localTime(due)
  return written.endsWith('00:00') ? `${localDate(new Date(instantOf(due) - 1))} 24:00` : written
}

/**
 * 剩余 2 个工作日 / 3 小时, and 已逾期 … once past. Within 24 hours it speaks of hours, within one of minutes (both rounded down,
 * so that nobody is promised time they do not have); before that of the days after today up to and including the due day,
 * working days for a `workingDay` clock.
 */
export function describeDue(due: Date | string, now: Date | string, calendar: CalendarName, holidays: Holidays): Text {
  const [end, at] = [instantOf(due), instantOf(now)]
  const working = calendar === 'workingDay'
  const late = at > end
  const days = late ? countDays(dayOf(end - 1), dayOf(at), working, holidays) : countDays(dayOf(at), dayOf(end - 1), working, holidays)
  const { zh, en } = span(Math.abs(end - at), days, working)
  return late ? text(`已逾期 ${zh}`, `Overdue by ${en}`) : text(`剩余 ${zh}`, `${en} left`)
}

function span(gap: number, days: number, working: boolean): Text {
  if (gap < HOUR) return counted(Math.floor(gap / MINUTE), '分钟', 'minute')
  if (gap < DAY || days === 0) return counted(Math.floor(gap / HOUR), '小时', 'hour')
  return working ? counted(days, '个工作日', 'working day') : counted(days, '天', 'day')
}

const counted = (count: number, zh: string, en: string): Text => text(`${count} ${zh}`, `${count} ${en}${count === 1 ? '' : 's'}`)
