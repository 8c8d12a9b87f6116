import { expect, test } from 'vitest'
import { barValue, byName, headline, type Measure, madeOf, percent, shareOf } from './figures.ts'

const measure = (given: Partial<Measure>): Measure => ({
  name: 'onTime',
  label: { zh: '按时办结率', en: 'On time' },
  kind: 'onTime',
  numerator: 0,
  denominator: null,
  excluded: 0,
  p50: null,
  p90: null,
  byDay: [],
  byUnit: [],
  byPlace: [],
  ...given,
})

test('a share of nothing is no share', () => {
  expect(shareOf(0, 0)).toBeUndefined()
  expect(headline(measure({ denominator: 0 })).zh).toBe('—')
  expect(headline(measure({ numerator: 5, denominator: 8 })).zh).toBe('62.5%')
  expect(percent(1)).toBe('100%')
})

test('a figure says what it is made of and what was left out', () => {
  expect(madeOf(measure({ numerator: 5, denominator: 8, excluded: 2 })).zh).toBe('5 / 8 件，另有 2 件不计')
  expect(madeOf(measure({ kind: 'time', numerator: 7, p50: 3600, p90: 7200 })).en).toBe('median of 7; nine in ten within 2 h')
})

test('bars stand by name, never by how many', () => {
  const rows = [
    { name: { zh: '望海', en: 'Wanghai' }, count: 1 },
    { name: { zh: '枫岭', en: 'Fengling' }, count: 900 },
  ]
  expect(byName(rows).map(({ name }) => name.zh)).toEqual(['枫岭', '望海'])
})

test('a bar is in the unit of its measure', () => {
  const bar = { name: { zh: '', en: '' }, numerator: 1, denominator: 4, p50: 5400 }
  expect(barValue('ratio', bar)).toBe(25)
  expect(barValue('time', bar)).toBe(1.5)
  expect(barValue('ratio', { ...bar, denominator: 0 })).toBeUndefined()
  expect(barValue('count', { ...bar, denominator: null })).toBe(1)
})
