import {
  type CalendarName,
  describeDue,
  dueTimeOf,
  type Holidays,
  instantOf,
  type Language,
  localDate,
  localTime,
  noHolidays,
  type Text,
  text,
} from '@fengqiao/kernel'
import { useEffect, useState } from 'react'

/** Owns how times are written: always on the clock of Shanghai, wherever the reader's machine believes it is. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** `2026-03-09 18:00`. */
export const formatTime = (moment: Date | string): string => localTime(moment)
export const formatDate = (moment: Date | string): string => localDate(moment)

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** 今天 09:10 · 3月2日 09:10 · 2025年3月2日, and the same in English: short enough for a list. */
export function shortTime(moment: Date | string, now: Date | string, language: Language): string {
  const [date = '', time = ''] = localTime(moment).split(' ')
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const today = localDate(now)
  if (date === today) return language === 'zh' ? `今天 ${time}` : `today ${time}`
  if (date === localDate(new Date(instantOf(now) - 24 * HOUR))) return language === 'zh' ? `昨天 ${time}` : `yesterday ${time}`
  if (date === localDate(new Date(instantOf(now) + 24 * HOUR))) return language === 'zh' ? `明天 ${time}` : `tomorrow ${time}`
  const name = months[month - 1]
  if (date.slice(0, 4) === today.slice(0, 4)) return language === 'zh' ? `${month}月${day}日 ${time}` : `${day} ${name} ${time}`
  return language === 'zh' ? `${year}年${month}月${day}日` : `${day} ${name} ${year}`
}

/** 3 分钟前 / 3 min ago; beyond a day the date is clearer. */
export function since(moment: Date | string, now: Date | string, language: Language): string {
  const gap = instantOf(now) - instantOf(moment)
  if (gap < MINUTE) return language === 'zh' ? '刚刚' : 'just now'
  if (gap < HOUR) return language === 'zh' ? `${Math.floor(gap / MINUTE)} 分钟前` : `${Math.floor(gap / MINUTE)} min ago`
  if (gap < 24 * HOUR) return language === 'zh' ? `${Math.floor(gap / HOUR)} 小时前` : `${Math.floor(gap / HOUR)} h ago`
  return shortTime(moment, now, language)
}

/** A span in minutes, hours or days, as statistics tell it. */
export function formatSpan(seconds: number): Text {
  if (seconds < 90) return text(`${Math.round(seconds)} 秒`, `${Math.round(seconds)} s`)
  if (seconds < 5400) return text(`${Math.round(seconds / 60)} 分钟`, `${Math.round(seconds / 60)} min`)
  if (seconds < 129_600) return text(`${round(seconds / 3600)} 小时`, `${round(seconds / 3600)} h`)
  return text(`${round(seconds / 86_400)} 天`, `${round(seconds / 86_400)} days`)
}
const round = (value: number): string => String(Math.round(value * 10) / 10)

export type DueTone = 'calm' | 'soon' | 'late' | 'paused' | 'met'

export interface DueView {
  readonly tone: DueTone
  /** 剩余 3 小时. */
  readonly left: Text
  /** `2026-03-09 18:00`. */
  readonly at: string
  /** `12:34` to the second within the last hour, null before; negative after. */
  readonly countdown: string | null
}

export interface DueFacts {
  readonly due: Date | string
  readonly now: Date | string
  readonly calendar?: CalendarName
  readonly holidays?: Holidays
  readonly state?: 'running' | 'paused' | 'late' | 'met' | 'stopped'
}

/** How a deadline looks now. `soon` is the last four hours: long enough to act, short enough to mean it. */
export function dueView({ due, now, calendar = 'calendarDay', holidays = noHolidays, state = 'running' }: DueFacts): DueView {
  const gap = instantOf(due) - instantOf(now)
  const at = dueTimeOf(due)
  if (state === 'met' || state === 'stopped') return { tone: 'met', left: text('已完成', 'Done'), at, countdown: null }
  if (state === 'paused') return { tone: 'paused', left: text('暂停计时', 'Paused'), at, countdown: null }
  const tone = gap < 0 ? 'late' : gap < 4 * HOUR ? 'soon' : 'calm'
  return { tone, left: describeDue(due, now, calendar, holidays), at, countdown: Math.abs(gap) < HOUR ? clockOf(gap) : null }
}

/** `12:34`, or `-02:05` once past. */
function clockOf(gap: number): string {
  const seconds = Math.floor(Math.abs(gap) / 1000)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${gap < 0 ? '-' : ''}${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
}

/** The present, renewed every `every` milliseconds; one minute unless a countdown needs seconds. */
export function useNow(every = MINUTE): Date {
  const [now, tick] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => tick(new Date()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}
