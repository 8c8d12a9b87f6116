import type { DryRun } from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import type { CellProblem, Cells, Column, ImportContext, ImportOf } from './kind.ts'
import { readFeatures } from './places.ts'
import { digestOf, readRows } from './sheet.ts'

interface Row {
  readonly row: number
  readonly cells: Cells
}

export interface Prepared<Line> {
  readonly report: DryRun
  /** Accepted lines that add or change something. */
  readonly lines: readonly Line[]
}

type Rejected = DryRun['rejected'][number]

/** Reads and judges a whole file; writes nothing. Every bad cell is named, not only the first. */
export async function dryRun<Line>(
  db: Db,
  what: ImportOf<Line>,
  file: Uint8Array,
  context: ImportContext,
): Promise<Prepared<Line> | Refusal> {
  const read = await rowsOf(what, file)
  if (isRefusal(read)) return read
  const keyColumn = what.columns.find(column => column.required)?.key ?? ''
  const keys = new Set(read.rows.map(({ cells }) => cells[keyColumn] ?? ''))
  const rejected: Rejected[] = []
  const nameOf = (key: string) => read.headerOf.get(key) ?? key
  const reject = (row: number, { column, because }: CellProblem) => rejected.push({ row, column: nameOf(column), because })
  const accepted = new Map<string, { row: number; line: Line }>()
  for (const { row, cells } of read.rows) {
    const line = what.read(cells, context, keys)
    if (isProblems(line)) for (const problem of line) reject(row, problem)
    else {
      const key = what.keyOf(line)
      const first = accepted.get(key)
      if (first) reject(row, { column: keyColumn, because: text(`与第 ${first.row} 行重复`, `Repeats row ${first.row}`) })
      else accepted.set(key, { row, line })
    }
  }
  for (const [key, problem] of what.together?.(
    [...accepted.values()].map(({ line }) => line),
    context,
  ) ?? []) {
    const found = accepted.get(key)
    if (!found) continue
    reject(found.row, problem)
    accepted.delete(key)
  }
  const before = new Map((await what.existing(context, db)).map(line => [what.keyOf(line), what.write(line, context)]))
  const judged = [...accepted].map(([key, { row, line }]) => ({ key, row, line, ...compare(before.get(key), what.write(line, context)) }))
  const count = (change: 'added' | 'changed' | 'same') => judged.filter(one => one.change === change).length
  const changing = judged.filter(one => one.change !== 'same')
  return {
    lines: changing.map(one => one.line),
    report: {
      kind: what.kind,
      digest: digestOf(file),
      encoding: read.encoding,
      accepted: judged.length,
      rejected: rejected.toSorted((a, b) => a.row - b.row),
      changes: {
        added: count('added'),
        changed: count('changed'),
        same: count('same'),
        preview: changing.slice(0, 50).map(({ row, key, change, what: words }) => ({ row, key, change, what: words })),
      },
    },
  }
}

/** Applies a file that its dry run accepted whole: all rows or none. `digest` proves that it is the file that was looked at. */
export async function applyFile<Line>(
  db: Db,
  what: ImportOf<Line>,
  file: Uint8Array,
  digest: string,
  context: ImportContext,
): Promise<DryRun | Refusal> {
  if (digestOf(file) !== digest)
    return refusal('another-file', text('这不是试运行时的那个文件', 'This is not the file of the dry run'), {
      help: text('请重新试运行', 'Make the dry run again'),
    })
  const prepared = await dryRun(db, what, file, context)
  if (isRefusal(prepared)) return prepared
  const { rejected } = prepared.report
  if (rejected.length > 0)
    return refusal(
      'rows-rejected',
      text(`有 ${rejected.length} 处错误，未导入任何一行`, `${rejected.length} errors: nothing was imported`),
      {
        help: text('请按试运行结果改正后重新导入', 'Correct what the dry run named and import again'),
      },
    )
  if (prepared.lines.length > 0) await db.transaction().execute(trx => what.apply(trx, prepared.lines, context))
  return prepared.report
}

const isProblems = <Line>(read: Line | readonly CellProblem[]): read is readonly CellProblem[] => Array.isArray(read)

function compare(before: Cells | undefined, after: Cells): { change: 'added' | 'changed' | 'same'; what: string } {
  if (!before) return { change: 'added', what: '' }
  const differing = Object.keys(after).filter(key => before[key] !== after[key])
  if (differing.length === 0) return { change: 'same', what: '' }
  const show = (value: string | undefined) => ((value ?? '').length > 40 ? `${value?.slice(0, 40)}…` : (value ?? ''))
  return {
    change: 'changed',
    what: differing
      .map(key => `${key}: ${show(before[key])} → ${show(after[key])}`)
      .join('; ')
      .slice(0, 400),
  }
}

interface Rows {
  readonly encoding: string
  readonly rows: readonly Row[]
  /** The header as the file has it, by column key. */
  readonly headerOf: ReadonlyMap<string, string>
}

async function rowsOf<Line>(what: ImportOf<Line>, file: Uint8Array): Promise<Rows | Refusal> {
  if (what.kind === 'places') {
    const rows = readFeatures(file)
    return isRefusal(rows) ? rows : { encoding: 'geojson', rows, headerOf: new Map() }
  }
  const sheet = await readRows(file)
  if (isRefusal(sheet)) return sheet
  const at = new Map(what.columns.map(column => [column.key, indexOf(column, sheet.header)]))
  const missing = what.columns.filter(column => column.required && at.get(column.key) === -1)
  if (missing.length > 0)
    return refusal(
      'missing-columns',
      text(`缺少列：${missing.map(column => column.zh).join('、')}`, `Missing columns: ${missing.map(column => column.en).join(', ')}`),
      { help: text('表头可用中文或英文列名，可先导出一份作样板', 'Headers may be Chinese or English; export a file to get a pattern') },
    )
  const headerOf = new Map(
    what.columns.flatMap(column => {
      const header = sheet.header[at.get(column.key) ?? -1]
      return header === undefined ? [] : [[column.key, header] as const]
    }),
  )
  const cellsOf = (cells: readonly string[]) => Object.fromEntries([...at].map(([key, index]) => [key, cells[index] ?? '']))
  return { encoding: sheet.encoding, rows: sheet.rows.map(({ row, cells }) => ({ row, cells: cellsOf(cells) })), headerOf }
}

function indexOf(column: Column, header: readonly string[]): number {
  const names = [column.key, column.zh, column.en].map(plain)
  return header.findIndex(name => names.includes(plain(name)))
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_*-]/g, '')
