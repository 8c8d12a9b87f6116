import { type Language, type LetterContent, letterDate, letterWords, say } from '@fengqiao/kernel'
import { drawBlock, drawRemedy, flow } from './letter-blocks.ts'
import { baselineIn, grey, type LetterStyle, page, red, styleOf } from './letter-style.ts'
import { advance } from './line-break.ts'
import { drawQr } from './qr.ts'
import { mm, Sheet, type Style } from './sheet.ts'

export interface LetterPdfOptions {
  readonly language: Language
  /** False leaves out the code even where the letter has an address to verify it. */
  readonly qr?: boolean
  /** Leaves room and a faint ring where the seal goes; orders and notices have it unless told otherwise. */
  readonly seal?: boolean
  /** Printed faintly across each page: 演示. */
  readonly watermark?: string
}

/**
 * A letter as A4 PDF 1.7: tagged, with embedded subsets of its fonts, in the layout of GB/T 9704-2012.
 * The same content gives the same bytes: the file's dates are the letter's own.
 */
export async function renderLetterPdf(content: LetterContent, options: LetterPdfOptions): Promise<Uint8Array> {
  const tight = [1, 0.94, 0.89].find(each => !draw(content, options, each, true).closingAlone) ?? 1
  const { sheet } = draw(content, options, tight, false)
  return sheet.finish()
}

function draw(
  content: LetterContent,
  options: LetterPdfOptions,
  tight: number,
  measuring: boolean,
): { sheet: Sheet; closingAlone: boolean } {
  const { language } = options
  const style = styleOf(language, tight)
  const sheet = new Sheet({
    size: page.size,
    margins: content.form === 'order' ? page.margins : { ...page.margins, top: mm(26), bottom: mm(27) },
    title: `${say(content.title, language)}${content.number ? ` ${content.number}` : ''}`,
    author: say(content.issuer.unit, language),
    language: language === 'zh' ? 'zh-CN' : 'en',
    date: new Date(`${content.issuer.date}T00:00:00+08:00`),
    measuring,
  })
  if (content.form === 'order') drawRedHead(sheet, content, style)
  else drawPlainHead(sheet, content, style)
  if (content.addressee !== undefined)
    flow(sheet, `${say(content.addressee, language)}${language === 'zh' ? '：' : ':'}`, style, { after: language === 'en' ? 6 : 0 })
  for (const block of content.blocks) drawBlock(sheet, block, style)
  if (content.remedy) drawRemedy(sheet, content.remedy, style)
  drawAttachments(sheet, content, style)
  const closingAlone = [drawClosing(sheet, content, style, options), drawCopies(sheet, content, style)].includes(true)
  if (measuring) return { sheet, closingAlone }
  sheet.eachPage((number, pages) => {
    if (options.watermark) drawWatermark(sheet, options.watermark)
    drawFooter(sheet, number, pages, language)
  })
  return { sheet, closingAlone }
}

/** 红头: unit in red, number below it, a red line across, then the title. */
function drawRedHead(sheet: Sheet, content: LetterContent, style: LetterStyle): void {
  const unit = say(content.issuer.unit, style.language)
  const widest = style.language === 'zh' ? 38 : 27
  const at = (size: number): Style => ({ face: 'songBold', size, colour: red })
  const fits = Math.min(widest, (widest * sheet.width) / sheet.oneLine(unit, at(widest)).width)
  sheet.y = mm(30)
  const middle = { width: sheet.width, to: 'center' } as const
  sheet.tagged('P', part => part(() => sheet.drawText(unit, sheet.left, sheet.y + 38, at(fits), middle)))
  sheet.y += 38 + 34
  if (content.number) {
    const number = content.number
    sheet.tagged('P', part =>
      part(() => sheet.drawText(number, sheet.left, sheet.y + 4, { ...style.body, size: style.body.size * 0.95 }, middle)),
    )
    sheet.y += 4
  }
  sheet.y += mm(4)
  sheet.decoration(() => sheet.doc.lineWidth(2).strokeColor(red).moveTo(sheet.left, sheet.y).lineTo(sheet.right, sheet.y).stroke())
  sheet.y += style.pitch * 1.2
  drawTitle(sheet, say(content.title, style.language), style)
  sheet.y += style.pitch * 0.7
}

