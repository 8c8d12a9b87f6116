import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { breakLines, type Line } from './line-break.ts'

const textOf = (line: Line): string => line.runs.map(run => run.text).join('')
const song = { face: 'song', size: 16, width: 448 } as const

describe('breakLines', () => {
  const pieces = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'关于信访事项受理办理情况的通知群众反映') },
      { weight: 2, arbitrary: fc.constantFrom(...'，。、；：？！）》”') },
      { weight: 1, arbitrary: fc.constantFrom(...'（《“') },
      { weight: 1, arbitrary: fc.constantFrom('2026', '3,860.00', 'FQ-2603-0017', ' ', '……') },
    ),
    { maxLength: 200 },
  )

  it('loses nothing, keeps the measure, and obeys 避头尾 wherever a lawful break exists', () => {
    fc.assert(
      fc.property(pieces, fc.integer({ min: 120, max: 480 }), (parts, width) => {
        const raw = parts.join('')
        const lines = breakLines(raw, { face: 'song', size: 16, width, indent: 32, justify: true })
        expect(lines.map(textOf).join('').replaceAll(' ', '')).toBe(raw.replaceAll(' ', ''))
        for (const [i, line] of lines.entries()) {
          expect(line.indent + line.width).toBeLessThanOrEqual(width + 0.1)
          expect(line.spread).toBeLessThanOrEqual(16 * 0.2)
          const before = i === 0 ? undefined : lines[i - 1]
          // Where two characters stand beside each other on the line before, a lawful break existed.
          const lawful = before && /\p{Script=Han}\p{Script=Han}/u.test(textOf(before))
          if (lawful) expect(textOf(line)).not.toMatch(/^[，。、；：？！）》”]/)
        }
      }),
      { numRuns: 200, seed: 11 },
    )
  })

  it('carries 28 characters of 三号 on a line of 156 mm', () => {
    const lines = breakLines('群'.repeat(60), { face: 'song', size: 15.75, width: 442.2 })
    expect(lines.map(line => textOf(line).length)).toEqual([28, 28, 4])
  })

  it('never parts a number, a code or an ellipsis, nor a mark from its word', () => {
    for (let n = 20; n < 30; n++) {
      const lines = breakLines(`${'字'.repeat(n)}（编号FQ-2603-0017）……共3,860.00元。`, song).map(textOf)
      for (const whole of ['FQ-2603-0017', '……', '3,860.00', '元。'])
        expect(
          lines.some(line => line.includes(whole)),
          `${whole} in ${lines.join('|')}`,
        ).toBe(true)
      for (const line of lines) expect(line).not.toMatch(/[（]$/)
    }
  })

  it('spreads full lines to both margins, last lines never', () => {
    const lines = breakLines('一二三四五六七八九十（一二三四五六七八九十）一二三四五六七八九十2026年', { ...song, justify: true })
    const [first, last] = [lines[0] as Line, lines.at(-1) as Line]
    const gaps = [...textOf(first)].length - 1
    expect(first.width + first.spread * gaps).toBeCloseTo(song.width, 0)
    expect(last.spread).toBe(0)
  })

  it('squeezes two marks that meet', () => {
    const width = (raw: string): number => (breakLines(raw, song)[0] as Line).width
    expect(width('案号：（一）甲')).toBeCloseTo(width('案号（一）甲') + 8, 1)
  })

  it('cuts an address that no line can hold, drops control characters, keeps a telephone number whole', () => {
    const address = `https://fengqiao.example/${'a'.repeat(80)}`
    expect(breakLines(address, song).map(textOf).join('')).toBe(address)
    expect(breakLines('甲\u0000\u200B乙\uFE0F', song).map(textOf)).toEqual(['甲乙'])
    const lines = breakLines(`${'字'.repeat(24)}0575\u00A08700`, song).map(textOf)
    expect(lines).toEqual(['字'.repeat(24), '0575 8700'])
  })
})
