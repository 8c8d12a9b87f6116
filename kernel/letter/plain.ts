import type { Language } from '../text.ts'
import { type Block, type LetterContent, say } from './content.ts'
import { letterDate, letterTime, letterWords } from './words.ts'

/** The letter as plain text, for previews, messages and screen readers. Lines end with `\n`. */
export function renderPlain(letter: LetterContent, language: Language): string {
  const colon = language === 'zh' ? '：' : ': '
  const label = (words: (typeof letterWords)[keyof typeof letterWords]): string => `${words[language]}${colon}`
  const lines: string[] = [say(letter.issuer.unit, language), say(letter.title, language)]
  if (letter.number) lines.push(letter.number)
  lines.push('')
  if (letter.addressee !== undefined) lines.push(`${say(letter.addressee, language)}${colon.trim()}`)
  for (const block of letter.blocks) lines.push(...plainBlock(block, language))
  const { remedy } = letter
  if (remedy) {
    lines.push('', `【${letterWords.remedy[language]}】`)
    lines.push(
      `${label(letterWords.remedyBody)}${say(remedy.body, language)}`,
      `${label(letterWords.remedyLimit)}${say(remedy.limit, language)}`,
    )
    if (remedy.how) lines.push(`${label(letterWords.remedyHow)}${say(remedy.how, language)}`)
    lines.push(`${label(letterWords.remedyBasis)}${remedy.basis}`)
  }
  const attachments = letter.attachments ?? []
  if (attachments.length > 0)
    lines.push('', ...attachments.map((words, i) => `${label(letterWords.attachments)}${i + 1}. ${say(words, language)}`))
  lines.push('', say(letter.issuer.unit, language), letterDate(letter.issuer.date, language))
  const copies = letter.copies ?? []
  if (copies.length > 0)
    lines.push(`${label(letterWords.copies)}${copies.map(words => say(words, language)).join(language === 'zh' ? '，' : ', ')}`)
  if (letter.contact !== undefined) lines.push(`${label(letterWords.contact)}${say(letter.contact, language)}`)
  if (letter.verifyUrl) lines.push(`${label(letterWords.verify)}${letter.verifyUrl}`)
  return `${lines.join('\n')}\n`
}

function plainBlock(block: Block, language: Language): string[] {
  const colon = language === 'zh' ? '：' : ': '
  switch (block.kind) {
    case 'paragraph':
      return [`${block.indent && language === 'zh' ? '　　' : ''}${say(block.text, language)}`]
    case 'heading':
      return ['', say(block.text, language)]
    case 'facts':
      return block.rows.map(row => `${say(row.label, language)}${colon}${say(row.value, language)}`)
    case 'list':
      return block.items.map((item, i) => `${block.numbered ? `${i + 1}.` : '·'} ${say(item, language)}`)
    case 'timeline':
      return block.entries.map(entry => {
        const by = entry.by === undefined ? '' : language === 'zh' ? `（${say(entry.by, 'zh')}）` : ` (${say(entry.by, 'en')})`
        return `${letterTime(entry.at, language)}  ${say(entry.what, language)}${by}`
      })
    case 'notice':
      return ['', `【${say(block.title, language)}】${say(block.text, language)}`]
    case 'signatures':
      return block.places.map(place => `${say(place, language)}${letterWords.signature[language]}${colon}____________`)
  }
}
