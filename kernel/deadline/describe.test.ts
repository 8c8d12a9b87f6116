import { expect, it } from 'vitest'
import { describeDue, dueTimeOf } from './describe.ts'
import { holidays2026 } from './holidays-2026.ts'
import { fromLocal } from './local-time.ts'

it.each([
  ['2026-03-09 18:00', '2026-03-05 10:00', 'workingDay', '剩余 2 个工作日', '2 working days left'],
  ['2026-03-09 18:00', '2026-03-06 19:00', 'workingDay', '剩余 1 个工作日', '1 working day left'],
  ['2026-03-09 18:00', '2026-03-09 14:59', 'workingDay', '剩余 3 小时', '3 hours left'],
  ['2026-03-09 18:00', '2026-03-09 17:59', 'workingDay', '剩余 1 分钟', '1 minute left'],
  ['2026-03-10 00:00', '2026-03-05 10:00', 'calendarDay', '剩余 4 天', '4 days left'],
  ['2026-03-09 18:00', '2026-03-11 19:00', 'workingDay', '已逾期 2 个工作日', 'Overdue by 2 working days'],
  ['2026-03-10 00:00', '2026-03-12 10:00', 'courtDay', '已逾期 3 天', 'Overdue by 3 days'],
  ['2026-03-06 18:00', '2026-03-08 10:00', 'workingDay', '已逾期 40 小时', 'Overdue by 40 hours'],
] as const)('due %s, at %s', (due, now, calendar, zh, en) =>
  expect(describeDue(fromLocal(due), fromLocal(now), calendar, holidays2026)).toEqual({ zh, en }),
)

it('midnight is told as 24:00 of the day that ends', () => {
  expect(dueTimeOf(fromLocal('2026-03-10 00:00'))).toBe('2026-03-09 24:00')
  expect(dueTimeOf(fromLocal('2026-03-09 18:00'))).toBe('2026-03-09 18:00')
})
