import { accessSync, appendFileSync, constants, existsSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Procedure, text } from '@fengqiao/kernel'
import type { State } from '../case-import/build.ts'
import { builtinMappings, type Mapping, MappingProblem, misfits, readMapping, sayRefusal } from '../case-import/mapping.ts'
import { openSource } from '../case-import/read-rows.ts'
import { type Counts, type Rejected, runImport } from '../case-import/run.ts'
import { openToAnyone } from '../open311/services.ts'
import { type Command, type Terminal, UsageProblem } from './command.ts'
import { withHouse } from './open.ts'

const usage = `FILE --map MAPPING.json|${builtinMappings().join('|')} [--procedure ID] [--state auto|open|closed] [--dispatch] [--batch 200] [--rejects FILE] [--dry-run]`

/** `fengqiao import`: matters from a CSV or JSONL file. Killed or stopped, the same command goes on where it was. */
export const importCommand: Command = {
  name: 'import',
  summary: text(
    '从 CSV 或 JSONL 导入事项；中断后重新运行即可继续，不会重复',
    'Import matters from CSV or JSONL; run it again after an interruption, nothing comes in twice',
  ),
  usage,
  async run(args, terminal) {
    const asked = readArguments(args)
    const mapping = readMapping(asked.map)
    const source = openSource(asked.file, mapping)
    return withHouse(async ({ cases }) => {
      const procedure = procedureFor(cases.services.procedures, asked.procedure ?? mapping.procedure)
      checkFit(mapping, procedure, asked)
      const rejects = rejectsFile(
        asked.rejects ?? join(dirname(asked.file), `${basename(asked.file)}.rejected.jsonl`),
        asked.rejects !== undefined,
        terminal,
      )
      const began = performance.now()
      const stop = stopping(terminal)
      try {
        const counts = await runImport(
          cases,
          source,
          {
            mapping,
            procedure,
            state: asked.state,
            dispatch: asked.dispatch,
            now: cases.services.now(),
            batch: asked.batch,
            dryRun: asked.dryRun,
          },
          {
            onProgress: now =>
              terminal.progress(progressLine(now, source.read() / Math.max(1, source.bytes), (performance.now() - began) / 1000)),
            onRejected: one => rejects.write(one),
            stopped: stop.asked,
          },
        )
        terminal.settle()
        return report(terminal, counts, rejects.path(), (performance.now() - began) / 1000, { ...asked, stopped: stop.asked() })
      } finally {
        stop.end()
      }
    })
  },
}

interface Asked {
  readonly file: string
  readonly map: string
  readonly procedure: string | undefined
  readonly state: State
  readonly dispatch: boolean
  readonly dryRun: boolean
  readonly batch: number
  readonly rejects: string | undefined
}

function readArguments(args: readonly string[]): Asked {
  const options = {
    map: { type: 'string' },
    procedure: { type: 'string' },
    state: { type: 'string', default: 'auto' },
    dispatch: { type: 'boolean', default: false },
    'dry-run': { type: 'boolean', default: false },
    batch: { type: 'string', default: '200' },
    rejects: { type: 'string' },
  } as const
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw wrong((error as Error).message, (error as Error).message)
  }
  const { positionals, values } = parsed
  const [file, ...more] = positionals
  const batch = Number(values.batch)
  if (!file || more.length > 0) throw wrong('请给出一个文件', 'Name one file')
  if (!existsSync(file)) throw wrong(`没有文件 ${file}`, `There is no file ${file}`)
  if (!statSync(file).isFile()) throw wrong(`${file} 不是文件`, `${file} is not a file`)
  if (!values.map) throw wrong('请用 --map 指定映射', 'Name a mapping with --map')
  if (!Number.isInteger(batch) || batch < 1 || batch > 2000)
    throw wrong('--batch 为 1 至 2000 的整数', '--batch is a whole number from 1 to 2000')
  if (!isState(values.state)) throw wrong('--state 只能是 auto、open 或 closed', '--state is auto, open or closed')
  return {
    file: resolve(file),
    map: values.map,
    procedure: values.procedure,
    state: values.state,
    dispatch: values.dispatch,
    dryRun: values['dry-run'],
    batch,
    rejects: values.rejects && resolve(values.rejects),
  }
}

const isState = (word: string): word is State => ['auto', 'open', 'closed'].includes(word)

const wrong = (zh: string, en: string): UsageProblem =>
  new UsageProblem(text(`${zh}。用法：fengqiao import ${usage}`, `${en}. Usage: fengqiao import ${usage}`))

