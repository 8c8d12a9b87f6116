// `npm test`: static checks, every test beside its code on a real PostgreSQL, then the browser journeys one by one.
// The last line is always `N passed, N failed`; a check counts as one test. Anything not run counts as failed.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { buildApps } from './build-apps.ts'
import { runChecks } from './check.ts'
import { runNode } from './child.ts'
import { root } from './root.ts'
import { prepareSystemPieces } from './system-pieces.ts'
import { type Tally, tally, type VitestReport } from './tally.ts'

const sharedData = resolve(process.env.FENGQIAO_SHARED ?? join(root, '..', 'shared'), 'data')
const dataPresent = existsSync(sharedData)

const titles = { unit: 'Pure code', server: 'Server, on a real PostgreSQL', e2e: 'Browser journeys' } as const

if (import.meta.main) {
  const tallies = [await checks(), await vitest('unit'), await vitest('server'), await journeys()]
  for (const reason of tallies.flatMap(({ reasons }) => reasons)) console.log(reason)
  const sum = (of: (one: Tally) => number): number => tallies.reduce((total, one) => total + of(one), 0)
  const [passed, failed, aside] = [sum(one => one.passed), sum(one => one.failed), sum(one => one.withoutData)]
  if (!dataPresent) console.log(`Shared data is not on this machine: ${aside} test(s) that compare with it stood aside.`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
  console.log(`${passed} passed, ${failed} failed`)
}

async function checks(): Promise<Tally> {
  await prepareSystemPieces()
  console.log('Static checks')
  const results = await runChecks()
  const failed = results.filter(result => !result.passed)
  const reasons = failed.map(({ name }) => `check: ${name} failed; see above or run: npm run check -- ${name}`)
  return { passed: results.length - failed.length, failed: failed.length, withoutData: 0, reasons }
}

/** The journeys use the built apps, as residents and staff will. */
async function journeys(): Promise<Tally> {
  if (buildApps()) return vitest('e2e')
  return { passed: 0, failed: 1, withoutData: 0, reasons: ['e2e: the apps could not be built, so no journey was made'] }
}

/** Runs one vitest project, shown on the terminal, and counts it from its JSON report. */
async function vitest(project: keyof typeof titles): Promise<Tally> {
  console.log(`\n${titles[project]}`)
  const folder = mkdtempSync(join(tmpdir(), 'fengqiao-test-'))
  try {
    const reportFile = join(folder, 'report.json')
    const args = [
      'run',
      '--project',
      project,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ]
    const { code } = await runNode(join(root, 'node_modules/vitest/vitest.mjs'), args, { show: true, env: { NODE_ENV: 'test' } })
    const report = existsSync(reportFile) ? (JSON.parse(readFileSync(reportFile, 'utf8')) as VitestReport) : undefined
    return tally(project, code, report, dataPresent)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
