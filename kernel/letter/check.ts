import { type Text, text } from '../text.ts'
import type { Block, LetterContent, Words } from './content.ts'

/**
 * What is wrong with a letter, each a sentence; empty when it may go out. An adverse letter must print remedy, body,
 * limit and basis; every sentence must stand in both languages; no slot `{name}` may be left unfilled.
 */
export function checkLetter(letter: LetterContent, options: { readonly adverse: boolean }): Text[] {
  const problems: Text[] = []
  if (options.adverse && !letter.remedy)
    problems.push(
      text(
        `不利决定的文书“${zh(letter.title)}”没有写明救济途径`,
        `The adverse letter "${en(letter.title)}" does not print a remedy: name the body, the time limit and the basis`,
      ),
    )
  if (letter.remedy && letter.remedy.basis.trim() === '') problems.push(text('救济途径没有写明依据', 'The remedy names no legal basis'))
  if (!isDate(letter.issuer.date))
    problems.push(
      text(`成文日期“${letter.issuer.date}”不是有效日期`, `The date "${letter.issuer.date}" is not a day of the calendar (YYYY-MM-DD)`),
    )
  if (letter.blocks.length === 0) problems.push(text('文书没有正文', 'The letter has no body'))
  for (const [place, words] of allWords(letter)) problems.push(...wordProblems(place, words))
  return problems
}

const zh = (words: Words): string => (typeof words === 'string' ? words : words.zh)
const en = (words: Words): string => (typeof words === 'string' ? words : words.en)

function wordProblems(place: string, words: Words): Text[] {
  const problems: Text[] = []
  if (zh(words).trim() === '') problems.push(text(`${place} 缺中文`, `${place} has no Chinese text`))
  if (en(words).trim() === '') problems.push(text(`${place} 缺英文`, `${place} has no English text`))
  const slot = /\{\w+\}/.exec(`${zh(words)}${en(words)}`)
  if (slot) problems.push(text(`${place} 有未填的空 ${slot[0]}`, `${place} has an unfilled slot ${slot[0]}`))
  return problems
}

function allWords(letter: LetterContent): [string, Words][] {
  const found: [string, Words][] = [
    ['title', letter.title],
    ['issuer.unit', letter.issuer.unit],
  ]
  if (letter.addressee !== undefined) found.push(['addressee', letter.addressee])
  if (letter.remedy) {
    found.push(['remedy.body', letter.remedy.body], ['remedy.limit', letter.remedy.limit])
    if (letter.remedy.how) found.push(['remedy.how', letter.remedy.how])
  }
  for (const [i, words] of (letter.attachments ?? []).entries()) found.push([`attachments.${i}`, words])
  for (const [i, words] of (letter.copies ?? []).entries()) found.push([`copies.${i}`, words])
  for (const [i, block] of letter.blocks.entries())
    for (const [j, words] of blockWords(block).entries()) found.push([`blocks.${i}.${block.kind}.${j}`, words])
  return found
}

function blockWords(block: Block): readonly Words[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return [block.text]
    case 'facts':
      return block.rows.flatMap(row => [row.label, row.value])
    case 'list':
      return block.items
    case 'timeline':
      return block.entries.flatMap(entry => (entry.by === undefined ? [entry.what] : [entry.what, entry.by]))
    case 'notice':
      return [block.title, block.text]
    case 'signatures':
      return block.places
  }
}

function isDate(date: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return false
  const time = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