/** Notices and records: unit and title centred in black, number at the right. */
function drawPlainHead(sheet: Sheet, content: LetterContent, style: LetterStyle): void {
  const unit = say(content.issuer.unit, style.language)
  centred(sheet, unit, style.unit, 'P')
  drawTitle(sheet, say(content.title, style.language), style)
  if (content.number) {
    const number = content.number
    sheet.y += 6
    sheet.tagged('P', part =>
      part(() =>
        sheet.drawText(number, sheet.left, sheet.y + baselineIn(style.cellPitch, style.cell.size), style.cell, {
          width: sheet.width,
          to: 'right',
        }),
      ),
    )
    sheet.y += style.cellPitch
  }
  sheet.y += style.language === 'zh' ? 12 : 14
}

function drawTitle(sheet: Sheet, title: string, style: LetterStyle): void {
  centred(sheet, title, style.title, 'H1')
}

/** Centred lines of equal length rather than one full and one short: a title broken by eye. */
function centred(sheet: Sheet, text: string, type: Style, tag: 'H1' | 'P'): void {
  const whole = sheet.oneLine(text, type).width
  const rows = Math.ceil(whole / (sheet.width * 0.96))
  const lines = sheet.break(text, {
    face: type.face,
    size: type.size,
    width: rows === 1 ? sheet.width : Math.min(sheet.width, whole / rows + type.size * 1.2),
  })
  const pitch = type.size * 1.55
  const top = sheet.y
  sheet.tagged(tag, part =>
    part(() =>
      lines.forEach((line, i) =>
        sheet.drawLine(line, sheet.left + (sheet.width - line.width) / 2, top + i * pitch + baselineIn(pitch, type.size), type),
      ),
    ),
  )
  sheet.y = top + lines.length * pitch
}

function drawAttachments(sheet: Sheet, content: LetterContent, style: LetterStyle): void {
  const attachments = content.attachments ?? []
  if (attachments.length === 0) return
  sheet.y += style.pitch * 0.6
  const label = `${letterWords.attachments[style.language]}${style.language === 'zh' ? '：' : ': '}`
  const lead = style.indent + advance(sheet.oneLine(label, style.body)) + (style.language === 'en' ? 4 : 0)
  for (const [i, words] of attachments.entries()) {
    if (i === 0) {
      sheet.ensure(style.pitch)
      const baseline = sheet.y + baselineIn(style.pitch, style.body.size)
      sheet.tagged('Lbl', part => part(() => sheet.drawText(label, sheet.left + style.indent, baseline, style.body)))
    }
    flow(sheet, `${i + 1}. ${say(words, style.language)}`, style, { left: lead })
  }
}

/** 落款: unit and date at the right with room for the seal, the code to verify the letter at the left. Says whether they opened a page of their own. */
function drawClosing(sheet: Sheet, content: LetterContent, style: LetterStyle, options: LetterPdfOptions): boolean {
  const address = options.qr === false ? undefined : content.verifyUrl
  const sealed = options.seal ?? content.form !== 'record'
  const height = Math.max(sealed ? mm(38) : style.pitch * 3, address ? mm(38) : 0)
  sheet.y += style.pitch * 0.4
  const alone = sheet.ensure(height)
  const top = sheet.y
  const unit = say(content.issuer.unit, style.language)
  const date = letterDate(content.issuer.date, style.language)
  const block = Math.max(sheet.oneLine(unit, style.body).width, sheet.oneLine(date, style.body).width)
  const right = sheet.right - style.body.size * (style.language === 'zh' ? 2 : 0.5)
  const centre = right - block / 2
  const middle = { width: block, to: 'center' } as const
  const baseline = top + (sealed ? mm(14) : style.pitch) + 6
  if (sealed)
    sheet.decoration(() => {
      const y = baseline + style.pitch / 2 - style.body.size * 0.4
      sheet.doc.lineWidth(0.7).strokeColor('#e3b5b5').dash(3, { space: 3 }).circle(centre, y, mm(20)).stroke().undash()
      sheet.drawText(
        letterWords.seal[style.language],
        centre - 40,
        y + mm(20) - 12,
        { face: 'song', size: 9, colour: '#d09a9a' },
        { width: 80, to: 'center' },
      )
    })
  sheet.tagged('P', part => part(() => sheet.drawText(unit, right - block, baseline, style.body, middle)))
  sheet.tagged('P', part => part(() => sheet.drawText(date, right - block, baseline + style.pitch, style.body, middle)))
  if (address) drawVerify(sheet, address, top + mm(6), style)
  sheet.y = top + height
  return alone
}

