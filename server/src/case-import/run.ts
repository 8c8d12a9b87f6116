import { isRefusal, type Refusal } from '@fengqiao/kernel'
import type { Cases } from '../cases/cases.ts'
import { type Built, buildCase, type Plan } from './build.ts'
import { MappingProblem, missingColumns, type Row, rowRefused, textOf } from './mapping.ts'
import type { Source, SourceRow } from './read-rows.ts'
import { importCases, isRowsFault, knownKeys, nextSerials } from './store.ts'

export interface Counts {
  /** Rows read; every one of them is in exactly one of the next three. */
  rows: number
  imported: number
  /** In already, from an earlier or a simultaneous run. */
  known: number
  refused: number
  /** Of the imported: closed ones, and open ones that a person must dispatch. */
  closed: number
  left: number
  /** Why they were left, by sentence. */
  readonly leftBecause: Map<string, number>
}

export interface Rejected {
  readonly line: number
  readonly key: string | null
  readonly because: Refusal
  readonly row: Row | null
}

export interface Watcher {
  onProgress(counts: Readonly<Counts>): void
  onRejected(rejected: Rejected): void
  /** True ends the run after the batches under way. */
  stopped(): boolean
}

export interface RunOptions extends Plan {
  readonly batch: number
  readonly dryRun: boolean
}

interface Candidate {
  readonly line: number
  readonly key: string
  readonly row: Row
}

/** While one batch is being written the next is decided; more than one under way gains nothing on the same machine. */
const underWay = 2

/**
 * Imports a source to its end. Safe to kill at any moment and to run again, also several at once: a row and its case are
 * written in one transaction. Throws what the database throws when it goes away, and MappingProblem on a missing column.
 */
export async function runImport(cases: Cases, source: Source, options: RunOptions, watcher: Watcher): Promise<Counts> {
  const counts: Counts = { rows: 0, imported: 0, known: 0, refused: 0, closed: 0, left: 0, leftBecause: new Map() }
  const seen = new Set<string>()
  const writing = new Set<Promise<void>>()
  let failed: { readonly error: unknown } | undefined
  const refuse = (rejected: Rejected): void => {
    counts.refused++
    watcher.onRejected(rejected)
  }
  for await (const rows of inBatches(source.rows(), options.batch)) {
    if (counts.rows === 0) checkColumns(rows, options)
    const candidates = rows.flatMap(row => sorted(row, counts, options, seen, refuse))
    while (writing.size >= underWay) await Promise.race(writing)
    if (failed) break
    const fresh = await notKnown(cases, options, candidates, counts)
    const built = await build(cases, options, fresh, refuse)
    const work = write(cases, options, built, counts, refuse)
      .catch(error => {
        failed ??= { error }
      })
      .finally(() => {
        writing.delete(work)
        watcher.onProgress(counts)
      })
    writing.add(work)
    if (watcher.stopped()) break
  }
  await Promise.all(writing)
  if (failed) throw failed.error
  watcher.onProgress(counts)
  return counts
}

/** Whether the mapping fits the file at all; rows of JSONL may each lack a column, so the whole first batch is asked. */
function checkColumns(rows: readonly SourceRow[], { mapping }: RunOptions): void {
  const columns = new Set(rows.flatMap(({ row }) => (isRefusal(row) ? [] : Object.keys(row))))
  const missing = columns.size > 0 ? missingColumns(mapping, columns) : []
  if (missing.length > 0)
    throw new MappingProblem(
      `映射中的列在文件里没有：${missing.join('、')}。 / The mapping names columns that the file does not have: ${missing.join(', ')}.`,
    )
}

/** The row with its key, or nothing when it was refused. */
function sorted(
  { line, row }: SourceRow,
  counts: Counts,
  { mapping }: RunOptions,
  seen: Set<string>,
  refuse: (rejected: Rejected) => void,
): Candidate[] {
  counts.rows++
  if (isRefusal(row)) {
    refuse({ line, key: null, because: row, row: null })
    return []
  }
  const key = textOf(mapping.key, row)
  const no =
    key === ''
      ? rowRefused('该行没有编号，无法防止重复导入', 'The row has no id of its own, so that it could come in twice')
      : key.length > 200
        ? rowRefused('编号超过 200 个字符', 'Its id has more than 200 characters')
        : seen.has(key)
          ? rowRefused(`编号 ${key} 在文件中已出现过`, `The id ${key} has stood in this file before`)
          : undefined
  if (no) {
    refuse({ line, key: key.slice(0, 200) || null, because: no, row })
    return []
  }
  seen.add(key)
  return [{ line, key, row }]
}

async function notKnown(
  { services }: Cases,
  { mapping }: RunOptions,
  candidates: readonly Candidate[],
  counts: Counts,
): Promise<readonly Candidate[]> {
  const known = await knownKeys(
    services.db,
    services.district,
    mapping.source,
    candidates.map(one => one.key),
  )
  counts.known += known.size
  return candidates.filter(({ key }) => !known.has(key))
}

type Ready = Candidate & Built

async function build(
  cases: Cases,
  options: RunOptions,
  candidates: readonly Candidate[],
  refuse: (rejected: Rejected) => void,
): Promise<readonly Ready[]> {
  if (candidates.length === 0) return []
  // A dry run takes no serials: nothing of it may be seen afterwards.
  const serials = options.dryRun ? [] : await nextSerials(cases.services.pool, candidates.length)
  return candidates.flatMap((candidate, index): Ready[] => {
    const built = buildCase(cases, options, candidate.key, candidate.row, serials[index] ?? 0)
    if (!isRefusal(built)) return [{ ...candidate, ...built }]
    refuse({ ...candidate, because: built })
    return []
  })
}

async function write(
  cases: Cases,
  options: RunOptions,
  ready: readonly Ready[],
  counts: Counts,
  refuse: (rejected: Rejected) => void,
): Promise<void> {
  if (ready.length === 0) return
  const { pool, district } = cases.services
  let went: ReadonlySet<string>
  try {
    const rows = ready.map(({ key, item }) => ({ key, case: item }))
    went = options.dryRun ? new Set(rows.map(row => row.key)) : await importCases(pool, district, options.mapping.source, rows)
  } catch (error) {
    if (!isRowsFault(error)) throw error
    const [only] = ready
    if (ready.length === 1 && only)
      return refuse({
        ...only,
        because: rowRefused('数据库不接受该行的内容', `The database does not take this row: ${(error as Error).message}`),
      })
    // One row spoils its batch: halve until it stands alone.
    const middle = Math.ceil(ready.length / 2)
    await write(cases, options, ready.slice(0, middle), counts, refuse)
    return write(cases, options, ready.slice(middle), counts, refuse)
  }
  counts.known += ready.length - went.size
  for (const one of ready) {
    if (!went.has(one.key)) continue
    counts.imported++
    if (one.closed) counts.closed++
    if (!one.left) continue
    counts.left++
    const { zh, en } = one.left.because
    counts.leftBecause.set(`${zh} / ${en}`, (counts.leftBecause.get(`${zh} / ${en}`) ?? 0) + 1)
  }
}

async function* inBatches<T>(rows: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
