import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Amount, calendarDays, hours, months, type Period, workingDays, workingHours } from './amount.ts'
import { type CalendarName, calendarNames } from './calendar.ts'
import { extendClock, pauseClock, recompute, resumeClock, startClock } from './clock.ts'
import { countDays } from './count.ts'
import { dueAt } from './due.ts'
import { holidays2026 } from './holidays-2026.ts'
import { dayOf, fromLocal, localTime } from './local-time.ts'

const clockOf = (start: string, period: Period) => startClock(fromLocal(start), period, period.calendar)
const due = (clock: ReturnType<typeof clockOf>, now?: string) => localTime(recompute(clock, holidays2026, now && fromLocal(now)).due)
const paused = (clock: ReturnType<typeof clockOf>, from: string, to: string) =>
  resumeClock(pauseClock(clock, fromLocal(from), 'awaitingResident'), fromLocal(to))

describe('a pause', () => {
  const five = clockOf('2026-03-02 09:20', workingDays(5))
  it.each([
    ['within one day gives nothing back', '2026-03-04 09:00', '2026-03-04 17:00', '2026-03-09 18:00'],
    ['over two nights gives two working days back', '2026-03-03 15:00', '2026-03-05 10:00', '2026-03-11 18:00'],
    ['over a weekend gives one working day back', '2026-03-06 15:00', '2026-03-09 10:00', '2026-03-10 18:00'],
    ['after the clock was due changes nothing', '2026-03-09 18:00', '2026-03-20 10:00', '2026-03-09 18:00'],
    ['on the due day, resumed after hours, leaves a day to act', '2026-03-09 10:00', '2026-03-11 20:00', '2026-03-12 18:00'],
  ])('%s', (_, from, to, expected) => expect(due(paused(five, from, to))).toBe(expected))

  it('gives a round-the-clock deadline the time it took', () =>
    expect(due(paused(clockOf('2026-03-02 09:20', hours(24)), '2026-03-02 10:00', '2026-03-02 11:30'))).toBe('2026-03-03 10:50'))
  it('gives a deadline in office hours only the office time it took', () =>
    expect(due(paused(clockOf('2026-03-02 09:00', workingHours(4)), '2026-03-02 11:00', '2026-03-02 14:30'))).toBe('2026-03-02 16:30'))
  it('in months gives whole calendar days back, before the last day rolls', () =>
    expect(due(paused(clockOf('2026-03-10 09:00', months(1)), '2026-03-20 09:00', '2026-03-21 09:00'))).toBe('2026-04-14 00:00'))
  it('counts overlapping times once', () => {
    const pauses = [
      { from: fromLocal('2026-03-03 09:00'), to: fromLocal('2026-03-05 09:00'), reason: 'awaitingResident' },
      { from: fromLocal('2026-03-04 09:00'), to: fromLocal('2026-03-05 10:00'), reason: 'awaitingAppraisal' },
    ]
    expect(due({ ...five, pauses })).toBe('2026-03-11 18:00')
  })
  it('while open moves the due time with the clock on the wall', () => {
    const open = pauseClock(five, fromLocal('2026-03-03 15:00'), 'awaitingResident')
    expect(recompute(open, holidays2026)).toEqual({ due: '2026-03-09T10:00:00.000Z', provisional: false, paused: true })
    expect(due(open, '2026-03-03 16:00')).toBe('2026-03-09 18:00')
    expect(due(open, '2026-03-12 16:00')).toBe('2026-03-18 18:00')
    expect(pauseClock(open, fromLocal('2026-03-04 15:00'), 'awaitingAppraisal')).toBe(open)
    expect(recompute(resumeClock(open, fromLocal('2026-03-03 16:00')), holidays2026).paused).toBe(false)
  })
})

