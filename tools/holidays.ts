/**
 * Writes server/data/holidays.json from the npm package `chinese-days` (MIT), which restates the State Council's yearly
 * holiday notices. Run once a year, when the notice for the next year is out and the package has it:
 * `node tools/holidays.ts`. Then sign the new year in the desk; open deadlines marked provisional are recomputed.
 */
import { writeFileSync } from 'node:fs'
import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

const FIRST_YEAR = 2007

const years: Record<string, { off: string[]; work: string[] }> = {}
for (const [kind, table] of [
  ['off', days.holidays],
  ['work', days.workdays],
] as const)
  for (const date of Object.keys(table).sort()) {
    const year = date.slice(0, 4)
    if (Number(year) < FIRST_YEAR) continue
    years[year] ??= { off: [], work: [] }
    years[year][kind].push(date)
  }

// A year known only from a neighbour's notice (New Year moves days of December) is not a known year.
for (const [year, { off }] of Object.entries(years)) if (off.length < 10) delete years[year]

const target = new URL('../server/data/holidays.json', import.meta.url)
const lines = Object.entries(years).map(([year, table]) => `  ${JSON.stringify(year)}: ${JSON.stringify(table)}`)
writeFileSync(target, `{\n${lines.join(',\n')}\n}\n`)
console.log(`Wrote ${lines.length} years, ${Object.keys(years)[0]} to ${Object.keys(years).at(-1)}, to server/data/holidays.json`)
