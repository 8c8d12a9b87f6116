import type { CalendarName } from './calendar.ts'

/** How long: 5 working days, 30 minutes. Days, months and years are whole; smaller units may be fractions. */
export interface Amount {
  readonly value: number
  readonly unit: AmountUnit
}
export const amountUnits = ['minute', 'hour', 'workingHour', 'day', 'workingDay', 'month', 'year'] as const
export type AmountUnit = (typeof amountUnits)[number]

/** An amount with the calendar that its source names: what a procedure writes. */
export interface Period extends Amount {
  readonly calendar: CalendarName
}

const period =
  (unit: AmountUnit, usual: CalendarName) =>
  (value: number, calendar: CalendarName = usual): Period =>
    checked({ value, unit, calendar })

/** Minutes and hours run round the clock. */
export const minutes = period('minute', 'calendarDay')
export const hours = period('hour', 'calendarDay')
/** Hours of office time: nights, lunch, weekends and holidays stand still. */
export const workingHours = period('workingHour', 'workingDay')
export const calendarDays = period('day', 'calendarDay')
export const workingDays = period('workingDay', 'workingDay')
/** CPL 85: a last day that is a statutory rest day rolls to the first day after. */
export const courtDays = period('day', 'courtDay')
/** CrPL 105: in custody no rest day ever lengthens the period. */
export const custodyDays = period('day', 'custody')
export const months = period('month', 'calendarDay')
export const years = period('year', 'calendarDay')

/** Half, rounded up to what the unit can count: a reopened matter gets half its original time. */
export const halfOf = <A extends Amount>(amount: A): A => ({
  ...amount,
  value: isWhole(amount.unit) ? Math.ceil(amount.value / 2) : amount.value / 2,
})

/** Days, months and years fall due at the end of a day; the other units at an instant. */
export const isWhole = (unit: AmountUnit): boolean => unit === 'day' || unit === 'workingDay' || unit === 'month' || unit === 'year'

/** Returns the amount, or throws RangeError when it is negative, not finite, or a fraction of a day, month or year. */
export function checked<A extends Amount>(amount: A): A {
  const { value, unit } = amount
  if (!Number.isFinite(value) || value < 0 || (isWhole(unit) && !Number.isInteger(value)))
    throw new RangeError(`A deadline of ${value} ${unit} cannot be counted; give a ${isWhole(unit) ? 'whole ' : ''}number of zero or more`)
  return amount
}
