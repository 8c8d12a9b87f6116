import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Amount,
  calendarDays,
  checked,
  courtDays,
  custodyDays,
  halfOf,
  hours,
  minutes,
  months,
  type Period,
  workingDays,
  workingHours,
  years,
} from './amount.ts'
import { type CalendarName, calendarNames, isWorkingDay, noHolidays, readHolidays } from './calendar.ts'
import { officeHours } from './count.ts'
import { dueAt } from './due.ts'
import { holidays2026 } from './holidays-2026.ts'
import { dayOfDate, fromLocal, localTime } from './local-time.ts'

const due = (start: string, period: Period, holidays = holidays2026) =>
  localTime(dueAt(fromLocal(start), period, period.calendar, holidays).due)

describe('a period in working days', () => {
  it.each([
    ['Monday to Monday, the start day not counted', '2026-03-02 09:20', 5, '2026-03-09 18:00'],
    ['started after office hours', '2026-03-02 23:59', 5, '2026-03-09 18:00'],
    ['started on a Sunday', '2026-03-01 10:00', 1, '2026-03-02 18:00'],
    ['across Spring Festival with its worked Saturdays', '2026-02-13 10:00', 3, '2026-02-25 18:00'],
    ['a worked Sunday counts', '2026-01-02 10:00', 1, '2026-01-04 18:00'],
    ['none at all: the end of the start day', '2026-03-02 09:20', 0, '2026-03-02 18:00'],
  ])('%s', (_, start, count, expected) => expect(due(start, workingDays(count))).toBe(expected))

  it('ends when the office says it ends', () => {
    const early = { ...officeHours, endOfWorkingDay: 17 * 60 + 30 }
    expect(localTime(dueAt('2026-03-02T01:20:00Z', workingDays(5), 'workingDay', holidays2026, early).due)).toBe('2026-03-09 17:30')
  })

  it('reads a "day" of the working calendar as a working day', () =>
    expect(dueAt('2026-03-02T01:20:00Z', { value: 5, unit: 'day' }, 'workingDay', holidays2026).due).toBe('2026-03-09T10:00:00.000Z'))
})

describe('a period in calendar days', () => {
  it('ends at 24:00 of its last day', () => expect(due('2026-03-02 09:20', calendarDays(15))).toBe('2026-03-18 00:00'))
  it('rolls a last day in the holiday to the first day after it', () => {
    expect(due('2026-02-05 08:00', calendarDays(15))).toBe('2026-02-25 00:00')
    expect(due('2026-02-05 08:00', courtDays(15))).toBe('2026-02-25 00:00')
  })
  it('rolls a last day on a weekend, but not on a weekend that is worked', () => {
    expect(due('2026-03-02 08:00', courtDays(5))).toBe('2026-03-10 00:00')
    expect(due('2026-02-09 08:00', courtDays(5))).toBe('2026-02-15 00:00')
  })
  it('never rolls in custody', () => expect(due('2026-02-05 08:00', custodyDays(15))).toBe('2026-02-21 00:00'))
})

describe('a period in months and years', () => {
  it.each([
    ['same-numbered day', '2026-01-15 10:00', months(1, 'custody'), '2026-02-16 00:00'],
    ['month end where there is none', '2026-01-31 10:00', months(1, 'custody'), '2026-03-01 00:00'],
    ['rolls', '2026-01-15 10:00', months(1), '2026-02-25 00:00'],
    ['thirteen months', '2025-01-31 10:00', months(13, 'custody'), '2026-03-01 00:00'],
    ['a year from a leap day', '2024-02-29 10:00', years(1, 'custody'), '2025-03-01 00:00'],
    ['under a working calendar it ends with the office', '2026-03-02 10:00', months(1, 'workingDay'), '2026-04-02 18:00'],
  ])('%s', (_, start, period, expected) => expect(due(start, period)).toBe(expected))
})

describe('a period in minutes and hours', () => {
  it('runs round the clock, through holidays', () => {
    expect(due('2026-02-16 23:50', minutes(15))).toBe('2026-02-17 00:05')
    expect(due('2026-02-16 09:20', hours(24))).toBe('2026-02-17 09:20')
  })
  it('leaves out the start hour where the statute does', () => {
    expect(due('2026-03-02 10:20', hours(24, 'custody'))).toBe('2026-03-03 11:00')
    expect(due('2026-03-02 10:00', hours(48, 'courtDay'))).toBe('2026-03-04 11:00')
  })
  it.each([
    ['within the morning', '2026-03-02 09:20', 2, '2026-03-02 11:20'],
    ['over lunch', '2026-03-02 11:30', 2, '2026-03-02 15:30'],
    ['ends with the session, not with the next one', '2026-03-02 09:00', 3, '2026-03-02 12:00'],
    ['from the evening', '2026-03-02 20:00', 2, '2026-03-03 11:00'],
    ['over a weekend', '2026-03-06 17:00', 2, '2026-03-09 10:00'],
    ['over Spring Festival', '2026-02-14 17:30', 1, '2026-02-24 09:30'],
    ['half hours', '2026-03-02 09:00', 1.5, '2026-03-02 10:30'],
  ])('counts office time %s', (_, start, count, expected) => expect(due(start, workingHours(count))).toBe(expected))
})

