import { type Block, type Fact, letterTime, letterWords, type Remedy, say, type TimelineEntry, type Words } from '@fengqiao/kernel'
import { baselineIn, type LetterStyle, red } from './letter-style.ts'
import { advance, type Line, type Measure } from './line-break.ts'
import type { Sheet, Style, Tag } from './sheet.ts'

/** Draws one block at the cursor and moves the cursor below it. */
export function drawBlock(sheet: Sheet, block: Block, style: LetterStyle): void {
  const { language } = style
  switch (block.kind) {
    case 'paragraph':
      return flow(sheet, say(block.text, language), style, { indent: block.indent ? style.indent : 0, after: language === 'en' ? 7 : 0 })
    case 'heading':
      return drawHeading(sheet, say(block.text, language), style)
    case 'facts':
      return drawFacts(sheet, block.rows, style)
    case 'list':
      return drawList(sheet, block.items, block.numbered, style)
    case 'timeline':
      return drawTimeline(sheet, block.entries, style)
    case 'notice':
      return drawNotice(sheet, say(block.title, language), say(block.text, language), style)
    case 'signatures':
      return drawSignatures(sheet, block.places, style)
  }
}

/** Running text at the cursor, over as many pages as it needs; one tagged element. */
export function flow(
  sheet: Sheet,
  text: string,
  style: LetterStyle,
  options: { indent?: number; left?: number; type?: Style; tag?: Tag; after?: number } = {},
): void {
  const type = options.type ?? style.body
  const left = options.left ?? 0
  const lines = sheet.break(text, measure(style, type, sheet.width - left, options.indent))
  sheet.tagged(options.tag ?? 'P', part => {
    let waiting: [Line, number][] = []
    const print = (): void => {
      const batch = waiting
      waiting = []
      if (batch.length > 0) part(() => batch.forEach(([line, y]) => sheet.drawLine(line, sheet.left + left, y, type)))
    }
    for (const line of lines) {
      if (sheet.y + style.pitch > sheet.bottom + 0.5) print()
      sheet.ensure(style.pitch)
      waiting.push([line, sheet.y + baselineIn(style.pitch, type.size)])
      sheet.y += style.pitch
    }
    print()
  })
  sheet.y += options.after ?? 0
}

function measure(style: LetterStyle, type: Style, width: number, indent = 0): Measure {
  return { face: type.face, size: type.size, width, indent, justify: style.justify }
}

function drawHeading(sheet: Sheet, text: string, style: LetterStyle): void {
  sheet.y += style.language === 'en' ? 5 : 0
  sheet.ensure(style.pitch * 2)
  flow(sheet, text, style, { indent: style.indent, type: style.heading, tag: 'H2', after: style.language === 'en' ? 3 : 0 })
}

function drawList(sheet: Sheet, items: readonly Words[], numbered: boolean, style: LetterStyle): void {
  sheet.group('L', () => {
    for (const [i, item] of items.entries())
      sheet.group('LI', () => {
        sheet.ensure(style.pitch)
        const mark = numbered ? `${i + 1}.` : '•'
        const hang = style.body.size * (style.language === 'zh' ? 1.5 : 1.8)
        const baseline = sheet.y + baselineIn(style.pitch, style.body.size)
        sheet.tagged('Lbl', part => part(() => sheet.drawText(mark, sheet.left + style.indent, baseline, style.body)))
        flow(sheet, say(item, style.language), style, { left: style.indent + hang, tag: 'LBody' })
      })
  })
  sheet.y += style.language === 'en' ? 7 : 0
}

/** Label and value in a ruled table; a row that does not fit goes whole to the next page. */
function drawFacts(sheet: Sheet, rows: readonly Fact[], style: LetterStyle): void {
  const labelWidth = sheet.width * 0.26
  const pad = 7
  sheet.y += 5
  sheet.group('Table', () => {
    for (const row of rows) {
      const label = sheet.break(
        say(row.label, style.language),
        measure({ ...style, justify: false }, style.cellLabel, labelWidth - pad * 2),
      )
      const value = sheet.break(
        say(row.value, style.language),
        measure({ ...style, justify: false }, style.cell, sheet.width - labelWidth - pad * 2),
      )
      const height = Math.max(label.length, value.length) * style.cellPitch + pad
      sheet.ensure(height)
      const top = sheet.y
      sheet.decoration(() => {
        const { doc } = sheet
        doc.rect(sheet.left, top, labelWidth, height).fill('#f4f4f2')
        doc.lineWidth(0.6).strokeColor('#333333')
        doc.rect(sheet.left, top, sheet.width, height).stroke()
        doc
          .moveTo(sheet.left + labelWidth, top)
          .lineTo(sheet.left + labelWidth, top + height)
          .stroke()
      })
      sheet.group('TR', () => {
        cell(sheet, 'TH', label, sheet.left + pad, top, height, style.cellLabel, style)
        cell(sheet, 'TD', value, sheet.left + labelWidth + pad, top, height, style.cell, style)
      })
      sheet.y = top + height
    }
  })
  sheet.y += style.language === 'zh' ? 6 : 10
}

function cell(
  sheet: Sheet,
  tag: Tag,
  lines: readonly Line[],
  x: number,
  top: number,
  height: number,
  type: Style,
  style: LetterStyle,
): void {
  const first = top + (height - lines.length * style.cellPitch) / 2
  sheet.tagged(tag, part =>
    part(() =>
      lines.forEach((line, i) => sheet.drawLine(line, x, first + i * style.cellPitch + baselineIn(style.cellPitch, type.size), type)),
    ),
  )
}

