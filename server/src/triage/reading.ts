import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'

/** Owns: how the learned parts of triage read a message. Pure: the same text gives the same runs on any machine. */

export interface Message {
  readonly title: string
  readonly body: string
}

/** How much of one message is read: past this, long petitions repeat themselves and only cost time. Characters. */
export const readAtMost = 6_000

let jieba: Jieba | undefined

/**
 * Runs of letters and digits, in order, without spaces (bodies may arrive already cut into words), web addresses and numbers:
 * every number becomes `0`, and an anonymised place code such as `A3区` becomes `某区`, so that nothing is learned by heart.
 */
export function runsOf(text: string): string[] {
  return text
    .slice(0, readAtMost)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/https?:\/\/[\w./?=&%#-]*/g, ' ')
    .replace(/[a-z]\d*(?=[省市区县州])/g, '某')
    .replace(/\s+/g, '')
    .replace(/\d+/g, '0')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(run => run !== '')
}

/** Calls `see` with each run of `from` to `to` characters. */
export function eachGram(runs: readonly string[], from: number, to: number, see: (gram: string) => void): void {
  for (const run of runs)
    for (let length = from; length <= to; length++) for (let at = 0; at + length <= run.length; at++) see(run.slice(at, at + length))
}

export function countGrams(runs: readonly string[], from: number, to: number): Map<string, number> {
  const counts = new Map<string, number>()
  eachGram(runs, from, to, gram => counts.set(gram, (counts.get(gram) ?? 0) + 1))
  return counts
}

/** Words, and pairs of words that stand together (parted by a tab), with how often each occurs. */
export function countWords(runs: readonly string[]): Map<string, number> {
  jieba ??= Jieba.withDict(dict)
  const counts = new Map<string, number>()
  for (const run of runs) {
    let before: string | undefined
    for (const word of jieba.cut(run, true)) {
      counts.set(word, (counts.get(word) ?? 0) + 1)
      if (before !== undefined) counts.set(`${before}\t${word}`, (counts.get(`${before}\t${word}`) ?? 0) + 1)
      before = word
    }
  }
  return counts
}

/** Chinese words of two characters or more, as they stand in the text, each once. */
export function chineseWords(text: string): string[] {
  jieba ??= Jieba.withDict(dict)
  return [...new Set(jieba.cut(text.slice(0, readAtMost), true).filter(word => /^\p{Script=Han}{2,}$/u.test(word)))]
}
