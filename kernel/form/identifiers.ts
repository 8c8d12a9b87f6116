import { type Refusal, refusal } from '../refusal.ts'
import { type Text, text } from '../text.ts'

/**
 * Owns whether a number can be what it claims to be (domain.md E). It says nothing about whom it belongs to, and no service may
 * hang on it: "no document" is always an answer. Each check takes what people type (spaces, full-width digits, small x)
 * and returns the number in its written form, or a refusal.
 */

const tidy = (value: string): string => value.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()

const no = (rule: string, zh: string, en: string, source?: string, help?: Text): Refusal => refusal(rule, text(zh, en), { source, help })

export interface CitizenNumber {
  readonly number: string
  /** YYYY-MM-DD, as the number states it. */
  readonly birth: string
  readonly sex: 'male' | 'female'
  /** The region is not one of today's: possible with a historic number, worth a second look, no reason to refuse. */
  readonly warning?: Text | undefined
}

const citizenWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** 83 and 91 stand on residence permits of Taiwan residents and on foreigners' permanent-residence cards. */
const provinces = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(' '),
)

/** Check character of the first 17 digits, GB 11643. */
export const citizenCheck = (first17: string): string => '10X98765432'.charAt(weighted([...first17].map(Number), citizenWeights) % 11)

/** Citizen identification number, GB 11643: 17 digits and a check character, with a birth date that exists. */
export function readCitizenNumber(value: string): CitizenNumber | Refusal {
  const number = tidy(value)
  if (!/^\d{17}[\dX]$/.test(number))
    return no('citizenNumberHasWrongForm', '公民身份号码应为 18 位', 'A citizen number has 17 digits and a check character', 'GB 11643')
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (!exists(birth))
    return no(
      'citizenNumberHasNoBirthDate',
      '公民身份号码中的出生日期不存在',
      'The birth date in this citizen number does not exist',
      'GB 11643',
    )
  if (citizenCheck(number.slice(0, 17)) !== number.at(17))
    return no('citizenNumberFailsCheck', '公民身份号码校验位不符，请核对', 'The check character does not fit; please compare', 'GB 11643')
  return {
    number,
    birth,
    sex: Number(number[16]) % 2 === 1 ? 'male' : 'female',
    warning: provinces.has(number.slice(0, 2))
      ? undefined
      : text('号码的地区代码不在现行代码中，请核对', 'The region code is not a current one; please compare'),
  }
}

function exists(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date) && at.getUTCFullYear() >= 1800
}

const weighted = (values: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (values[index] ?? 0), 0)

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Check character of the first 17, GB 32100. */
export const creditCheck = (first17: string): string =>
  creditAlphabet.charAt(
    (31 -
      (weighted(
        [...first17].map(one => creditAlphabet.indexOf(one)),
        creditWeights,
      ) %
        31)) %
      31,
  )

/**
 * Unified social credit code, GB 32100. Some codes in real use fail the check: `registryProof` (a licence seen by an officer)
 * lets such a code pass, its form still holding.
 */
export function readCreditCode(value: string, { registryProof = false } = {}): string | Refusal {
  const code = tidy(value)
  if (code.length !== 18 || [...code].some(one => !creditAlphabet.includes(one)))
    return no(
      'creditCodeHasWrongForm',
      '统一社会信用代码应为 18 位，不含 I、O、S、V、Z',
      'A credit code has 18 characters, none of them I, O, S, V or Z',
      'GB 32100',
    )
  if (registryProof || creditCheck(code.slice(0, 17)) === code.at(17)) return code
  return no(
    'creditCodeFailsCheck',
    '统一社会信用代码校验位不符',
    'The check character of this credit code does not fit',
    'GB 32100',
    text('如与营业执照一致，请上传执照作为登记证明', 'If it stands so on the licence, attach the licence as proof of registration'),
  )
}

