import { hash32, seeded, shuffle } from './random.ts'
import { eachGram, type Message, runsOf } from './reading.ts'

/**
 * Owns: which rows are copies of one another, so that a copy of a training row is never counted as an unseen message.
 * MinHash over runs of four characters: two messages agree at each position with the chance of their Jaccard similarity.
 */

const positions = 24
const rowsPerBand = 3
const multipliers = Array.from({ length: positions }, (_, at) => hash32(`multiplier ${at}`) | 1)
const shifts = Array.from({ length: positions }, (_, at) => hash32(`shift ${at}`))

/** 24 unsigned 32-bit minima over the message's four-character runs. All ones for a text without any. */
export function minHash(message: Message): Uint32Array {
  const minima = new Uint32Array(positions).fill(0xffffffff)
  const text = runsOf(message.title).join('') + runsOf(message.body).join('')
  eachGram([text], 4, 4, gram => {
    const hash = hash32(gram)
    for (let at = 0; at < positions; at++) {
      const value = (Math.imul(hash, multipliers[at]!) + shifts[at]!) >>> 0
      if (value < minima[at]!) minima[at] = value
    }
  })
  return minima
}

/** 8 keys; messages with Jaccard similarity .5 share at least one with a chance of about two thirds, at .8 almost surely. */
export function bandsOf(minima: Uint32Array): number[] {
  const bands: number[] = []
  for (let start = 0; start < positions; start += rowsPerBand)
    bands.push(hash32(Array.from(minima.subarray(start, start + rowsPerBand)).join(), start) | 0)
  return bands
}

/** Group number per message: copies (same title, or about half of their runs shared) have the same one. */
export function groupCopies(messages: readonly Message[]): Int32Array {
  const parent = Int32Array.from(messages, (_, row) => row)
  const find = (row: number): number => {
    let top = row
    while (parent[top] !== top) top = parent[top]!
    parent[row] = top
    return top
  }
  const signatures = messages.map(minHash)
  const firstWith = new Map<string, number>()
  messages.forEach((message, row) => {
    const title = runsOf(message.title).join('')
    const keys = bandsOf(signatures[row]!).map(String)
    for (const key of title.length >= 6 ? [...keys, title] : keys) {
      const first = firstWith.get(key)
      if (first === undefined) firstWith.set(key, row)
      else if (key === title || agreement(signatures[first]!, signatures[row]!) >= 0.4) parent[find(row)] = find(first)
    }
  })
  return parent.map((_, row) => find(row))
}

function agreement(one: Uint32Array, other: Uint32Array): number {
  let same = 0
  for (let at = 0; at < positions; at++) if (one[at] === other[at]) same++
  return same / positions
}

/** Fold number (0 … folds − 1) per row. Rows of one group stay together; labels are spread evenly. */
export function foldsOf(labels: readonly string[], groups: ArrayLike<number>, folds: number, seed: number): Int32Array {
  const members = Map.groupBy(labels.keys(), row => groups[row]!)
  const order = Int32Array.from(members.keys())
  shuffle(order, seeded(seed))
  const labelOf = (group: number): string => labels[members.get(group)![0]!]!
  const sorted = [...order].toSorted((a, b) => (labelOf(a) < labelOf(b) ? -1 : labelOf(a) > labelOf(b) ? 1 : 0))
  const fold = new Int32Array(labels.length)
  sorted.forEach((group, at) => {
    for (const row of members.get(group)!) fold[row] = at % folds
  })
  return fold
}

/**
 * Groups for folds. Where copies are the exception they are held together, so that figures are about new messages. Where
 * fewer than seven in ten rows stand for themselves (form letters, a made-up city), copies are what will come in, too: holding
 * them together would measure a city that does not exist, so every row stands alone.
 */
export function groupsForFolds(messages: readonly Message[]): Int32Array {
  const groups = groupCopies(messages)
  return new Set(groups).size >= 0.7 * messages.length ? groups : Int32Array.from(groups.keys())
}
