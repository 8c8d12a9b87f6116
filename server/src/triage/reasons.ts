import type { Counted, Sparse, Vocabulary } from './features.ts'
import { chineseWords, eachGram, type Message, runsOf } from './reading.ts'

/** Owns: why a label was chosen, as words that stand in the message. */

export interface Reason {
  /** A word of the message as the resident wrote it. */
  readonly words: string
  /** How far it pulled towards the chosen label, against the mean of the others; comparable within one message only. */
  readonly weight: number
}

/**
 * The words of the message that pulled hardest towards `label`. Each character run's pull is shared among the places where
 * it stands; a word's weight is its own pull and that of all runs inside it. Runs that pull away from the label count against their word.
 */
export function reasonsFor(
  message: Message,
  label: number,
  { vocabulary, weights, labelCount }: { vocabulary: Vocabulary; weights: Float32Array; labelCount: number },
  { counted, vector }: { counted: Counted; vector: Sparse },
  most = 5,
): Reason[] {
  const pull = new Map<number, number>()
  vector.index.forEach((feature, at) => {
    let mean = 0
    for (let other = 0; other < labelCount; other++) mean += weights[feature * labelCount + other]!
    mean /= labelCount
    pull.set(feature, vector.value[at]! * (weights[feature * labelCount + label]! - mean))
  })
  const pullOfWord = new Map<string, number>()
  const add = (word: string, sum: number): void => {
    if (sum !== 0) pullOfWord.set(word, (pullOfWord.get(word) ?? 0) + sum)
  }
  vocabulary.fields.forEach(({ plan, index }, field) => {
    if (plan.field === 'words') {
      for (const word of chineseWords(`${message.title}\n${message.body}`)) add(word, pull.get(index.get(word) ?? -1) ?? 0)
      return
    }
    const text = message[plan.field]
    const whole = runsOf(text).join('\n')
    for (const word of chineseWords(text)) {
      const times = whole.split(word).length - 1
      let sum = 0
      eachGram(runsOf(word), plan.from, plan.to, gram => {
        sum += ((pull.get(index.get(gram) ?? -1) ?? 0) * times) / (counted[field]?.get(gram) ?? 1)
      })
      add(word, sum)
    }
  })
  return [...pullOfWord]
    .filter(([, weight]) => weight > 0)
    .map(([words, weight]) => ({ words, weight }))
    .toSorted((a, b) => b.weight - a.weight || (a.words < b.words ? -1 : 1))
    .slice(0, most)
}
