// Turns a vitest JSON report into the two figures of `npm test`. What was not run counts as failed.

interface TestReport {
  readonly fullName: string
  readonly status: string
}
interface FileReport {
  readonly name: string
  readonly status: string
  readonly message?: string
  readonly assertionResults: readonly TestReport[]
}
/** The part of vitest's JSON report that is read here. */
export interface VitestReport {
  readonly testResults: readonly FileReport[]
}

export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Tests that stood aside because shared data is not on this machine; neither passed nor failed. */
  readonly withoutData: number
  /** Why something counts as failed that vitest itself may not have called a failure. */
  readonly reasons: readonly string[]
}

/**
 * Counts one vitest run. `report` is undefined when vitest wrote none. A file that could not be loaded is one failure, a
 * skipped or postponed test is one, no test at all is one, and a non-zero exit without any of these is one.
 * `dataPresent`: whether shared data is on this machine; only when it is not may a test that names it stand aside.
 */
export function tally(project: string, exitCode: number, report: VitestReport | undefined, dataPresent: boolean): Tally {
  if (!report) return { passed: 0, failed: 1, withoutData: 0, reasons: [`${project}: vitest ended with code ${exitCode} and no report`] }
  const reasons: string[] = []
  let passed = 0
  let failed = 0
  let withoutData = 0
  for (const file of report.testResults) {
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed++
      else if (test.status === 'failed') failed++
      else if (!dataPresent && /shared/i.test(test.fullName)) withoutData++
      else {
        failed++
        reasons.push(`${project}: "${test.fullName}" was ${test.status}; a test that does not run proves nothing`)
      }
    }
    if (file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed')) {
      failed++
      reasons.push(`${project}: ${file.name} could not be run: ${file.message?.split('\n')[0] ?? 'no reason given'}`)
    }
  }
  if (passed + failed + withoutData === 0)
    reasons.push(
      `${project}: ${exitCode === 0 ? 'there was no test at all' : `vitest ended with code ${exitCode} before any test ran; see above`}`,
    )
  else if (exitCode !== 0 && failed === 0) reasons.push(`${project}: every test passed but vitest ended with code ${exitCode}`)
  else return { passed, failed, withoutData, reasons }
  return { passed, failed: failed + 1, withoutData, reasons }
}
