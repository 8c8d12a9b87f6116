import { type Language, type LetterContent, letter, paragraph, say, text } from '@fengqiao/kernel'
import { describe, expect, it } from 'vitest'
import { noticeExample, orderExample, recordExample } from './example-letters.ts'
import { renderLetterPdf } from './letter-pdf.ts'
import { cellsOf, type ReadPage, readPdf } from './read-pdf.ts'

const plain = (pages: readonly ReadPage[]): string =>
  pages
    .flatMap(page => page.lines.map(line => line.text))
    .filter(line => !/^– \d+ –$/.test(line))
    .join('')
    .replaceAll(/\s/g, '')
const bare = (words: string): string => words.replaceAll(/\s/g, '').replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"')

/** Every sentence of a letter, as its reader must find it. */
function sentences(content: LetterContent, language: Language): string[] {
  const words = content.blocks.flatMap(block => {
    if (block.kind === 'facts') return block.rows.flatMap(row => [row.label, row.value])
    if (block.kind === 'list') return block.items
    if (block.kind === 'timeline') return block.entries.map(entry => entry.what)
    if (block.kind === 'signatures') return block.places
    return [block.text]
  })
  const { remedy } = content
  return [content.title, content.issuer.unit, ...words, ...(remedy ? [remedy.body, remedy.limit, remedy.basis] : [])].map(each =>
    say(each, language),
  )
}

const simple = (body: string): LetterContent =>
  letter({
    form: 'record',
    title: text('测试文书', 'Test'),
    blocks: [paragraph(body)],
    issuer: { unit: text('枫桥街道', 'Fengqiao'), date: '2026-03-02' },
  })

describe('renderLetterPdf', () => {
  for (const [name, content] of Object.entries({ order: orderExample, notice: noticeExample, record: recordExample }))
    for (const language of ['zh', 'en'] as const)
      it(`prints every sentence of the ${name} (${language}), tagged, titled and with its language`, async () => {
        const bytes = await renderLetterPdf(content, { language })
        const read = await readPdf(bytes)
        const found = bare(plain(read.pages))
        for (const sentence of sentences(content, language)) expect(found).toContain(bare(sentence))
        expect(read).toMatchObject({
          title: `${say(content.title, language)} ${content.number}`,
          language: language === 'zh' ? 'zh-CN' : 'en',
          marked: true,
        })
        expect(read.pages[0]?.roles).toContain('H1')
        expect(bytes.length).toBeLessThan(100_000)
      })

  it('really draws the glyphs: no cell is blank and different characters look different', async () => {
    for (const content of [orderExample, noticeExample]) {
      const { pages } = await readPdf(await renderLetterPdf(content, { language: 'zh' }))
      const cells = pages.flatMap(cellsOf)
      expect(cells.length).toBeGreaterThan(120)
      for (const cell of cells) expect(cell.inked, `blank cell for ${cell.character}`).toBeGreaterThan(0.04)
      const characters = new Set(cells.map(cell => cell.character)).size
      expect(new Set(cells.map(cell => cell.shape)).size).toBeGreaterThan(characters * 0.9)
    }
  })

  it('marks what no face can draw with 〓, which the look above tells from real glyphs', async () => {
    const { pages } = await readPdf(
      await renderLetterPdf(simple('\u{1F600}\u{1F4A7}\u{1F525}\u{1F6A8}\u{1F3E0}\u{1F697}\u{1F4DE}\u{1F4C5}'), { language: 'zh' }),
    )
    const marks = pages.flatMap(cellsOf).filter(cell => cell.character === '〓')
    expect(marks).toHaveLength(8)
    expect(new Set(marks.map(cell => cell.shape)).size).toBeLessThan(5)
  })

  it('draws rare names from whichever face has them', async () => {
    const { pages } = await readPdf(await renderLetterPdf(simple('镕喆堃淼玥昇祎翀'), { language: 'zh' }))
    expect(plain(pages)).toContain('镕喆堃淼玥昇祎翀')
    expect(plain(pages)).not.toContain('〓')
  })

  it('is the same file every time', async () => {
    const [first, second] = [
      await renderLetterPdf(orderExample, { language: 'zh' }),
      await renderLetterPdf(orderExample, { language: 'zh' }),
    ]
    expect(Buffer.compare(first, second)).toBe(0)
    const other = await renderLetterPdf({ ...orderExample, number: '枫街综治交〔2026〕13号' }, { language: 'zh' })
    expect(Buffer.compare(first, other)).not.toBe(0)
  })

  it('keeps everything inside the type area, over many pages, each numbered', async () => {
    const long = simple(
      Array.from(
        { length: 60 },
        (_, i) => `第${i + 1}项：经核查，反映人所述情况属实，责任单位已于2026年3月${(i % 28) + 1}日完成整改。`,
      ).join(''),
    )
    const { pages } = await readPdf(await renderLetterPdf(long, { language: 'zh' }))
    expect(pages.length).toBeGreaterThan(2)
    for (const [i, page] of pages.entries()) {
      expect(page.lines.map(line => line.text).join('')).toContain(`– ${i + 1} –`)
      for (const line of page.lines) {
        expect(line.x).toBeGreaterThanOrEqual(79)
        // The blank half of a closing mark may hang past the margin.
        expect(line.x + line.width).toBeLessThanOrEqual(595.28 - 73.7 + line.size * 0.55)
      }
    }
  })

  it('does not leave seal and date alone on a page when a little less space mends it', async () => {
    const { pages } = await readPdf(await renderLetterPdf(noticeExample, { language: 'zh' }))
    expect(pages).toHaveLength(1)
  })

  it('leaves out the code when told to, and shows the watermark when given one', async () => {
    const without = await readPdf(await renderLetterPdf(orderExample, { language: 'zh', qr: false }))
    expect(plain(without.pages)).not.toContain('扫码核验')
    const demo = await readPdf(await renderLetterPdf(orderExample, { language: 'zh', watermark: '演示' }))
    expect(demo.pages.every(page => plain([page]).includes('演示'))).toBe(true)
  })
})