describe('an extension', () => {
  const at = fromLocal('2026-03-05 10:00')
  it('lengthens the period: 5 and 15 working days are 20', () =>
    expect(due(extendClock(clockOf('2026-03-02 09:20', workingDays(5)), workingDays(15), 'unit head', at))).toBe(
      localTime(dueAt(fromLocal('2026-03-02 09:20'), workingDays(20), 'workingDay', holidays2026).due),
    ))
  it('is added before the last day rolls', () =>
    expect(due(extendClock(clockOf('2026-03-02 09:20', calendarDays(5)), calendarDays(1), 'unit head', at))).toBe('2026-03-10 00:00'))
  it('of months counts from the start: 31 January and two single months end on 31 March', () => {
    const clock = clockOf('2026-01-31 10:00', months(1, 'custody'))
    expect(due(extendClock(clock, months(1), 'procuratorate', at))).toBe('2026-04-01 00:00')
  })
  it('of working days on calendar days starts where these rolled to', () =>
    expect(due(extendClock(clockOf('2026-03-02 09:20', calendarDays(5)), workingDays(1), 'unit head', at))).toBe('2026-03-10 18:00'))
  it('of days on hours ends with the day, of hours on days runs on from the day’s end', () => {
    expect(due(extendClock(clockOf('2026-03-02 09:20', hours(24)), workingDays(1), 'unit head', at))).toBe('2026-03-04 18:00')
    expect(due(extendClock(clockOf('2026-03-02 09:20', workingDays(1)), hours(24), 'unit head', at))).toBe('2026-03-04 18:00')
  })
})

const instant = fc.date({ min: new Date('2026-01-05T00:00:00Z'), max: new Date('2026-08-31T00:00:00Z'), noInvalidDate: true })
const amount: fc.Arbitrary<Amount> = fc.record({
  value: fc.integer({ min: 1, max: 30 }),
  unit: fc.constantFrom('minute', 'hour', 'workingHour', 'day', 'workingDay', 'month'),
})
const calendar = fc.constantFrom<CalendarName>(...calendarNames)
const gap = fc.oneof(fc.nat(2 * 864e5), fc.nat(30 * 864e5))
const iso = (base: Date | string, ms: number) => new Date(new Date(base).getTime() + ms).toISOString()
const dueOf = (clock: ReturnType<typeof startClock>) => recompute(clock, holidays2026).due

describe('always', () => {
  it('without pauses and extensions a clock is due when its period is', () =>
    fc.assert(
      fc.property(instant, amount, calendar, (start, some, name) => {
        expect(dueOf(startClock(start.toISOString(), some, name))).toBe(dueAt(start, some, name, holidays2026).due)
      }),
    ))

  it('pausing never makes the clock due earlier, a longer pause never earlier than a shorter, resuming at once changes nothing', () =>
    fc.assert(
      fc.property(instant, amount, calendar, gap, gap, gap, (start, some, name, first, length, more) => {
        const clock = startClock(start.toISOString(), some, name)
        const from = iso(start, first)
        const upTo = (to: string) => dueOf(resumeClock(pauseClock(clock, from, 'why'), to))
        expect(upTo(iso(from, length)) >= dueOf(clock)).toBe(true)
        expect(upTo(iso(from, length + more)) >= upTo(iso(from, length))).toBe(true)
        expect(upTo(from)).toBe(dueOf(clock))
      }),
    ))

  it('a clock paused in time is not due before it is resumed, and an open pause is never overdue', () =>
    fc.assert(
      fc.property(instant, amount, calendar, gap, gap, (start, some, name, first, length) => {
        const clock = startClock(start.toISOString(), some, name)
        const from = iso(start, first)
        fc.pre(from < dueOf(clock))
        const to = iso(from, length)
        expect(dueOf(resumeClock(pauseClock(clock, from, 'why'), to)) >= to).toBe(true)
        expect(recompute(pauseClock(clock, from, 'why'), holidays2026, to).due >= to).toBe(true)
      }),
    ))

  it('after a pause, a clock in days has the days that were left, counted anew from the day of resuming', () =>
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom('day', 'workingDay'),
        calendar,
        gap,
        gap,
        (start, value, unit, name, first, length) => {
          const clock = startClock(start.toISOString(), { value, unit }, name)
          const from = iso(start, first)
          const working = unit === 'workingDay' || name === 'workingDay'
          const used = countDays(dayOf(start.getTime()), dayOf(Date.parse(from)), working, holidays2026)
          fc.pre(used < value)
          const to = iso(from, length)
          const anew = dueAt(to, { value: value - used, unit }, name, holidays2026).due
          expect(dueOf(resumeClock(pauseClock(clock, from, 'why'), to))).toBe(anew)
        },
      ),
    ))

  it('extending never makes the clock due earlier', () =>
    fc.assert(
      fc.property(instant, amount, amount, calendar, (start, some, extra, name) => {
        const clock = startClock(start.toISOString(), some, name)
        expect(dueOf(extendClock(clock, extra, 'unit head', clock.startedAt)) >= dueOf(clock)).toBe(true)
      }),
    ))
})