function drawVerify(sheet: Sheet, address: string, top: number, style: LetterStyle): void {
  const size = mm(22)
  const x = sheet.left + mm(2)
  sheet.decoration(() => drawQr(sheet, address, x, top, size))
  sheet.tagged('Caption', part =>
    part(() =>
      sheet.drawText(letterWords.verify[style.language], x, top + size + 14, { ...style.small, size: 9.5 }, { width: size, to: 'center' }),
    ),
  )
}

/** 版记: who else receives the letter and whom to ring, between two lines at the foot of the last page. */
function drawCopies(sheet: Sheet, content: LetterContent, style: LetterStyle): boolean {
  const { language } = style
  const colon = language === 'zh' ? '：' : ': '
  const rows: string[] = []
  const copies = content.copies ?? []
  if (copies.length > 0) {
    const stop = language === 'zh' ? '。' : '.'
    rows.push(
      `${letterWords.copies[language]}${colon}${copies.map(words => say(words, language)).join(language === 'zh' ? '，' : ', ')}${stop}`,
    )
  }
  if (content.contact !== undefined) rows.push(`${letterWords.contact[language]}${colon}${say(content.contact, language)}`)
  if (rows.length === 0) return false
  const size = language === 'zh' ? 12.5 : 10.5
  const pitch = size * 1.7
  const inset = size
  const lines = rows.map(row => sheet.break(row, { face: 'song', size, width: sheet.width - inset * 2 }))
  const height = lines.reduce((sum, each) => sum + each.length * pitch + 4, 0)
  const alone = sheet.ensure(height)
  let y = Math.max(sheet.y, sheet.bottom - height)
  const rule = (at: number, width: number): void =>
    sheet.decoration(() => sheet.doc.lineWidth(width).strokeColor('#000000').moveTo(sheet.left, at).lineTo(sheet.right, at).stroke())
  rule(y, 1)
  for (const [i, row] of lines.entries()) {
    const top = y
    sheet.tagged('P', part =>
      part(() =>
        row.forEach((line, n) =>
          sheet.drawLine(line, sheet.left + inset, top + 2 + n * pitch + baselineIn(pitch, size), { face: 'song', size }),
        ),
      ),
    )
    y += row.length * pitch + 4
    rule(y, i === lines.length - 1 ? 1 : 0.5)
  }
  sheet.y = y
  return alone
}

function drawFooter(sheet: Sheet, number: number, pages: number, language: Language): void {
  const y = sheet.bottom + mm(7) + 10
  const inset = 14
  // GB/T 9704: odd pages at the outer right, even pages at the outer left; a single page stands in the middle.
  const to = pages === 1 ? 'center' : number % 2 === 1 ? 'right' : 'left'
  sheet.decoration(() => {
    sheet.drawText(
      `– ${number} –`,
      sheet.left + inset,
      y,
      { face: 'song', size: language === 'zh' ? 14 : 11 },
      { width: sheet.width - inset * 2, to },
    )
  })
}

function drawWatermark(sheet: Sheet, words: string): void {
  const [width, height] = sheet.options.size
  sheet.decoration(() => {
    sheet.doc.save()
    sheet.doc.rotate(-35, { origin: [width / 2, height / 2] }).opacity(0.09)
    sheet.drawText(words, 0, height / 2 + 40, { face: 'hei', size: 110, colour: grey }, { width, to: 'center' })
    sheet.doc.restore()
  })
}
