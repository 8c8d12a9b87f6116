import type { Subject } from '@fengqiao/contract'
import type { Message } from '../triage/index.ts'

/** Owns: what the subjects' own keywords say of a message, while nothing has been learned. */
export interface KeywordMatch {
  readonly subject: string
  readonly weight: number
  readonly words: readonly { readonly words: string; readonly weight: number }[]
}

/** Never enough to go out by itself: the lowest threshold a commander can set is .5. */
export const mostByKeywords = 0.49

/** Subjects whose keywords or name stand in the message, best first. A word in the title counts twice; one that many subjects share counts less. */
export function matchKeywords(subjects: readonly Subject[], { title, body }: Message): KeywordMatch[] {
  const wordsOf = (subject: Subject) => [...new Set([subject.name.zh, ...subject.keywords])].filter(word => word.length >= 2)
  const sharing = new Map<string, number>()
  for (const subject of subjects) for (const word of wordsOf(subject)) sharing.set(word, (sharing.get(word) ?? 0) + 1)
  return subjects
    .map(subject => {
      const words = wordsOf(subject).flatMap(word => {
        const found = (title.includes(word) ? 2 : 0) + (body.includes(word) ? 1 : 0)
        return found > 0 ? [{ words: word, weight: found / (sharing.get(word) ?? 1) }] : []
      })
      return {
        subject: subject.code,
        weight: words.reduce((sum, one) => sum + one.weight, 0),
        words: words.toSorted((a, b) => b.weight - a.weight),
      }
    })
    .filter(match => match.weight > 0)
    .toSorted((a, b) => b.weight - a.weight || (a.subject < b.subject ? -1 : 1))
}

/** Share of the evidence that the match holds, with one doubt added, below `mostByKeywords`. Not calibrated. */
export const keywordConfidence = (match: KeywordMatch, all: readonly KeywordMatch[]): number =>
  (mostByKeywords * match.weight) / (1 + all.reduce((sum, one) => sum + one.weight, 0))
