import type { PageQuery } from '@fengqiao/contract'
import type { z } from 'zod'

/**
 * One page of a list that lies in memory in key order. The cursor is the last row's key, so rows that come or go
 * between two pages neither repeat nor hide others.
 */
export function pageOf<Row>(rows: readonly Row[], keyOf: (row: Row) => string, { after, limit }: z.output<typeof PageQuery>) {
  const last = after === undefined ? undefined : Buffer.from(after, 'base64url').toString()
  const rest = last === undefined ? rows : rows.filter(row => keyOf(row) > last)
  const shown = rest.slice(0, limit)
  const end = shown.at(-1)
  return { rows: shown, next: rest.length > limit && end !== undefined ? Buffer.from(keyOf(end)).toString('base64url') : null }
}

/** Whether a name contains the words, whatever the case or width of letters. */
export function named(name: { zh: string; en: string }, search: string | undefined): boolean {
  if (!search) return true
  const plain = (words: string) => words.normalize('NFKC').toLowerCase()
  return plain(name.zh).includes(plain(search)) || plain(name.en).includes(plain(search))
}
