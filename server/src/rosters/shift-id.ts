import { createHash } from 'node:crypto'
import type { ShiftLine } from './store.ts'

/** A UUID (version 8, RFC 9562: the hash decides every other bit) from words. */
export function idFrom(words: string): string {
  const hex = createHash('sha256').update(words).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The id of a rostered shift follows from who, where and when: the same roster imported twice adds nothing. */
export const shiftId = (shift: Omit<ShiftLine, 'id' | 'note' | 'endsAt'>): string =>
  idFrom(`shift ${shift.unit} ${shift.role} ${shift.account} ${shift.startsAt}`)
