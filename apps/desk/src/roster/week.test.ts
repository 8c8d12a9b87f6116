import { expect, test } from 'vitest'
import { coversNow, gapsOf, mondayOf, plusDays, shiftsOn, weekOf } from './week.ts'

const shift = (startsAt: string, endsAt: string) => ({ startsAt: `${startsAt}:00+08:00`, endsAt: `${endsAt}:00+08:00` })

test('a week begins on Monday, also across a year', () => {
  expect(mondayOf('2026-03-02')).toBe('2026-03-02')
  expect(mondayOf('2026-03-08')).toBe('2026-03-02')
  expect(mondayOf('2026-01-01')).toBe('2025-12-29')
  expect(weekOf('2025-12-29').at(-1)).toBe('2026-01-04')
  expect(plusDays('2026-03-01', -1)).toBe('2026-02-28')
})

test('a day of nobody is one gap, a covered day has none', () => {
  expect(gapsOf([], '2026-03-02')).toEqual([{ from: new Date('2026-03-01T16:00:00Z'), to: new Date('2026-03-02T16:00:00Z') }])
  expect(gapsOf([shift('2026-03-01T20:30', '2026-03-02T08:30'), shift('2026-03-02T08:30', '2026-03-03T08:30')], '2026-03-02')).toEqual([])
})

test('what lies between two shifts is a gap, an overlap is not', () => {
  const day = [
    shift('2026-03-02T00:00', '2026-03-02T09:00'),
    shift('2026-03-02T08:00', '2026-03-02T12:00'),
    shift('2026-03-02T14:00', '2026-03-03T00:00'),
  ]
  expect(gapsOf(day, '2026-03-02')).toEqual([{ from: new Date('2026-03-02T04:00:00Z'), to: new Date('2026-03-02T06:00:00Z') }])
})

test('a shift stands on the day it begins; on the first day also what came over', () => {
  const night = shift('2026-03-01T20:00', '2026-03-02T08:00')
  expect(shiftsOn([night], '2026-03-02', false)).toEqual([])
  expect(shiftsOn([night], '2026-03-02', true)).toEqual([night])
})

test('at the hand-over minute the next one is on', () => {
  const day = shift('2026-03-02T08:00', '2026-03-02T20:00')
  expect(coversNow(day, new Date('2026-03-02T08:00:00+08:00'))).toBe(true)
  expect(coversNow(day, new Date('2026-03-02T20:00:00+08:00'))).toBe(false)
})
