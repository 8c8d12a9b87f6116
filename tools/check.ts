// `npm run check`: everything that can be known without running Fengqiao. Two steps at a time, each timed.
// `npm run check -- walls types` runs only those; `-- --accept-migrations` first writes down new migrations' checksums.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runNode } from './child.ts'
import { acceptNewMigrations } from './house-rules.ts'
import { root } from './root.ts'

interface Step {
  readonly name: string
  /** What is run, from the checkout's root. */
  readonly file: string
  readonly args?: readonly string[]
  /** The step is left out while this file does not exist yet. */
  readonly needs?: string
}

export interface StepResult {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  readonly output: string
}

/** Longest first, so that two at a time finish early. */
const steps: readonly Step[] = [
  { name: 'lint', file: 'node_modules/oxlint/bin/oxlint', args: ['--format=unix'] },
  { name: 'types', file: 'node_modules/typescript7/bin/tsc', args: ['-p', '.', '--pretty', 'false'] },
  { name: 'generated', file: 'tools/generate.ts', args: ['--check'], needs: 'tools/generate.ts' },
  { name: 'dead-code', file: 'node_modules/knip/bin/knip.js', args: ['--no-progress', '--no-config-hints'] },
  { name: 'walls', file: 'tools/walls.ts' },
  { name: 'house-rules', file: 'tools/house-rules.ts' },
  { name: 'procedure-laws', file: 'tools/procedure-laws.ts', needs: 'procedures/index.ts' },
  { name: 'format', file: 'node_modules/@biomejs/biome/bin/biome', args: ['format', '--colors=off', '--reporter=summary', '.'] },
]

const budgetSeconds = 180

if (import.meta.main) {
  const args = process.argv.slice(2)
  if (args.includes('--accept-migrations')) for (const file of acceptNewMigrations()) console.log(`written down: ${file}`)
  const results = await runChecks(args.filter(arg => !arg.startsWith('--')))
  const failed = results.filter(result => !result.passed).length
  console.log(`${results.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || results.length === 0 ? 1 : 0
}

/** Runs the named steps (all when none is named), prints each with its time and the output of those that fail. */
export async function runChecks(only: readonly string[] = []): Promise<StepResult[]> {
  const unknown = only.filter(name => !steps.some(step => step.name === name))
  if (unknown.length > 0) throw new Error(`No such check: ${unknown.join(', ')}. There are: ${steps.map(step => step.name).join(', ')}.`)
  const began = performance.now()
  const waiting = steps.filter(({ name, needs }) => (only.length === 0 || only.includes(name)) && (!needs || existsSync(join(root, needs))))
  const results: StepResult[] = []
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step, only.length > 0))
  }
  await Promise.all([worker(), worker()])
  const total = (performance.now() - began) / 1000
  const slow = total > budgetSeconds ? ` (over the budget of ${budgetSeconds} s: find what became slow)` : ''
  console.log(`checks took ${total.toFixed(1)} s${slow}`)
  return results
}

async function runStep(step: Step, whole: boolean): Promise<StepResult> {
  const began = performance.now()
  const { code, output } = await runNode(join(root, step.file), step.args)
  const seconds = (performance.now() - began) / 1000
  const passed = code === 0
  console.log(
    `${passed ? '✓' : '✗'} ${step.name.padEnd(16)}${seconds.toFixed(1).padStart(6)} s${passed ? '' : `\n${whole ? output : firstLines(output, step.name)}`}`,
  )
  return { name: step.name, passed, seconds, output }
}

/** Enough to begin with; the rest by running the step alone. */
function firstLines(output: string, name: string): string {
  const lines = output.trimEnd().split('\n')
  const rest = lines.length - 60
  return rest <= 0 ? `${lines.join('\n')}\n` : `${lines.slice(0, 60).join('\n')}\n… and ${rest} more lines: npm run check -- ${name}\n`
}
