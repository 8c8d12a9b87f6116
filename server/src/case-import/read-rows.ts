import { createReadStream, statSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import type { Refusal } from '@fengqiao/kernel'
import { type Mapping, type Row, rowRefused } from './mapping.ts'

/** A row with the line it stands on (1 is the first), or why it cannot be read. */
export interface SourceRow {
  readonly line: number
  readonly row: Row | Refusal
}

export interface Source {
  readonly bytes: number
  /** Bytes of the rows given so far. */
  read(): number
  rows(): AsyncGenerator<SourceRow>
}

const longest = 1_000_000

/** Opens CSV (by `.csv` or `.tsv`) or JSONL (anything else) as a stream: a file of any size needs the memory of a batch. */
export function openSource(path: string, mapping: Pick<Mapping, 'encoding' | 'delimiter'>): Source {
  const bytes = statSync(path).size
  // Counted row by row: the stream itself reads far ahead, and the time left would be told too short.
  let seen = 0
  const wider = mapping.encoding === 'utf-8' ? 1 : 2 / 3
  const note = (amount: number): void => {
    seen += amount * wider
  }
  const words = (): Readable =>
    Readable.fromWeb(
      Readable.toWeb(createReadStream(path)).pipeThrough(new TextDecoderStream(mapping.encoding)) as Parameters<typeof Readable.fromWeb>[0],
    )
  const table = /\.(csv|tsv)$/i.test(path)
  return {
    bytes,
    read: () => seen,
    rows: () => (table ? csvRows(words(), mapping.delimiter ?? (/tsv$/i.test(path) ? '\t' : ','), note) : jsonRows(words(), note)),
  }
}

async function* jsonRows(words: Readable, note: (bytes: number) => void): AsyncGenerator<SourceRow> {
  let line = 0
  for await (const written of createInterface({ input: words, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    note(Buffer.byteLength(written) + 1)
    if (written.trim() !== '') yield { line, row: checked(readJson(written)) }
  }
}

function readJson(written: string): Row | Refusal {
  if (written.length > longest) return rowRefused('该行超过一百万字符', 'The line has more than a million characters')
  try {
    const row: unknown = JSON.parse(written)
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Row
  } catch {
    // said below
  }
  return rowRefused('该行不是 JSON 对象', 'The line is not a JSON object')
}

async function* csvRows(words: Readable, delimiter: string, note: (bytes: number) => void): AsyncGenerator<SourceRow> {
  let before = 0
  const broken: SourceRow[] = []
  const parser = parse({
    columns: true,
    bom: true,
    delimiter,
    info: true,
    trim: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: longest,
  })
  parser.on('skip', (error: { lines?: number; message: string } | undefined) => {
    broken.push({
      line: error?.lines ?? 0,
      row: rowRefused(`该行不是完整的 CSV 记录（${error?.message ?? ''}）`, `The line is not a whole CSV record (${error?.message ?? ''})`),
    })
  })
  words.on('error', error => parser.destroy(error))
  for await (const { record, info } of words.pipe(parser) as AsyncIterable<{ record: Row; info: { lines: number; bytes: number } }>) {
    note(info.bytes - before)
    before = info.bytes
    yield* broken.splice(0)
    yield { line: info.lines, row: checked(record) }
  }
  yield* broken.splice(0)
}

/** Text that the database or a reader could not take: NUL, and bytes that were not in the file's encoding. */
function checked(row: Row | Refusal): Row | Refusal {
  for (const value of Object.values(row)) {
    if (typeof value !== 'string') continue
    if (value.includes('\u0000')) return rowRefused('该行含有空字符', 'The row holds a NUL character')
    if (value.includes('\ufffd') || !value.isWellFormed())
      return rowRefused('该行有不属于所述编码的字节', 'The row holds bytes that are not of the stated encoding')
  }
  return row
}
