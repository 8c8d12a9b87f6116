import { fromLocal, localDate, localTime } from '@fengqiao/kernel'

/** Hours of the day (Asia/Shanghai) in which residents' phones stay silent; `from` may be later than `to` and span midnight. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** 22:00–08:00 (D). */
export const quietNights: QuietHours = { from: 22, to: 8 }

/** When the quiet ends that holds at `now`, as ISO UTC; undefined when it is not quiet. `from` = `to` means never. */
export function quietUntil(now: string, { from, to }: QuietHours = quietNights): string | undefined {
  const hour = Number(localTime(now).slice(11, 13))
  const quiet = from <= to ? hour >= from && hour < to : hour >= from || hour < to
  if (!quiet) return undefined
  const end = fromLocal(`${localDate(now)} ${String(to).padStart(2, '0')}:00`)
  return end > new Date(now).toISOString() ? end : new Date(Date.parse(end) + 86_400_000).toISOString()
}
