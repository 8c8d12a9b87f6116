import { type Holidays, readHolidays } from './calendar.ts'

/** The State Council's notice for 2026, for walks and tests; running systems load every year from the server's data. */
const dates = (days: string): string[] => days.split(' ').map(day => `2026-${day}`)

export const holidays2026: Holidays = readHolidays({
  2026: {
    off: dates(
      '01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06 05-01 05-02 05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07',
    ),
    work: dates('01-04 02-14 02-28 05-09 09-20 10-10'),
  },
})
