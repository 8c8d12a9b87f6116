import { readFileSync } from 'node:fs'
import { type Holidays, readHolidays } from '@fengqiao/kernel'

/**
 * The State Council's notices that ship with the house (2007–2026, written by `tools/holidays.ts`); the starting point of an
 * empty deployment, where an administrator then signs each new year.
 */
export const shippedHolidays = (): Holidays =>
  readHolidays(JSON.parse(readFileSync(new URL('../../data/holidays.json', import.meta.url), 'utf8')))
