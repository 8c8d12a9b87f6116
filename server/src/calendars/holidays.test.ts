import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isWorkingDay } from '@fengqiao/kernel'
import { expect, it } from 'vitest'
import { shippedHolidays } from './holidays.ts'

const DAY = 86_400_000
const data = process.env.FENGQIAO_SHARED
  ? `${process.env.FENGQIAO_SHARED}/data`
  : fileURLToPath(new URL('../../../../shared/data', import.meta.url))
const holidays = shippedHolidays()

it('ships the notices of 2007 to 2026, one table a year', () => {
  expect([...holidays.years.keys()]).toEqual(Array.from({ length: 20 }, (_, index) => 2007 + index))
  expect(isWorkingDay('2026-02-14', holidays)).toBe(true)
  expect(isWorkingDay('2026-10-01', holidays)).toBe(false)
})

const present = existsSync(`${data}/calendar/2026.json`)
it(
  present
    ? 'every day of 2007–2026 equals the published notices'
    : `the published notices are absent from ${data}: nothing to compare with`,
  () => {
    if (!present) return expect(holidays.years.size).toBe(20)
    const published = new Map<string, boolean>()
    for (let year = 2007; year <= 2027; year++) {
      const notice = JSON.parse(readFileSync(`${data}/calendar/${year}.json`, 'utf8')) as { days: { date: string; isOffDay: boolean }[] }
      for (const { date, isOffDay } of notice.days) published.set(date, isOffDay)
    }
    const wrong: string[] = []
    let count = 0
    for (let at = Date.UTC(2007, 0, 1); at < Date.UTC(2027, 0, 1); at += DAY, count++) {
      const date = new Date(at).toISOString().slice(0, 10)
      const weekend = [0, 6].includes(new Date(at).getUTCDay())
      const worked = published.has(date) ? !published.get(date) : !weekend
      if (isWorkingDay(date, holidays) !== worked) wrong.push(date)
    }
    expect(wrong).toEqual([])
    expect(count).toBe(7305)
  },
)