describe('an unknown year', () => {
  const provisional = (start: string, period: Period) => dueAt(fromLocal(start), period, period.calendar, holidays2026).provisional
  it('counts weekends only and says so', () => {
    expect(dueAt(fromLocal('2027-01-01 09:00'), workingDays(1), 'workingDay', holidays2026)).toEqual({
      due: '2027-01-04T10:00:00.000Z',
      provisional: true,
    })
    expect(provisional('2026-12-20 09:00', calendarDays(15))).toBe(true)
    expect(provisional('2026-12-14 09:00', workingDays(3))).toBe(false)
  })
  it('reaches back into the last week of December, which the next notice may still move', () =>
    expect(provisional('2026-12-24 09:00', workingDays(2))).toBe(true))
  it('does not touch time that runs round the clock, nor custody', () => {
    expect(provisional('2027-05-01 09:00', hours(24))).toBe(false)
    expect(provisional('2027-05-01 09:00', custodyDays(30))).toBe(false)
    expect(provisional('2027-05-01 09:00', workingHours(1))).toBe(true)
  })
})

describe('what cannot be counted', () => {
  it('is refused with the reason', () => {
    expect(() => workingDays(-1)).toThrow(/zero or more/)
    expect(() => months(1.5)).toThrow(/whole number/)
    expect(() => hours(Number.NaN)).toThrow(RangeError)
    expect(() => dueAt('next Tuesday', hours(1), 'calendarDay', noHolidays)).toThrow(/no point in time/)
    expect(() => checked({ value: 0.5, unit: 'day' })).toThrow(RangeError)
    expect(() => dayOfDate('2026-02-30')).toThrow(/no calendar date/)
    expect(() => fromLocal('2026-03-02 25:00')).toThrow(/no local time/)
  })
  it('a calendar that contradicts itself is not loaded', () => {
    expect(() => readHolidays({ 2026: { off: ['2026-01-01'], work: ['2026-01-01'] } })).toThrow(/both as off and as worked/)
    expect(() => readHolidays({ 2026: { off: ['2025-12-31'], work: [] } })).toThrow(/another year/)
    expect(() => readHolidays({ 2026: { off: ['1 May'], work: [] } })).toThrow()
  })
  it('a calendar without a working day ends in an error, not in an endless loop', () => {
    const off = Array.from({ length: 730 }, (_, day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10))
    const shut = readHolidays({ 2026: { off: off.slice(0, 365), work: [] }, 2027: { off: off.slice(365), work: [] } })
    expect(() => dueAt(fromLocal('2026-01-01 09:00'), workingDays(1), 'workingDay', shut)).toThrow(/every day as off/)
  })
})

it('half of a time is rounded up to what can be counted', () => {
  expect(halfOf(workingDays(5)).value).toBe(3)
  expect(halfOf(hours(3)).value).toBe(1.5)
})

it('a working day is told from a date or from an instant at its Shanghai date', () => {
  expect(isWorkingDay('2026-02-14', holidays2026)).toBe(true)
  expect(isWorkingDay('2026-02-17', holidays2026)).toBe(false)
  expect(isWorkingDay('2026-03-01T16:30:00Z', holidays2026)).toBe(true)
  expect(isWorkingDay('2026-03-01T15:30:00Z', holidays2026)).toBe(false)
})

const start = fc.date({ min: new Date('2026-01-01T00:00:00Z'), max: new Date('2026-11-30T00:00:00Z'), noInvalidDate: true })
const amount: fc.Arbitrary<Amount> = fc.record({
  value: fc.nat(40),
  unit: fc.constantFrom('minute', 'hour', 'workingHour', 'day', 'workingDay', 'month'),
})
const calendar = fc.constantFrom<CalendarName>(...calendarNames)

describe('always', () => {
  it('more is never earlier', () =>
    fc.assert(
      fc.property(start, amount, calendar, (at, some, name) => {
        const more = { ...some, value: some.value + 1 }
        expect(dueAt(at, more, name, holidays2026).due >= dueAt(at, some, name, holidays2026).due).toBe(true)
      }),
    ))
  it('later starts are never due earlier', () =>
    fc.assert(
      fc.property(start, fc.nat(20 * 864e5), amount, calendar, (at, gap, some, name) => {
        const later = new Date(at.getTime() + gap)
        expect(dueAt(later, some, name, holidays2026).due >= dueAt(at, some, name, holidays2026).due).toBe(true)
      }),
    ))
  it('outside custody a period in days ends on a working day; inside it has exactly its days', () =>
    fc.assert(
      fc.property(start, fc.nat(60), fc.constantFrom<CalendarName>('calendarDay', 'workingDay', 'courtDay'), (at, value, name) => {
        const last = (calendarName: CalendarName) =>
          new Date(Date.parse(dueAt(at, { value, unit: 'day' }, calendarName, holidays2026).due) - 1).toISOString()
        expect(isWorkingDay(last(name), holidays2026)).toBe(true)
        const day = (instant: string | Date) => Math.floor((new Date(instant).getTime() + 288e5) / 864e5)
        expect(day(last('custody')) - day(at)).toBe(value)
      }),
    ))
})
