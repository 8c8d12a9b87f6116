import { text } from '@fengqiao/kernel'
import jsqr from 'jsqr'
import { describe, expect, it } from 'vitest'
import { noticeExample } from './example-letters.ts'
import { renderLetterPdf } from './letter-pdf.ts'
import { renderPoster, renderReceiptSlip } from './poster.ts'
import { cellsOf, type ReadPage, readPdf } from './read-pdf.ts'

const codeOf = (page: ReadPage | undefined): string | undefined =>
  page ? jsqr.default(page.pixels.rgba, page.pixels.width, page.pixels.height)?.data : undefined
const words = (page: ReadPage | undefined): string => (page?.lines ?? []).map(line => line.text).join('')

const place = text('长丰社区枫景苑', 'Fengjing Court, Changfeng')
const district = text('枫桥区', 'Fengqiao District')
const url = 'https://fengqiao.example/r/330681001004'

describe('QR codes on paper', () => {
  for (const size of ['A4', 'A5'] as const)
    it(`the ${size} poster fits one page, names the place in both languages and scans`, async () => {
      const bytes = await renderPoster({ place, district, url, size, hotline: '0575-8700 1234' })
      const { pages } = await readPdf(bytes)
      expect(pages).toHaveLength(1)
      expect(pages[0]?.width).toBeCloseTo(size === 'A4' ? 595.28 : 419.53, 1)
      expect(words(pages[0])).toContain('枫桥区长丰社区枫景苑')
      expect(words(pages[0])).toContain('扫一扫，有事找我们')
      expect(words(pages[0])).toContain('Fengjing Court, Changfeng')
      for (const line of pages[0]?.lines ?? []) expect(line.x + line.width).toBeLessThan(pages[0]?.width ?? 0)
      expect(codeOf(pages[0])).toBe(url)
      expect(Buffer.compare(bytes, await renderPoster({ place, district, url, size, hotline: '0575-8700 1234' }))).toBe(0)
    })

  it('a slip is as long as it needs, readable, and scans', async () => {
    const slip = (rows: number) =>
      renderReceiptSlip({
        title: text('诉求受理回执', 'Receipt'),
        code: 'FQ-2603-0017',
        unit: text('枫桥街道社会治安综合治理中心', 'Fengqiao Street Governance Centre'),
        date: '2026-03-01',
        url,
        rows: Array.from({ length: rows }, () => ({ label: text('事项', 'Matter'), value: '长丰社区枫景苑地下水泵房夜间噪声扰民' })),
      })
    const [short, long] = [await readPdf(await slip(1)), await readPdf(await slip(6))]
    expect(long.pages).toHaveLength(1)
    expect(long.pages[0]?.height ?? 0).toBeGreaterThan((short.pages[0]?.height ?? 0) + 100)
    expect(words(short.pages[0])).toContain('FQ-2603-0017')
    expect(codeOf(long.pages[0])).toBe(url)
    const cells = cellsOf(long.pages[0] as ReadPage)
    expect(cells.length).toBeGreaterThan(20)
    for (const cell of cells) expect(cell.inked, `blank cell for ${cell.character}`).toBeGreaterThan(0.04)
  })

  it('the letter scans too', async () => {
    const { pages } = await readPdf(await renderLetterPdf(noticeExample, { language: 'zh' }))
    expect(codeOf(pages.at(-1))).toBe(noticeExample.verifyUrl)
  })
})
