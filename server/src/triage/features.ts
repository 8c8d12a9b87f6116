import { countGrams, countWords, type Message, runsOf } from './reading.ts'

/**
 * Owns: from a message to a sparse vector. Character runs of the title, those of the body, and the
 * words of both are separate fields: each is a TF-IDF vector with sublinear counts, scaled to its own length, so that a long
 * body does not drown a telling title.
 */

export interface FieldPlan {
  /** `words`: words and pairs of words of title and body. */
  readonly field: 'title' | 'body' | 'words'
  /** Shortest and longest character run; not used for words. */
  readonly from: number
  readonly to: number
  /** Length of this field's vector. */
  readonly weight: number
}

/** Chosen on cross-validation (docs/triage.md): longer runs added size, not accuracy. */
export const fieldPlans: readonly FieldPlan[] = [
  { field: 'title', from: 1, to: 2, weight: 0.7 },
  { field: 'body', from: 1, to: 2, weight: 1 },
  { field: 'words', from: 1, to: 2, weight: 0.5 },
]

export interface Sparse {
  readonly index: Int32Array
  readonly value: Float32Array
}

/** Character runs and words known to a model. Feature `i` of the model is `grams[i]`; each field owns a consecutive range. */
export interface Vocabulary {
  readonly fields: readonly { readonly plan: FieldPlan; readonly index: ReadonlyMap<string, number> }[]
  readonly grams: readonly string[]
  readonly idf: Float32Array
}

/** Counts of one message, kept between folds so that text is read once. */
export type Counted = readonly ReadonlyMap<string, number>[]

export function count(message: Message): Counted {
  const title = runsOf(message.title)
  const body = runsOf(message.body)
  return fieldPlans.map(({ field, from, to }) =>
    field === 'words' ? countWords([...title, ...body]) : countGrams(field === 'title' ? title : body, from, to),
  )
}

/** Learns the runs that occur in at least two messages; when there are more than `most`, the commoner ones. */
export function learnVocabulary(messages: readonly Counted[], most: number): Vocabulary {
  const seen = fieldPlans.map((_, field) => {
    const messagesWith = new Map<string, number>()
    for (const counted of messages)
      for (const gram of counted[field]?.keys() ?? []) messagesWith.set(gram, (messagesWith.get(gram) ?? 0) + 1)
    return messagesWith
  })
  const least = smallestCount(seen, most)
  const grams: string[] = []
  const idf: number[] = []
  const fields = fieldPlans.map((plan, field) => {
    const index = new Map<string, number>()
    for (const [gram, n] of seen[field] ?? []) {
      if (n < least) continue
      index.set(gram, grams.length)
      grams.push(gram)
      idf.push(Math.log((messages.length + 1) / (n + 1)) + 1)
    }
    return { plan, index }
  })
  return { fields, grams, idf: Float32Array.from(idf) }
}

function smallestCount(seen: readonly ReadonlyMap<string, number>[], most: number): number {
  for (let least = 2; ; least++) {
    let kept = 0
    for (const messagesWith of seen) for (const n of messagesWith.values()) if (n >= least) kept++
    if (kept <= most) return least
  }
}

/** The message as the vocabulary sees it. Runs that the model never met are left out. */
export function vectorise(vocabulary: Vocabulary, counted: Counted): Sparse {
  const index: number[] = []
  const value: number[] = []
  vocabulary.fields.forEach(({ plan, index: known }, field) => {
    const start = value.length
    let squares = 0
    for (const [gram, n] of counted[field] ?? []) {
      const at = known.get(gram)
      if (at === undefined) continue
      const weight = (1 + Math.log(n)) * (vocabulary.idf[at] ?? 0)
      index.push(at)
      value.push(weight)
      squares += weight * weight
    }
    const scale = squares > 0 ? plan.weight / Math.sqrt(squares) : 0
    for (let at = start; at < value.length; at++) value[at] = (value[at] ?? 0) * scale
  })
  return { index: Int32Array.from(index), value: Float32Array.from(value) }
}
