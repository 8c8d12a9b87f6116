/** Counts wrong tries per key in a sliding window, in this process. `most` tries in `windowMs`; memory is bounded. */
export function attempts(most: number, windowMs: number, now: () => number): { tooMany(key: string): boolean; note(key: string): void } {
  const tries = new Map<string, number[]>()
  const recent = (key: string): number[] => (tries.get(key) ?? []).filter(at => at > now() - windowMs)
  return {
    tooMany: key => recent(key).length >= most,
    note(key) {
      if (tries.size > 10_000) tries.clear()
      tries.set(key, [...recent(key), now()])
    },
  }
}
