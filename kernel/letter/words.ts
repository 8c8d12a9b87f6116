import { type Language, type Text, text } from '../text.ts'

/** The fixed words every letter uses, wherever it is shown. */
export const letterWords = {
  number: text('文号', 'No.'),
  remedy: text('权利告知', 'Your right to challenge this'),
  remedyBody: text('受理机关', 'Where to go'),
  remedyLimit: text('提出期限', 'Time limit'),
  remedyHow: text('提出方式', 'How'),
  remedyBasis: text('法律依据', 'Legal basis'),
  attachments: text('附件', 'Attachments'),
  copies: text('抄送', 'Copies to'),
  contact: text('联系电话', 'Contact'),
  verify: text('扫码核验', 'Scan to verify'),
  seal: text('（盖章）', '(seal)'),
  signature: text('（签名）', ' (signature)'),
  signedOn: text('　　年　　月　　日', 'Date: ____________'),
} as const satisfies Record<string, Text>

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2026-03-02` as a letter writes it: 2026年3月2日, 2 March 2026. */
export function letterDate(date: string, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-')
  if (language === 'zh') return `${Number(year)}年${Number(month)}月${Number(day)}日`
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** An ISO instant in Shanghai time (UTC+8, no summer time since 1991): 2026年3月2日 09:30. */
export function letterTime(instant: string, language: Language): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString()
  return `${letterDate(local.slice(0, 10), language)} ${local.slice(11, 16)}`
}

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 1 → 一, 12 → 十二; up to 99. */
export function chineseNumeral(n: number): string {
  if (n <= 10) return numerals[n - 1] ?? String(n)
  const tens = Math.floor(n / 10)
  return `${tens === 1 ? '' : (numerals[tens - 1] ?? '')}十${n % 10 === 0 ? '' : (numerals[(n % 10) - 1] ?? '')}`
}
