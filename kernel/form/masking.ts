import type { MaskingClass } from './field.ts'

/**
 * Owns what personal data looks like to someone without an unmask grant (domain.md E; PIPL 28–30, 51; GB/T 35273, GB/T 37964).
 * When in doubt it hides more. Whether someone holds a grant is decided by permissions, not here.
 */

const HIDDEN = '***'

/** 张三丰 → 张*: the first character; neither length nor given name. A name of one character is hidden whole. */
export function maskName(name: string): string {
  const [first, second] = [...name.trim()]
  return first && second ? `${first}*` : HIDDEN
}

/** 13812341234 → 138****1234; 0755-82345678 → 0755-****5678. Anything else is hidden. */
export function maskPhone(phone: string): string {
  const digits = phone
    .normalize('NFKC')
    .replaceAll(/[\s-]/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (/^1\d{10}$/.test(digits)) return `${digits.slice(0, 3)}****${digits.slice(-4)}`
  const landline = /^(010|02\d|0[3-9]\d{2})\d{3,4}(\d{4})$/.exec(digits)
  return landline ? `${landline[1]}-****${landline[2]}` : HIDDEN
}

/**
 * The last four only: the first six digits tell the home region, the next eight the birth date. For the handler of the matter;
 * everyone else sees nothing of it (`mask`).
 */
export const maskIdNumber = (number: string): string => lastFour(number, 8)

/** The last four only. */
export const maskCard = (number: string): string => lastFour(number, 8)

function lastFour(value: string, atLeast: number): string {
  const bare = value.normalize('NFKC').replaceAll(/[\s-]/g, '')
  return bare.length < atLeast ? HIDDEN : `${'*'.repeat(bare.length - 4)}${bare.slice(-4)}`
}

/** No digits, roads, buildings or villages inside the name of a division: a longer match would show more than the street. */
const word = '[^省市区县旗州路街巷村号弄栋楼座苑\\d\\s]'
const division = new RegExp(
  [
    `^(?:${word}{2,8}省|${word}{2,6}自治区)?`,
    `(?:(?!${word}{0,6}(?:超|夜|门|菜|都|早|集)市)(?:${word}|州){2,8}?(?:市|自治州|盟|地区))?`,
    `(?:(?!${word}{0,6}(?:小|社|园|校|厂|院|片|景|库|住宅|生活|宿舍|工业|别墅|商业|度假)区)(?:${word}|州){1,8}?(?:区|县|[左右前后中]旗|自治旗))?`,
    `(?:${word}{1,6}?(?:街道|镇|乡))?`,
  ].join(''),
)

/** Down to the street or town: 深圳市福田区园岭街道百花二路1号 → 深圳市福田区园岭街道***. What cannot be told apart is hidden. */
export function maskAddress(address: string): string {
  const shown = division.exec(address.normalize('NFKC').trim())?.[0] ?? ''
  return `${shown}${HIDDEN}`
}

const ways: Record<MaskingClass, (value: string) => string> = {
  open: value => value,
  name: maskName,
  phone: maskPhone,
  idNumber: () => HIDDEN,
  address: maskAddress,
  bankCard: maskCard,
  hidden: () => HIDDEN,
}

export interface Viewer {
  /** The viewer handles this very matter: the last four of an identity number are shown. */
  readonly handler?: boolean
}

/** The default view of a value of a masking class. An empty value stays empty. */
export function mask(masking: MaskingClass, value: string, { handler = false }: Viewer = {}): string {
  if (value === '') return ''
  return masking === 'idNumber' && handler ? maskIdNumber(value) : ways[masking](value)
}

/**
 * The default view of any form value: texts by their class, lists item by item, and everything else (numbers, points, people)
 * hidden unless the class is open. Absent values stay absent.
 */
export function maskValue(masking: MaskingClass, value: unknown, viewer: Viewer = {}): unknown {
  if (masking === 'open' || value === undefined || value === null) return value
  if (typeof value === 'string') return mask(masking, value, viewer)
  if (Array.isArray(value) && masking !== 'hidden') return value.map(one => maskValue(masking, one, viewer))
  return HIDDEN
}
