import { describe, expect, it } from 'vitest'
import { tally, type VitestReport } from './tally.ts'

const report = (...statuses: string[]): VitestReport => ({
  testResults: [
    {
      name: 'a.test.ts',
      status: statuses.includes('failed') ? 'failed' : 'passed',
      assertionResults: statuses.map((status, at) => ({ fullName: `test ${at}`, status })),
    },
  ],
})
const figures = ({ passed, failed }: { passed: number; failed: number }): string => `${passed} passed, ${failed} failed`

describe('tally', () => {
  it('counts what passed and failed', () => {
    expect(figures(tally('unit', 0, report('passed', 'passed'), true))).toBe('2 passed, 0 failed')
    expect(figures(tally('unit', 1, report('passed', 'failed'), true))).toBe('1 passed, 1 failed')
  })

  it('counts a skipped and a postponed test as failed', () => {
    const { reasons, ...sums } = tally('unit', 0, report('passed', 'skipped', 'todo'), false)
    expect(figures(sums)).toBe('1 passed, 2 failed')
    expect(reasons[0]).toContain('"test 1" was skipped')
  })

  it('lets a test stand aside only when it names shared data and that is absent', () => {
    const aside = {
      testResults: [
        { name: 'a', status: 'passed', assertionResults: [{ fullName: 'equals the shared calendar', status: 'skipped' }] },
        { name: 'b', status: 'passed', assertionResults: [{ fullName: 'b', status: 'passed' }] },
      ],
    }
    expect(figures(tally('unit', 0, aside, false))).toBe('1 passed, 0 failed')
    expect(figures(tally('unit', 0, aside, true))).toBe('1 passed, 1 failed')
  })

  it('counts a file that could not be loaded', () => {
    const broken = { testResults: [{ name: 'b.test.ts', status: 'failed', message: 'no such module\n  at', assertionResults: [] }] }
    const { reasons, ...sums } = tally('unit', 1, broken, true)
    expect(figures(sums)).toBe('0 passed, 1 failed')
    expect(reasons).toEqual(['unit: b.test.ts could not be run: no such module'])
  })

  it('fails a run without tests, without a report, or with an error outside any test', () => {
    expect(figures(tally('e2e', 0, { testResults: [] }, true))).toBe('0 passed, 1 failed')
    expect(figures(tally('e2e', 1, undefined, true))).toBe('0 passed, 1 failed')
    expect(figures(tally('unit', 1, report('passed'), true))).toBe('1 passed, 1 failed')
  })
})
