import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  evaluate,
  type Figures,
  figuresOf,
  foldsOf,
  groupCopies,
  type Judged,
  judgeWith,
  type LabelledMessage,
  type TriageModel,
  train,
} from '@fengqiao/server/triage'
import { type HotspotMessage, measureHotspots } from './triage-hotspots.ts'

/**
 * Measures learned triage: `--train FILE [--test FILE] [--only-raw] [--transfer FILE] [--hotspots FILE [--clusters FILE]] [--json]`.
 * Files are JSONL with title, body, label and, for `--only-raw`, raw. Without `--test` it cross-validates on the training file.
 * The last line on standard output is one JSON object; docs/triage.md says what each figure means.
 */

interface Row extends LabelledMessage {
  readonly raw?: boolean
}

const outerFolds = 5

export async function run(given: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...given],
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      'only-raw': { type: 'boolean', default: false },
      transfer: { type: 'string' },
      hotspots: { type: 'string' },
      clusters: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  if (values.train === undefined && values.hotspots === undefined)
    throw new Error('Nothing to measure: give --train FILE (JSONL with title, body, label), or --hotspots FILE.')
  const seed = Number(values.seed)
  const onlyRaw = values['only-raw']
  const result: Record<string, unknown> = {}
  const say = (text: string): void => {
    if (!values.json) console.log(text)
    else console.error(text)
  }
  if (values.train !== undefined) {
    const rows = readRows(values.train)
    say(`${rows.length} training rows from ${values.train}`)
    if (values.test !== undefined) Object.assign(result, againstTest(rows, readRows(values.test), { onlyRaw, seed, say }))
    else Object.assign(result, crossValidated(rows, { onlyRaw, seed, say }))
    if (values.transfer !== undefined) result.transfer = transfer(rows, readRows(values.transfer), { seed, say })
  }
  if (values.hotspots !== undefined) result.hotspots = measureHotspots(readLines<HotspotMessage>(values.hotspots), values.clusters, say)
  console.log(JSON.stringify(result))
}

interface How {
  readonly onlyRaw: boolean
  readonly seed: number
  readonly say: (text: string) => void
}

function againstTest(rows: readonly Row[], all: readonly Row[], { onlyRaw, seed, say }: How): Record<string, unknown> {
  const test = onlyRaw ? all.filter(row => row.raw !== false) : all
  const { model, seconds } = trained(rows, seed)
  const figures = evaluate(model, test)
  say(`trained in ${seconds.toFixed(1)} s; ${test.length} test rows`)
  showLabels(figures, say)
  return {
    ...headline(figures, timeOf(model, test)),
    trainSeconds: round(seconds),
    threshold: round(model.parts.threshold),
    expected: brief(model.parts.expected),
  }
}

/** Twice: over plain folds, as if the test rows came from the same pool; and with copies of one message held together. */
function crossValidated(rows: readonly Row[], how: How): Record<string, unknown> {
  const alone = Int32Array.from(rows, (_, row) => row)
  const plain = foldFigures(rows, alone, how)
  how.say(`plain folds: ${JSON.stringify(brief(plain.figures))}`)
  showLabels(plain.figures, how.say)
  const together = foldFigures(rows, groupCopies(rows), how)
  how.say(`copies held together: ${JSON.stringify(brief(together.figures))}`)
  return { ...headline(plain.figures, plain.ms), folds: outerFolds, copiesHeldTogether: brief(together.figures) }
}

function foldFigures(rows: readonly Row[], groups: Int32Array, { onlyRaw, seed }: How): { figures: Figures; ms: number } {
  const fold = foldsOf(
    rows.map(row => row.label),
    groups,
    outerFolds,
    seed,
  )
  const judged: Judged[] = []
  const thresholds: number[] = []
  let ms = 0
  for (let held = 0; held < outerFolds; held++) {
    const { model } = trained(
      rows.filter((_, row) => fold[row] !== held),
      seed,
    )
    const test = rows.filter((row, at) => fold[at] === held && (!onlyRaw || row.raw !== false))
    judged.push(...judgeWith(model, test))
    while (thresholds.length < judged.length) thresholds.push(model.parts.threshold)
    ms += timeOf(model, test) / outerFolds
  }
  return { figures: figuresOf(judged, row => thresholds[row] ?? 1), ms }
}

/** Another city: what the untouched model gets where its labels mean the same, and what training on that city's own rows gives. */
function transfer(rows: readonly Row[], other: readonly Row[], { seed, say }: Omit<How, 'onlyRaw'>): Record<string, unknown> {
  const sameMeaning: Record<string, string> = {
    城建: '城乡建设',
    环保: '环境保护',
    交通: '交通运输',
    教育: '教育文体',
    医疗: '卫生计生',
    就业: '劳动和社会保障',
    旅游: '商贸旅游',
  }
  const mapped = other.flatMap(row =>
    sameMeaning[row.label] === undefined ? [] : [{ ...row, label: sameMeaning[row.label] ?? row.label }],
  )
  const untouched = mapped.length > 0 ? evaluate(trained(rows, seed).model, mapped) : undefined
  const retrained = foldFigures(other, groupCopies(other), { onlyRaw: false, seed, say })
  say(`other city, ${other.length} rows, trained on its own: ${JSON.stringify(brief(retrained.figures))}`)
  showLabels(retrained.figures, say)
  return { retrained: brief(retrained.figures), untouched: untouched && brief(untouched) }
}

function trained(rows: readonly Row[], seed: number): { model: TriageModel; seconds: number } {
  const began = performance.now()
  const model = train(rows, { seed })
  return { model, seconds: (performance.now() - began) / 1000 }
}

/** Mean milliseconds of one whole suggestion with its reasons, one at a time on one core, after a warm-up. */
function timeOf(model: TriageModel, rows: readonly Row[]): number {
  for (const row of rows.slice(0, 50)) model.suggest(row)
  const began = performance.now()
  for (const row of rows) model.suggest(row)
  return (performance.now() - began) / Math.max(1, rows.length)
}

function headline(figures: Figures, ms: number): Record<string, number> {
  const { coverage, precision, ...rest } = brief(figures)
  return { ...rest, coverageAtChosen: coverage, precisionAtChosen: precision, msPerMessage: round(ms) }
}

const brief = ({ rows, accuracy, macroF1, coverage, precision, coverageAt98 }: Figures) => ({
  rows,
  accuracy: round(accuracy),
  macroF1: round(macroF1),
  coverageAt98: round(coverageAt98),
  coverage: round(coverage),
  precision: round(precision),
})

function showLabels(figures: Figures, say: (text: string) => void): void {
  for (const row of figures.perLabel)
    say(
      `  ${row.label.padEnd(10, '　')} ${String(row.rows).padStart(5)} rows  precision ${row.precision.toFixed(3)}  recall ${row.recall.toFixed(3)}  F1 ${row.f1.toFixed(3)}`,
    )
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000

const readLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map((line): T => JSON.parse(line))

function readRows(file: string): Row[] {
  return readLines<Row>(file).map((row, at) => {
    if (typeof row.title !== 'string' || typeof row.body !== 'string' || typeof row.label !== 'string')
      throw new Error(`${file} line ${at + 1} has no title, body or label, so it cannot be measured; give JSONL with these three.`)
    return row
  })
}
