import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

/**
 * Owns: how Chinese text becomes search words. PostgreSQL has no Chinese parser without an extension, so words are cut here
 * and stored as a ready tsvector; the query is cut the same way.
 */
const jieba = Jieba.withDict(dict)

const cut = (text: string): string[] =>
  jieba
    .cutForSearch(text.normalize('NFKC').toLowerCase(), true)
    .map(word => word.trim())
    .filter(word => /[\p{Letter}\p{Number}]/u.test(word) && word.length <= 60)

const quote = (word: string): string => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`

/** Place codes stand among the words as `@440399001`, so that one index answers "these words, in this street". */
export const placeWord = (code: string): string => `@${code}`

/** A tsvector literal: the title's words weigh A, the rest D. Positions are dropped: nobody searches phrases across fields. */
export function searchWords(title: string, body: string, places: readonly string[]): string {
  const titled = new Set(cut(title))
  const words = new Set([...titled, ...cut(body).slice(0, 2000)])
  return [
    ...[...words].map(word => (titled.has(word) ? `${quote(word)}:1A` : quote(word))),
    ...places.map(code => quote(placeWord(code))),
  ].join(' ')
}

/** A tsquery that asks for every word of what was typed; undefined when nothing searchable was typed. */
export function searchQuery(typed: string, places: readonly string[] = []): string | undefined {
  const words = [...new Set(cut(typed))].slice(0, 12)
  const all = [...words, ...places.map(placeWord)]
  return all.length > 0 ? all.map(quote).join(' & ') : undefined
}

export const isEmptyQuery = (typed: string): boolean => cut(typed).length === 0
