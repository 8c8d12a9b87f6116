import type { getStatistics } from '@fengqiao/contract'
import { type Language, type Text, text } from '@fengqiao/kernel'
import writeXlsxFile from 'write-excel-file/node'
import type { z } from 'zod'
import { toCsv } from '../imports/write.ts'

/** Owns: the statistics as a table that a spreadsheet reads: one line a figure, the same for CSV and XLSX. */
type Statistics = z.input<typeof getStatistics.reply>
type Cell = string | number | null

const heads: readonly Text[] = [
  text('指标', 'Measure'),
  text('分组', 'By'),
  text('编号', 'Code'),
  text('名称', 'Name'),
  text('分子', 'Numerator'),
  text('分母', 'Denominator'),
  text('剔除', 'Excluded'),
  text('中位数（秒）', 'Median (s)'),
  text('九成位（秒）', '90th percentile (s)'),
]
const groups = {
  all: text('合计', 'Total'),
  day: text('日期', 'Day'),
  unit: text('单位', 'Unit'),
  place: text('地区', 'Place'),
  subject: text('事项', 'Subject'),
}
const matters = text('受理件数', 'Matters filed')

export function sheetOf({ measures, bySubject, from, to }: Statistics, language: Language): { header: string[]; rows: Cell[][] } {
  const say = (words: Text): string => words[language]
  return {
    header: heads.map(say),
    rows: [
      ...measures.flatMap(({ label, numerator, denominator, excluded, p50, p90, byDay, byUnit, byPlace }): Cell[][] => [
        [say(label), say(groups.all), `${from}/${to}`, '', numerator, denominator, excluded, p50, p90],
        ...byDay.map(row => [say(label), say(groups.day), row.day, '', row.numerator, row.denominator, null, null, null]),
        ...byUnit.map(row => [
          say(label),
          say(groups.unit),
          row.unit.id,
          say(row.unit.name),
          row.numerator,
          row.denominator,
          null,
          row.p50,
          null,
        ]),
        ...byPlace.map(row => [
          say(label),
          say(groups.place),
          row.place.id,
          say(row.place.name),
          row.numerator,
          row.denominator,
          null,
          null,
          null,
        ]),
      ]),
      ...bySubject.map(({ subject, count }): Cell[] => [
        say(matters),
        say(groups.subject),
        subject.id,
        say(subject.name),
        count,
        null,
        null,
        null,
        null,
      ]),
    ],
  }
}

export const csvOf = (statistics: Statistics, language: Language): string => {
  const { header, rows } = sheetOf(statistics, language)
  return toCsv({ header, rows: rows.map(row => row.map(cell => String(cell ?? ''))) })
}

/** Numbers stay numbers, so that the sheet can be added up; codes stay text. */
export function xlsxOf(statistics: Statistics, language: Language): Promise<Buffer> {
  const { header, rows } = sheetOf(statistics, language)
  const head = header.map(value => ({ value, fontWeight: 'bold' as const }))
  const body = rows.map(row =>
    row.map(value => (typeof value === 'number' ? { value, type: Number } : { value: value ?? '', type: String })),
  )
  return writeXlsxFile([head, ...body]).toBuffer()
}
