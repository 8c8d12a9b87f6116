import { bandsOf, minHash } from './near-copies.ts'
import { hash32 } from './random.ts'
import { eachGram, type Message, runsOf } from './reading.ts'

/**
 * Owns: whether two messages speak of the same thing. Offers, never merges: a person does.
 *
 * Every message stores `keysOf` as an `int[]` column with a GIN index; candidates are the rows that share a key,
 * `where district = $1 and keys && $2::int[] order by filed_at desc limit 200`, and `similarity` ranks those few.
 */

const buckets = 1 << 18
const tellingKeys = 16

/** In how many messages of the city each character run was seen, in hashed buckets: what is common says little. */
export interface Background {
  readonly messages: number
  /** Shape: 2^18. */
  readonly seen: Uint32Array
}

export const noBackground = (): Background => ({ messages: 0, seen: new Uint32Array(buckets) })

/** Counts the city's own messages. Two runs may share a bucket (262,144 of them): both then look a little commoner. */
export function learnBackground(messages: Iterable<Message>): Background {
  const seen = new Uint32Array(buckets)
  let total = 0
  for (const message of messages) {
    total++
    for (const bucket of new Set([...gramCounts(message).keys()].map(bucketOf))) seen[bucket]!++
  }
  return { messages: total, seen }
}

const bucketOf = (gram: string): number => hash32(gram) & (buckets - 1)

/** Runs of two and three characters; a run in the title counts three times. */
function gramCounts(message: Message): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (text: string, n: number): void => eachGram(runsOf(text), 2, 3, gram => counts.set(gram, (counts.get(gram) ?? 0) + n))
  add(message.title, 3)
  add(message.body, 1)
  return counts
}

/** Weight of each run, of total length 1. */
export type Profile = ReadonlyMap<string, number>

export function profileOf(message: Message, background: Background): Profile {
  const profile = new Map<string, number>()
  let squares = 0
  for (const [gram, n] of gramCounts(message)) {
    const rarity = Math.log((background.messages + 2) / ((background.seen[bucketOf(gram)] ?? 0) + 1))
    const weight = (1 + Math.log(n)) * Math.max(0.01, rarity)
    profile.set(gram, weight)
    squares += weight * weight
  }
  for (const [gram, weight] of profile) profile.set(gram, weight / Math.sqrt(squares))
  return profile
}

/**
 * 24 signed 32-bit keys: 16 runs that tell this message from the city's others (a name in title and body comes first) and 8
 * for copies with small changes. Store them; messages on the same thing share at least one.
 */
export function keysOf(message: Message, profile: Profile): number[] {
  const telling = [...profile]
    .filter(([gram]) => gram.length === 3)
    .toSorted((a, b) => b[1] - a[1] || hash32(a[0]) - hash32(b[0]))
    .slice(0, tellingKeys)
    .map(([gram]) => hash32(gram) | 0)
  return [...new Set([...telling, ...bandsOf(minHash(message))])]
}

/** Cosine of two profiles, 0–1. */
export function likeness(one: Profile, other: Profile): number {
  const [small, large] = one.size <= other.size ? [one, other] : [other, one]
  let sum = 0
  for (const [gram, weight] of small) sum += weight * (large.get(gram) ?? 0)
  return Math.min(1, sum)
}

export interface Circumstance {
  /** Place code, as narrow as known; null when the resident gave none. */
  readonly place: string | null
  /** When it was filed, milliseconds since 1970. */
  readonly at: number
}

export interface Similar {
  /** 0–1: likeness of the words, lowered for another place and for time between. */
  readonly score: number
  readonly words: number
  readonly samePlace: boolean | null
  readonly daysApart: number
  /** Passages that stand in both, most telling first. */
  readonly shared: readonly string[]
}

/** Offered to a person from this score on; measured in docs/triage.md. */
export const offerFrom = 0.25

type Filed = Message & Circumstance

/**
 * How alike two filed messages are, with the evidence. One place code that begins with the other (street and its community)
 * is the same place. A year between them halves the score.
 */
export function similarity(one: Filed, other: Filed, background: Background): Similar {
  const words = likeness(profileOf(one, background), profileOf(other, background))
  const samePlace =
    one.place === null || other.place === null ? null : one.place.startsWith(other.place) || other.place.startsWith(one.place)
  const daysApart = Math.abs(one.at - other.at) / 86_400_000
  const place = samePlace === null ? 0.9 : samePlace ? 1 : 0.6
  return { score: words * place * 0.5 ** (daysApart / 365), words, samePlace, daysApart, shared: sharedPassages(one, other, background) }
}

/** Longest passages (three characters or more) of `one` that stand in `other` too, the rarest first. */
function sharedPassages(one: Message, other: Message, background: Background, most = 5): string[] {
  const there = [...runsOf(other.title), ...runsOf(other.body)].join('\n')
  const weights = new Map<string, number>()
  for (const run of [...runsOf(one.title), ...runsOf(one.body)])
    for (let at = 0; at + 3 <= run.length; ) {
      let end = at + 2
      while (end < run.length && there.includes(run.slice(at, end + 1))) end++
      const passage = run.slice(at, end)
      if (passage.length >= 3) {
        let weight = 0
        eachGram([passage], 3, 3, gram => {
          weight += Math.log((background.messages + 2) / ((background.seen[bucketOf(gram)] ?? 0) + 1))
        })
        weights.set(passage, weight)
      }
      at = passage.length >= 3 ? end : at + 1
    }
  const found: string[] = []
  for (const [passage] of [...weights].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
    if (found.length < most && !found.some(longer => longer.includes(passage))) found.push(passage)
  return found
}
