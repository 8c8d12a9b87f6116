import { type Text, text } from '@fengqiao/kernel'
import type { CellProblem, Cells } from './kind.ts'

/** Collects what is wrong with one row while its cells are read. */
export class RowReader {
  readonly problems: CellProblem[] = []
  readonly #cells: Cells

  constructor(cells: Cells) {
    this.#cells = cells
  }

  text(column: string): string {
    return this.#cells[column] ?? ''
  }

  required(column: string): string {
    const value = this.text(column)
    if (value === '') this.wrong(column, text('此项必填', 'This is required'))
    return value
  }

  /** One of the ids, given as id or by either of its names. */
  oneOf<Id extends string>(column: string, names: Readonly<Record<Id, Text>>, fallback?: Id): Id | undefined {
    const value = this.text(column)
    if (value === '' && fallback !== undefined) return fallback
    const wanted = value.toLowerCase()
    const ids = Object.keys(names) as Id[]
    const found = ids.find(id => id.toLowerCase() === wanted || names[id].zh === value || names[id].en.toLowerCase() === wanted)
    if (found === undefined)
      this.wrong(
        column,
        value === ''
          ? text('此项必填', 'This is required')
          : text(
              `“${value}”不在可选项中：${ids.map(id => names[id].zh).join('、')}`,
              `“${value}” is none of: ${ids.map(id => names[id].en).join(', ')}`,
            ),
      )
    return found
  }

  known(column: string, value: string, exists: boolean, what: Text): void {
    if (value !== '' && !exists) this.wrong(column, text(`没有${what.zh}“${value}”`, `There is no ${what.en} “${value}”`))
  }

  /** Degrees, or undefined when the cell is empty. */
  degrees(column: string, limit: number): number | undefined {
    const value = this.text(column)
    if (value === '') return undefined
    const number = Number(value)
    if (Number.isFinite(number) && Math.abs(number) <= limit) return number
    this.wrong(column, text('须为 WGS 84 十进制度数', 'Must be decimal degrees, WGS 84'))
    return undefined
  }

  /** A moment: ISO-8601 with a zone, or `2026-03-02 09:00` meant in Asia/Shanghai; ISO in UTC comes back. */
  moment(column: string): string | undefined {
    const value = this.required(column)
    if (value === '') return undefined
    const found = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(value)
    const [, year = '', month = '', day = '', hour = '0', minute = '00'] = found ?? []
    const two = (digits: string) => digits.padStart(2, '0')
    const local = `${year}-${two(month)}-${two(day)}`
    const at = new Date(found ? `${local}T${two(hour)}:${minute}:00+08:00` : value)
    const real = !found || (!Number.isNaN(at.getTime()) && new Date(at.getTime() + 8 * 3_600_000).toISOString().startsWith(local))
    if (real && !Number.isNaN(at.getTime()) && (found || /(?:Z|[+-]\d\d:\d\d)$/.test(value))) return at.toISOString()
    this.wrong(column, text('时间须写作 2026-03-02 09:00', 'Write the time as 2026-03-02 09:00'))
    return undefined
  }

  wrong(column: string, because: Text): void {
    this.problems.push({ column, because })
  }
}

/** `2026-03-02 09:00` in Asia/Shanghai, as `moment` reads it. */
export const momentCell = (at: string): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

export const idPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,78}$/u
