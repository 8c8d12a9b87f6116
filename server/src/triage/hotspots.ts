import { chineseWords, type Message } from './reading.ts'

/**
 * Owns: where and on what there are unusually many matters. Counts matters, never people. A cell is a place and a subject;
 * what it had before says what to expect, and the chance of so many or more says how surprising it is.
 */

export interface CountedMatter extends Message {
  readonly id: string
  readonly place: string
  readonly subject: string | null
  /** When it was filed, milliseconds since 1970. */
  readonly at: number
}

export interface HotspotOptions {
  /** The window looked at, milliseconds since 1970: from inclusive, to exclusive. */
  readonly from: number
  readonly to: number
  /** Days before `from` that say what is usual. */
  readonly baselineDays?: number
  /** Fewer matters than this are never a hotspot. */
  readonly least?: number
  /** Smallest surprise listed: 3 is one chance in a thousand for this cell. */
  readonly leastSurprise?: number
}

export interface Hotspot {
  readonly place: string
  readonly subject: string | null
  readonly count: number
  /** Matters to be expected in such a window. */
  readonly expected: number
  /** −log10 of the chance of `count` or more. */
  readonly surprise: number
  /** Words that set these matters apart, most telling first. */
  readonly words: readonly string[]
  readonly cases: readonly string[]
}

const day = 86_400_000

/** Cells of place × subject, and of place alone, with unusually many matters; most surprising first. */
export function findHotspots(matters: readonly CountedMatter[], options: HotspotOptions): Hotspot[] {
  const { from, to, baselineDays = 56, least = 3, leastSurprise = 3 } = options
  const now = matters.filter(matter => matter.at >= from && matter.at < to)
  const before = matters.filter(matter => matter.at >= from - baselineDays * day && matter.at < from)
  const windows = (baselineDays * day) / (to - from)
  const kinds: ((matter: CountedMatter) => string | null)[] = [matter => matter.subject, () => null]
  return kinds
    .flatMap(subjectOf => {
      const keyOf = (matter: CountedMatter): string => `${matter.place}\n${subjectOf(matter) ?? ''}`
      const current = Map.groupBy(
        now.filter(matter => subjectOf === kinds[1] || matter.subject !== null),
        keyOf,
      )
      const earlier = Map.groupBy(before, keyOf)
      const usual = before.length / windows / Math.max(1, new Set([...earlier.keys(), ...current.keys()]).size)
      return [...current.values()].flatMap((cell): Hotspot[] => {
        const first = cell[0]
        if (first === undefined || cell.length < least) return []
        const { expected, surprise } = surpriseOf(cell.length, earlier.get(keyOf(first))?.length ?? 0, windows, usual)
        if (surprise < leastSurprise) return []
        const words = tellingWords(cell, [...now, ...before])
        return [
          {
            place: first.place,
            subject: subjectOf(first),
            count: cell.length,
            expected,
            surprise,
            words,
            cases: cell.map(matter => matter.id),
          },
        ]
      })
    })
    .toSorted((a, b) => b.surprise - a.surprise || (a.place < b.place ? -1 : 1))
}

/**
 * The cell's own rate is uncertain: a gamma belief with the weight of one matter at the `usual` rate per window, updated by
 * `before` matters in `windows` windows, makes the count of the next window negative binomial. A quiet cell with three
 * matters is thus less alarming than a Poisson rate of nearly zero would make it.
 */
export function surpriseOf(count: number, before: number, windows: number, usual: number): { expected: number; surprise: number } {
  const shape = 1 + before
  const rate = 1 / Math.max(usual, 0.01) + windows
  const stay = rate / (rate + 1)
  let term = stay ** shape
  let below = 0
  for (let k = 0; k < count; k++) {
    below += term
    term *= ((shape + k) / (k + 1)) * (1 - stay)
  }
  // Far in the tail 1 − below drowns in rounding; summing the tail itself stays exact.
  let tail = 0
  for (let k = count; term > tail * 1e-12 && k < count + 10_000; k++) {
    tail += term
    term *= ((shape + k) / (k + 1)) * (1 - stay)
  }
  const chance = below < 0.5 ? 1 - below : tail
  return { expected: shape / rate, surprise: chance > 0 ? Math.max(0, -Math.log10(Math.min(1, chance))) : 300 }
}

/** Words in at least a third of the cell's matters (and two), by how much commoner they are there than elsewhere. */
export function tellingWords(cell: readonly Message[], all: readonly Message[], most = 5): string[] {
  const countWords = (messages: readonly Message[]): Map<string, number> => {
    const seen = new Map<string, number>()
    for (const message of messages)
      for (const word of new Set(chineseWords(`${message.title}\n${message.body}`))) seen.set(word, (seen.get(word) ?? 0) + 1)
    return seen
  }
  const everywhere = countWords(all)
  return [...countWords(cell)]
    .filter(([, n]) => n >= Math.max(2, cell.length / 3))
    .map(([word, n]) => ({
      word,
      weight: (n / cell.length) * Math.log(n / cell.length / (((everywhere.get(word) ?? n) + 1) / (all.length + 2))),
    }))
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word)
}