function drawTimeline(sheet: Sheet, entries: readonly TimelineEntry[], style: LetterStyle): void {
  const timeWidth = style.language === 'zh' ? 128 : 132
  const textX = timeWidth + 26
  sheet.y += 4
  sheet.group('L', () => {
    for (const [i, entry] of entries.entries()) {
      const by = entry.by === undefined ? '' : style.language === 'zh' ? `（${say(entry.by, 'zh')}）` : ` (${say(entry.by, 'en')})`
      const lines = sheet.break(
        `${say(entry.what, style.language)}${by}`,
        measure({ ...style, justify: false }, style.cell, sheet.width - textX),
      )
      const height = lines.length * style.cellPitch + 5
      sheet.ensure(height)
      const top = sheet.y
      const baseline = top + baselineIn(style.cellPitch, style.cell.size)
      sheet.decoration(() => {
        const x = sheet.left + timeWidth + 12
        if (i < entries.length - 1)
          sheet.doc
            .lineWidth(0.8)
            .strokeColor('#b9b9b4')
            .moveTo(x, top + 10)
            .lineTo(x, top + height + 10)
            .stroke()
        sheet.doc.circle(x, top + style.cellPitch / 2, 3).fill(i === entries.length - 1 ? red : '#555555')
      })
      sheet.group('LI', () => {
        sheet.tagged('Lbl', part =>
          part(() =>
            sheet.drawText(letterTime(entry.at, style.language), sheet.left, baseline, style.cell, { width: timeWidth, to: 'right' }),
          ),
        )
        sheet.tagged('LBody', part =>
          part(() => lines.forEach((line, n) => sheet.drawLine(line, sheet.left + textX, baseline + n * style.cellPitch, style.cell))),
        )
      })
      sheet.y = top + height
    }
  })
  sheet.y += 6
}

function drawNotice(sheet: Sheet, title: string, text: string, style: LetterStyle): void {
  boxed(sheet, title, [[undefined, text]], style, { bar: '#8a8a84', tint: '#f6f5f1' })
}

/** The reader's way to turn against the letter, in a box that cannot be overlooked. */
export function drawRemedy(sheet: Sheet, remedy: Remedy, style: LetterStyle): void {
  const { language } = style
  const rows: [string | undefined, string][] = [
    [letterWords.remedyBody[language], say(remedy.body, language)],
    [letterWords.remedyLimit[language], say(remedy.limit, language)],
  ]
  if (remedy.how !== undefined) rows.push([letterWords.remedyHow[language], say(remedy.how, language)])
  rows.push([letterWords.remedyBasis[language], remedy.basis])
  boxed(sheet, letterWords.remedy[language], rows, style, { bar: red, tint: '#fdf6f5' })
}

function boxed(
  sheet: Sheet,
  title: string,
  rows: readonly (readonly [string | undefined, string])[],
  style: LetterStyle,
  colours: { bar: string; tint: string },
): void {
  const pad = 12
  const colon = style.language === 'zh' ? '：' : ': '
  const lines = rows.map(([label, text]) =>
    sheet.break(label ? `${label}${colon}${text}` : text, measure(style, style.cell, sheet.width - pad * 2)),
  )
  const count = lines.reduce((sum, each) => sum + each.length, 0)
  const height = pad * 1.5 + style.cellPitch * (count + 1)
  sheet.y += 8
  sheet.ensure(height)
  const top = sheet.y
  sheet.decoration(() => {
    sheet.doc.rect(sheet.left, top, sheet.width, height).fill(colours.tint)
    sheet.doc.rect(sheet.left, top, 3, height).fill(colours.bar)
  })
  sheet.group('Sect', () => {
    let y = top + pad * 0.75
    sheet.tagged('H2', part =>
      part(() => sheet.drawText(title, sheet.left + pad, y + baselineIn(style.cellPitch, style.cell.size), style.cellLabel)),
    )
    y += style.cellPitch
    for (const row of lines) {
      const first = y
      sheet.tagged('P', part =>
        part(() =>
          row.forEach((line, i) =>
            sheet.drawLine(line, sheet.left + pad, first + i * style.cellPitch + baselineIn(style.cellPitch, style.cell.size), style.cell),
          ),
        ),
      )
      y += row.length * style.cellPitch
    }
  })
  sheet.y = top + height + 8
}

/** A place to sign for each person, two beside each other. */
function drawSignatures(sheet: Sheet, places: readonly Words[], style: LetterStyle): void {
  const rowHeight = style.cellPitch * 2 + 22
  const half = sheet.width / 2
  sheet.y += 8
  for (let i = 0; i < places.length; i += 2) {
    sheet.ensure(rowHeight)
    for (const [side, place] of places.slice(i, i + 2).entries()) {
      const x = sheet.left + side * half
      const label = `${say(place, style.language)}${letterWords.signature[style.language]}${style.language === 'zh' ? '：' : ':'}`
      const top = sheet.y
      const lineY = top + style.cellPitch + 6
      sheet.tagged('P', part =>
        part(() => {
          sheet.drawText(label, x, top + baselineIn(style.cellPitch, style.cell.size), style.cell)
          sheet.drawText(letterWords.signedOn[style.language], x, lineY + 4 + baselineIn(style.cellPitch, style.cell.size), style.cell, {
            width: half - 16,
            to: 'right',
          })
        }),
      )
      const from = x + advance(sheet.oneLine(label, style.cell)) + 2
      sheet.decoration(() =>
        sheet.doc
          .lineWidth(0.6)
          .strokeColor('#333333')
          .moveTo(Math.min(from, x + half - 80), lineY - 4)
          .lineTo(x + half - 16, lineY - 4)
          .stroke(),
      )
    }
    sheet.y += rowHeight
  }
}
