export { checkLetter } from './check.ts'
export {
  type AdverseLetter,
  adverseLetter,
  type Block,
  bullets,
  type Fact,
  facts,
  heading,
  type LetterContent,
  letter,
  line,
  notice,
  numbered,
  paragraph,
  type Remedy,
  say,
  signatures,
  type TimelineEntry,
  timeline,
  type Words,
} from './content.ts'
export { renderPlain } from './plain.ts'
export { chineseNumeral, letterDate, letterTime, letterWords } from './words.ts'
