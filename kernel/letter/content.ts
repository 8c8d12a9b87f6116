/**
 * What a letter says, without how it looks: the same content becomes a PDF, a preview on the desk or the text of a
 * message. Nothing here knows a page, a font or a procedure.
 */
import type { Language, Text } from '../text.ts'

/** A sentence in both languages, or a word that is the same in both: a name, a number, an address. */
export type Words = Text | string

export type Block =
  | { readonly kind: 'paragraph'; readonly text: Words /** False for a line that starts at the margin. */; readonly indent: boolean }
  | { readonly kind: 'heading'; readonly text: Words }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | { readonly kind: 'list'; readonly items: readonly Words[]; readonly numbered: boolean }
  | { readonly kind: 'timeline'; readonly entries: readonly TimelineEntry[] }
  | { readonly kind: 'notice'; readonly title: Words; readonly text: Words }
  | { readonly kind: 'signatures'; readonly places: readonly Words[] }

export interface Fact {
  readonly label: Words
  readonly value: Words
}
export interface TimelineEntry {
  /** ISO 8601 instant; shown in Shanghai time. */
  readonly at: string
  readonly what: Words
  readonly by?: Words | undefined
}

/** Where and until when the reader can turn against the letter. Law 5 of procedures. */
export interface Remedy {
  readonly body: Words
  readonly limit: Words
  /** 《信访工作条例》第三十五条. */
  readonly basis: string
  readonly how?: Words | undefined
}

export interface LetterContent {
  /** `order` goes to a unit under a red head; `notice` goes to a person; `record` is signed by those present. */
  readonly form: 'order' | 'notice' | 'record'
  readonly title: Words
  /** 枫街信受〔2026〕12号. */
  readonly number?: string | undefined
  readonly addressee?: Words | undefined
  readonly blocks: readonly Block[]
  /** Date as `YYYY-MM-DD`. */
  readonly issuer: { readonly unit: Words; readonly date: string }
  readonly remedy?: Remedy | undefined
  readonly attachments?: readonly Words[] | undefined
  /** Who else receives it. */
  readonly copies?: readonly Words[] | undefined
  /** Where anyone can check the letter; printed as a QR code. */
  readonly verifyUrl?: string | undefined
  /** A number that answers questions. */
  readonly contact?: Words | undefined
}

/** The letter of a step that refuses, rejects, freezes, sanctions or ends: without a remedy it does not compile. */
export type AdverseLetter = LetterContent & { readonly remedy: Remedy }

export const letter = (content: LetterContent): LetterContent => content
export const adverseLetter = (content: AdverseLetter): AdverseLetter => content

export const paragraph = (text: Words): Block => ({ kind: 'paragraph', text, indent: true })
/** A paragraph that begins at the margin. */
export const line = (text: Words): Block => ({ kind: 'paragraph', text, indent: false })
export const heading = (text: Words): Block => ({ kind: 'heading', text })
/** A table of label and value. */
export const facts = (rows: readonly (readonly [label: Words, value: Words])[]): Block => ({
  kind: 'facts',
  rows: rows.map(([label, value]) => ({ label, value })),
})
export const bullets = (items: readonly Words[]): Block => ({ kind: 'list', items, numbered: false })
export const numbered = (items: readonly Words[]): Block => ({ kind: 'list', items, numbered: true })
export const timeline = (entries: readonly TimelineEntry[]): Block => ({ kind: 'timeline', entries })
export const notice = (title: Words, text: Words): Block => ({ kind: 'notice', title, text })
export const signatures = (places: readonly Words[]): Block => ({ kind: 'signatures', places })

/** The words in one language. */
export function say(words: Words, language: Language): string {
  return typeof words === 'string' ? words : words[language]
}
