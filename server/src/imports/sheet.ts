import { createHash } from 'node:crypto'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import { parse } from 'csv-parse/sync'
import { Unzip, UnzipInflate, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'

/** Limits of one import file. A district's whole staff list is a few hundred kilobytes. */
export const limits = { bytes: 8 * 1024 * 1024, unpacked: 96 * 1024 * 1024, entries: 400, rows: 50_000, columns: 60, cell: 4_000 } as const

export interface Sheet {
  readonly encoding: 'utf-8' | 'gb18030' | 'xlsx'
  readonly header: readonly string[]
  /** Cells as trimmed text, with the row number a spreadsheet shows. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
}

const tooLarge = refusal('too-large', text('文件过大', 'The file is too large'), {
  help: text('单个文件不超过 8 MB、5 万行，请分批导入', 'A file has at most 8 MB and 50,000 rows; import it in parts'),
})
const unreadable = (zh: string, en: string): Refusal =>
  refusal('unreadable-file', text(zh, en), {
    help: text('请另存为 UTF-8 或 GB18030 编码的 CSV，或 XLSX', 'Save it as CSV in UTF-8 or GB18030, or as XLSX'),
  })

export const digestOf = (file: Uint8Array): string => createHash('sha256').update(file).digest('hex')

/** Reads CSV or XLSX by content, never by name. Refuses what is too large, binary, or packed to explode. */
export async function readRows(file: Uint8Array): Promise<Sheet | Refusal> {
  if (file.byteLength === 0) return unreadable('文件是空的', 'The file is empty')
  if (file.byteLength > limits.bytes) return tooLarge
  if (file[0] === 0x50 && file[1] === 0x4b) return readXlsx(file)
  if (file[0] === 0xd0 && file[1] === 0xcf)
    return refusal('wrong-type', text('不支持旧版 .xls 文件', 'Old .xls files are not supported'), {
      help: text('请另存为 .xlsx', 'Save it as .xlsx'),
    })
  const decoded = decode(file)
  if (!decoded) return unreadable('文件不是文本表格', 'The file is not a text table')
  return readCsv(decoded.text, decoded.encoding)
}

/** UTF-8 with or without byte order mark, else GB18030; undefined when it is neither. */
export function decode(file: Uint8Array): { text: string; encoding: 'utf-8' | 'gb18030' } | undefined {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    try {
      const words = new TextDecoder(encoding, { fatal: true }).decode(file)
      // Control characters are what marks a binary file
      return /[\u0000-\u0008\u000e-\u001f]/.test(words) ? undefined : { text: words, encoding }
    } catch {
      // not this encoding: try the next
    }
  }
  return undefined
}

function readCsv(words: string, encoding: Sheet['encoding']): Sheet | Refusal {
  const firstLine = words.slice(0, words.indexOf('\n') >>> 0)
  const delimiter = ['\t', ';', ','].find(mark => firstLine.split(mark).length > 1 && !firstLine.includes(mark === ',' ? '\t' : ',')) ?? ','
  try {
    const rows: { row: number; cells: readonly string[] }[] = []
    parse(words, {
      bom: true,
      delimiter,
      relax_column_count: true,
      max_record_size: limits.columns * limits.cell,
      to: limits.rows + 2,
      on_record: (cells: string[], { lines }) => {
        rows.push({ row: lines, cells })
        return null
      },
    })
    return sheetOf(rows, encoding)
  } catch (error) {
    const { lines } = error as { lines?: number }
    const line = lines === undefined ? '' : ` ${lines} `
    return unreadable(`CSV 第${line}行的引号或分隔有误`, `CSV line${line}has wrong quotes or separators`)
  }
}

async function readXlsx(file: Uint8Array): Promise<Sheet | Refusal> {
  const packed = inspect(file)
  if (packed) return packed
  try {
    const data = await readSheet(Buffer.from(file))
    return sheetOf(
      data.map((cells, index) => ({ row: index + 1, cells: cells.map(cellText) })),
      'xlsx',
    )
  } catch {
    return unreadable('XLSX 文件已损坏或没有工作表', 'The XLSX file is damaged or has no sheet')
  }
}

/** Looks into the archive before the reader does. The directory states sizes but may lie, so the bytes are counted too. */
function inspect(file: Uint8Array): Refusal | undefined {
  let [entries, unpacked, macros, workbook] = [0, 0, false, false]
  try {
    unzipSync(file, {
      filter: entry => {
        entries++
        unpacked += Math.max(entry.originalSize, entry.size)
        macros ||= /vbaProject\.bin$/i.test(entry.name)
        workbook ||= entry.name === 'xl/workbook.xml'
        return false
      },
    })
  } catch {
    return unreadable('压缩包已损坏', 'The archive is damaged')
  }
  if (entries > limits.entries || unpacked > limits.unpacked || unpackedBytes(file) > limits.unpacked) return tooLarge
  if (macros || !workbook)
    return refusal('wrong-type', text('只接受不含宏的 .xlsx 工作簿', 'Only .xlsx workbooks without macros are accepted'), {
      help: text('请另存为 .xlsx 或 CSV', 'Save it as .xlsx or CSV'),
    })
  return undefined
}

/** Bytes that really come out, counted in small steps and no further than just beyond the limit. */
function unpackedBytes(file: Uint8Array): number {
  let bytes = 0
  const unzip = new Unzip(entry => {
    entry.ondata = (error, chunk) => {
      bytes += error ? limits.unpacked : chunk.length
    }
    entry.start()
  })
  unzip.register(UnzipInflate)
  const step = 16 * 1024
  for (let at = 0; at < file.byteLength && bytes <= limits.unpacked; at += step)
    unzip.push(file.subarray(at, at + step), at + step >= file.byteLength)
  return bytes
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  // Spreadsheets have no zone: what is shown is local time in Shanghai.
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '')
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function sheetOf(all: readonly { row: number; cells: readonly string[] }[], encoding: Sheet['encoding']): Sheet | Refusal {
  const [head, ...rest] = all
  if (!head) return unreadable('文件没有表头', 'The file has no header')
  if (rest.length > limits.rows || head.cells.length > limits.columns) return tooLarge
  const rows = rest
    .map(({ row, cells }) => ({ row, cells: cells.map(cell => bare(cell)) }))
    .filter(({ cells }) => cells.some(cell => cell !== ''))
  if (rows.some(({ cells }) => cells.some(cell => cell.length > limits.cell))) return tooLarge
  return { encoding, header: head.cells.map(cell => bare(cell)), rows }
}

/** Trims, and takes off the apostrophe by which exports keep a spreadsheet from computing a cell. */
const bare = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')
