import { type Refusal, refusal, text } from '@fengqiao/kernel'

const tooMany = refusal('too-many', text('操作太频繁，请稍后再试', 'Too many at once; please try again later'))

/** Counts per key in windows of `windowMs`, in this process. Gives a refusal when a key asks more than `most` times in one window. */
export function pace(most: number, windowMs: number, now: () => number): (key: string) => Refusal | undefined {
  let window = Math.floor(now() / windowMs)
  const asked = new Map<string, number>()
  return key => {
    const current = Math.floor(now() / windowMs)
    if (current !== window) {
      window = current
      asked.clear()
    }
    const count = (asked.get(key) ?? 0) + 1
    asked.set(key, count)
    return count > most ? tooMany : undefined
  }
}
