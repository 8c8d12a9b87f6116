/** Whether a JSON value nests deeper than `most` levels. Walks level by level: what is sent to exhaust a stack must not exhaust this one. */
export function isDeeperThan(value: unknown, most: number): boolean {
  let level: readonly unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true
    level = level.flatMap(one => (one !== null && typeof one === 'object' && !ArrayBuffer.isView(one) ? Object.values(one) : []))
  }
  return false
}
