import type { OutboxRow, TallyLine } from './store.ts'
import { keyOf } from './store.ts'

/**
 * Durations fall into buckets that grow by 2^(1/8), about 9 %: quantiles are right within that, and a million cases
 * cost a few hundred rows a day. Bucket 0 counts; a duration of s seconds goes to 1 + round(8·log2(s + 1)).
 */
export const bucketOf = (seconds: number): number => 1 + Math.round(8 * Math.log2(seconds + 1))
export const secondsOf = (bucket: number): number => 2 ** ((bucket - 1) / 8) - 1

/** The statistics of a batch, one line a key. Days are Shanghai days. */
export function tallyLines(rows: readonly Pick<OutboxRow, 'at' | 'body'>[]): TallyLine[] {
  const lines = new Map<string, TallyLine>()
  for (const { at, body } of rows) {
    const day = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10)
    for (const { measure, unit, seconds } of body.counts) {
      const line = {
        procedure: body.procedure,
        measure,
        unit,
        place: body.place.slice(0, 12),
        day,
        bucket: seconds === undefined ? 0 : bucketOf(seconds),
      }
      const key = keyOf(line)
      lines.set(key, { ...line, n: (lines.get(key)?.n ?? 0) + 1 })
    }
  }
  return [...lines.values()]
}