function procedureFor(procedures: readonly Procedure[], id: string | undefined): Procedure {
  const found = id === undefined ? openToAnyone(procedures) : procedures.find(one => one.id === id)
  if (found) return found
  const known = procedures.map(one => one.id).join(', ')
  throw new UsageProblem(text(`没有这个事项类型；现有：${known}`, `There is no such procedure; there are: ${known}`))
}

/** Says before the first row what would go wrong with every row. */
function checkFit(mapping: Mapping, procedure: Procedure, { state, dispatch }: Asked): void {
  const unknown = misfits(mapping, procedure)
  if (unknown.length > 0)
    throw new MappingProblem(
      `映射用到了该事项类型没有的动作或字段：${unknown.join('、')}。 / The mapping uses actions or fields that the procedure does not have: ${unknown.join(', ')}.`,
    )
  if (state === 'closed' && !mapping.closed)
    throw new MappingProblem(
      '映射没有 closed 一节，不能用 --state closed。 / The mapping has no “closed”, so --state closed cannot be used.',
    )
  if (dispatch && mapping.dispatch.length === 0)
    throw new MappingProblem('映射没有 dispatch 一节，不能用 --dispatch。 / The mapping has no “dispatch”, so --dispatch cannot be used.')
}

/** Refused rows with their line and reason, one JSON a line; the file appears with the first of them. It holds what people wrote: mode 0600. */
function rejectsFile(wanted: string, named: boolean, terminal: Terminal): { path(): string | undefined; write(one: Rejected): void } {
  let path: string | undefined
  const place = (): string => {
    if (named || writable(dirname(wanted))) return wanted
    const here = resolve(basename(wanted))
    terminal.err(`${dirname(wanted)} 不可写，退回的行写入 ${here}。 / It is read-only there; refused rows go to ${here}.`)
    return here
  }
  return {
    path: () => path,
    write: ({ line, key, because, row }) => {
      if (path === undefined) {
        path = place()
        rmSync(path, { force: true })
      }
      appendFileSync(path, `${JSON.stringify({ line, key, reason: sayRefusal(because), rule: because.rule, row })}\n`, { mode: 0o600 })
    },
  }
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** Ctrl-C ends after the batches under way; a second one ends at once, which is as safe. */
function stopping(terminal: Terminal): { asked(): boolean; end(): void } {
  let asked = false
  const stop = (): void => {
    if (asked) process.exit(1)
    asked = true
    terminal.err('正在写完当前批次后停止…… / Stopping after the batches under way …')
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop)
  return {
    asked: () => asked,
    end: () => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, stop)
    },
  }
}

function progressLine(counts: Readonly<Counts>, share: number, seconds: number): string {
  const rate = Math.round(counts.rows / Math.max(0.001, seconds))
  const left = share > 0.01 ? Math.max(0, Math.round((seconds * (1 - share)) / share)) : undefined
  const eta = left === undefined ? '…' : left > 90 ? `${Math.round(left / 60)} min` : `${left} s`
  return `${Math.min(100, Math.floor(share * 100))}%  ${counts.rows} 行 rows  ${counts.imported} 新 new  ${counts.known} 已有 known  ${counts.refused} 退回 refused  ${rate}/s  剩余 left ${eta}`
}

function report(
  terminal: Terminal,
  counts: Counts,
  rejects: string | undefined,
  seconds: number,
  run: Pick<Asked, 'dryRun' | 'dispatch'> & { stopped: boolean },
): number {
  const rate = Math.round(counts.rows / Math.max(0.001, seconds))
  const took = `${seconds.toFixed(1)} s，${rate} 行/秒 rows/s`
  const { rows, imported, known, refused, closed, left } = counts
  if (run.dryRun) terminal.out('试运行，未写入任何内容。 / Dry run: nothing was written.')
  terminal.out(`${rows} 行，导入 ${imported}（办结 ${closed}），此前已有 ${known}，退回 ${refused}；${took}`)
  terminal.out(`${rows} rows: ${imported} imported (${closed} closed), ${known} in already, ${refused} refused.`)
  if (left > 0)
    terminal.out(`其中 ${left} 件未能自动分拨，已列入待办，请人工处理。 / ${left} of them could not be dispatched and wait for a person.`)
  for (const [why, n] of [...counts.leftBecause].toSorted(([, a], [, b]) => b - a).slice(0, 5)) terminal.out(`  ${n} × ${why}`)
  if (rejects) terminal.out(`退回的行及原因：${rejects} / Refused rows and why: ${rejects}`)
  if (run.stopped) terminal.out('已中断；用同一命令继续。 / Interrupted; the same command goes on.')
  return refused > 0 || run.stopped ? 1 : 0
}