/** Mainland mobile: 11 digits, `+86` and separators dropped. */
export function readMobile(value: string): string | Refusal {
  const number = tidy(value)
    .replaceAll('-', '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  return /^1[3-9]\d{9}$/.test(number) ? number : no('mobileHasWrongForm', '手机号码应为 11 位', 'A mobile number has 11 digits')
}

/** Landline with area code → `0755-82345678`, with an extension `-801` when one is given. A bare number is read in `areaCode`. */
export function readLandline(value: string, areaCode = '0755'): string | Refusal {
  const typed = tidy(value)
    .replaceAll(/[()]/g, '-')
    .replace(/^(\+|00)?86-?(?=0?[1-9])/, '')
    .replace(/^-/, '')
  const parts = /^(?:(0?10|0?2\d|0[3-9]\d{2})-?)?([2-9]\d{6,7})(?:-(\d{1,6}))?$/.exec(typed)
  if (!parts) return no('landlineHasWrongForm', '固定电话应为区号加 7 或 8 位号码', 'A landline is an area code and 7 or 8 digits')
  const [, area = areaCode, number, extension] = parts
  return `${area.startsWith('0') ? area : `0${area}`}-${number}${extension ? `-${extension}` : ''}`
}

/** Either kind of telephone. */
export function readPhone(value: string, areaCode = '0755'): string | Refusal {
  for (const read of [readMobile(value), readLandline(value, areaCode)]) if (typeof read === 'string') return read
  return no('phoneHasWrongForm', '请填写手机号码或带区号的固定电话', 'Give a mobile number, or a landline with its area code')
}

export const documentTypes = {
  citizenId: text('居民身份证', 'Resident identity card'),
  hkMacaoPermit: text('港澳居民来往内地通行证', 'Mainland travel permit for Hong Kong and Macao residents'),
  taiwanPermit: text('台湾居民来往大陆通行证', 'Mainland travel permit for Taiwan residents'),
  hkMacaoTaiwanResidence: text('港澳台居民居住证', 'Residence permit for Hong Kong, Macao and Taiwan residents'),
  passport: text('护照', 'Passport'),
  foreignResidence: text('外国人永久居留身份证', 'Foreign permanent resident identity card'),
  none: text('无证件或不愿提供', 'No document, or not given'),
} as const satisfies Record<string, Text>
export type DocumentType = keyof typeof documentTypes

const patterns: Record<Exclude<DocumentType, 'citizenId' | 'none'>, { readonly form: RegExp; readonly checked?: RegExp }> = {
  hkMacaoPermit: { form: /^[HM](\d{8}|\d{10})$/ },
  taiwanPermit: { form: /^(\d{8}|\d{10}[A-Z]?)$/ },
  hkMacaoTaiwanResidence: { form: /^8[123]0000\d{11}[\dX]$/, checked: /./ },
  passport: { form: /^(?=.*\d)[A-Z0-9]{5,15}$/ },
  /** Cards of before 2023: three letters and 12 digits; since then 18 digits beginning with 9, checked like a citizen number. */
  foreignResidence: { form: /^([A-Z]{3}\d{12}|9\d{16}[\dX])$/, checked: /^9/ },
}

/**
 * Reads a document number by its type first, its pattern second. `none` is always accepted and keeps nothing of what was typed.
 */
export function readDocument(type: DocumentType, value: string): { readonly type: DocumentType; readonly number: string } | Refusal {
  if (type === 'none') return { type, number: '' }
  const number = tidy(value).replaceAll(/[-()]/g, '')
  const { form, checked } = type === 'citizenId' ? { form: /^/, checked: /^/ } : patterns[type]
  if (!form.test(number))
    return refusal(
      'documentHasWrongForm',
      text(`${documentTypes[type].zh}号码格式不符`, `This is not the form of a number on: ${documentTypes[type].en}`),
      {
        help: text('请核对证件类型与号码；没有证件也可以办理', 'Compare type and number; you may also go on without a document'),
      },
    )
  if (!checked?.test(number)) return { type, number }
  const read = readCitizenNumber(number)
  return 'refused' in read ? read : { type, number: read.number }
}
