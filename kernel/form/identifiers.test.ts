import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal } from '../refusal.ts'
import {
  citizenCheck,
  creditCheck,
  type DocumentType,
  readCitizenNumber,
  readCreditCode,
  readDocument,
  readLandline,
  readMobile,
  readPhone,
} from './identifiers.ts'

const rule = (read: unknown) => (isRefusal(read) ? read.rule : 'accepted')

describe('a citizen number', () => {
  it('reads the examples of GB 11643', () => {
    expect(readCitizenNumber('11010519491231002X')).toEqual({
      number: '11010519491231002X',
      birth: '1949-12-31',
      sex: 'female',
      warning: undefined,
    })
    expect(readCitizenNumber('440524188001010014')).toMatchObject({ birth: '1880-01-01', sex: 'male' })
  })
  it('takes it as people type it', () =>
    expect(readCitizenNumber(' １１０１０５ 19491231 002x ')).toMatchObject({ number: '11010519491231002X' }))
  it.each([
    ['citizenNumberFailsCheck', '110105194912310021'],
    ['citizenNumberHasNoBirthDate', `11010520230229001${citizenCheck('11010520230229001')}`],
    ['citizenNumberHasNoBirthDate', `11010519491301002${citizenCheck('11010519491301002')}`],
    ['citizenNumberHasWrongForm', '110105491231002'],
    ['citizenNumberHasWrongForm', '1101051949123100X2'],
    ['citizenNumberHasWrongForm', ''],
  ])('is refused as %s: %s', (expected, number) => expect(rule(readCitizenNumber(number))).toBe(expected))
  it('of a historic region is accepted with a warning', () => {
    const first = '99010519491231002'
    expect(readCitizenNumber(first + citizenCheck(first))).toMatchObject({ warning: { zh: expect.stringContaining('地区代码') } })
  })
})

describe('a credit code', () => {
  it('reads the example of GB 32100', () => expect(readCreditCode('91350100m000100y43')).toBe('91350100M000100Y43'))
  it('is refused when the check fails, accepted with proof of registration', () => {
    expect(rule(readCreditCode('91350100M000100Y44'))).toBe('creditCodeFailsCheck')
    expect(readCreditCode('91350100M000100Y44', { registryProof: true })).toBe('91350100M000100Y44')
  })
  it('has its own alphabet, proof or not', () => {
    expect(rule(readCreditCode('9135010OM000100Y43'))).toBe('creditCodeHasWrongForm')
    expect(rule(readCreditCode('91350100M000100Y4', { registryProof: true }))).toBe('creditCodeHasWrongForm')
  })
})

it('check characters catch every single wrong digit and every swap of neighbours', () => {
  const citizen = fc.stringMatching(/^\d{17}$/)
  const credit = fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{17}$/)
  for (const [some, check] of [
    [citizen, citizenCheck],
    [credit, creditCheck],
  ] as const)
    fc.assert(
      fc.property(some, fc.nat(15), (first, at) => {
        const digit = first[at] ?? ''
        const changed = `${first.slice(0, at)}${digit === '0' ? '7' : '0'}${first.slice(at + 1)}`
        const swapped = `${first.slice(0, at)}${first[at + 1]}${digit}${first.slice(at + 2)}`
        expect(check(changed)).not.toBe(check(first))
        if (swapped !== first) expect(check(swapped)).not.toBe(check(first))
      }),
    )
})

describe('a telephone number', () => {
  it.each([
    ['138 1234-1234', '13812341234'],
    ['+86 13812341234', '13812341234'],
    ['8613812341234', '13812341234'],
    ['１９９１２３４１２３４', '19912341234'],
  ])('mobile %s', (typed, number) => expect(readMobile(typed)).toBe(number))
  it.each(['12812341234', '1381234123', '138123412345', '', 'abc'])('no mobile: %s', typed =>
    expect(rule(readMobile(typed))).toBe('mobileHasWrongForm'),
  )
  it.each([
    ['82345678', '0755-82345678'],
    ['0755-82345678', '0755-82345678'],
    ['075582345678', '0755-82345678'],
    ['(0755)82345678', '0755-82345678'],
    ['0755-82345678-801', '0755-82345678-801'],
    ['010-62345678', '010-62345678'],
    ['0571-8234567', '0571-8234567'],
  ])('landline %s', (typed, number) => expect(readLandline(typed)).toBe(number))
  it.each(['12345', '0755', '0755-1234567', '0755-823456789'])('no landline: %s', typed =>
    expect(rule(readLandline(typed))).toBe('landlineHasWrongForm'),
  )
  it('of either kind', () => {
    expect(readPhone('13812341234')).toBe('13812341234')
    expect(readPhone('82345678')).toBe('0755-82345678')
    expect(rule(readPhone('hello'))).toBe('phoneHasWrongForm')
  })
})

describe('another document', () => {
  const foreign = '91100019800101001'
  it.each<[DocumentType, string, string]>([
    ['citizenId', '11010519491231002x', '11010519491231002X'],
    ['hkMacaoPermit', 'H12345678', 'H12345678'],
    ['hkMacaoPermit', 'm1234567801', 'M1234567801'],
    ['taiwanPermit', '12345678', '12345678'],
    [
      'hkMacaoTaiwanResidence',
      `81000019800101001${citizenCheck('81000019800101001')}`,
      `81000019800101001${citizenCheck('81000019800101001')}`,
    ],
    ['passport', 'e12345678', 'E12345678'],
    ['foreignResidence', 'USA110080010100', 'USA110080010100'],
    ['foreignResidence', foreign + citizenCheck(foreign), foreign + citizenCheck(foreign)],
    ['none', 'whatever was typed', ''],
  ])('%s %s', (type, typed, number) => expect(readDocument(type, typed)).toEqual({ type, number }))
  it.each<[DocumentType, string, string]>([
    ['citizenId', '11010519491231003X', 'citizenNumberFailsCheck'],
    ['hkMacaoPermit', 'X12345678', 'documentHasWrongForm'],
    ['taiwanPermit', 'H12345678', 'documentHasWrongForm'],
    ['hkMacaoTaiwanResidence', '11010519491231002X', 'documentHasWrongForm'],
    ['passport', 'PASSPORT', 'documentHasWrongForm'],
    ['foreignResidence', foreign + (citizenCheck(foreign) === '0' ? '1' : '0'), 'citizenNumberFailsCheck'],
  ])('not %s: %s', (type, typed, expected) => expect(rule(readDocument(type, typed))).toBe(expected))
})
