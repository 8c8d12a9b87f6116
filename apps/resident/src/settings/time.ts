import type { Language } from '@fengqiao/kernel'

/** Owns: how a moment is said to a resident. Always the city's time, whatever the phone is set to. */

const timeZone = 'Asia/Shanghai'
const locale = (language: Language) => (language === 'zh' ? 'zh-CN' : 'en-GB')
const made = new Map<string, Intl.DateTimeFormat>()

function format(at: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const key = language + JSON.stringify(options)
  const formatter = made.get(key) ?? new Intl.DateTimeFormat(locale(language), { timeZone, ...options })
  made.set(key, formatter)
  return formatter.format(new Date(at))
}

/** 3月2日 09:05 · 2 Mar, 09:05 */
export const sayMoment = (at: string, language: Language): string =>
  format(at, language, { month: language === 'zh' ? 'long' : 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false })

/** 2026年3月2日 · 2 March 2026 */
export const sayDay = (at: string, language: Language): string => format(at, language, { year: 'numeric', month: 'long', day: 'numeric' })

/** How far off a due time is, in the largest unit that fits: 还有3天 · in 3 days; late ones say how late. */
export function sayDistance(at: string, now: number, language: Language): string {
  const minutes = Math.round((Date.parse(at) - now) / 60_000)
  const [amount, unit] =
    Math.abs(minutes) < 60
      ? [minutes, 'minute' as const]
      : Math.abs(minutes) < 2880
        ? [Math.round(minutes / 60), 'hour' as const]
        : [Math.round(minutes / 1440), 'day' as const]
  if (language === 'en') return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(amount, unit)
  const units = { minute: '分钟', hour: '小时', day: '天' }
  return amount >= 0 ? `还有${amount}${units[unit]}` : `已超${-amount}${units[unit]}`
}
