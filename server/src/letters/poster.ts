/** Things residents hold in their hands: the poster on the wall and the slip from the counter. */
import type { Text } from '@fengqiao/kernel'
import { drawQr } from './qr.ts'
import { mm, Sheet, type Style } from './sheet.ts'

export interface PosterOptions {
  /** The place whose QR code this is: 长丰社区枫景苑. */
  readonly place: Text
  readonly district: Text
  /** Address the code opens. */
  readonly url: string
  readonly size?: 'A4' | 'A5'
  /** A number for those who would rather ring. */
  readonly hotline?: string
}

const red = '#c8161d'
const deep = '#7d0f14'
const ink = '#222222'
const soft = '#5d5a55'
const made = new Date('2026-01-01T00:00:00+08:00')

const steps: readonly { zh: string; en: string }[] = [
  { zh: '扫码说事', en: 'Scan and tell us' },
  { zh: '专人办理', en: 'One unit takes it' },
  { zh: '进度可查', en: 'Follow it live' },
  { zh: '您来评价', en: 'You rate it' },
]

/** A poster in Chinese with English below it; A4 or A5, portrait, no bleed. The same place gives the same bytes. */
export async function renderPoster(options: PosterOptions): Promise<Uint8Array> {
  const scale = options.size === 'A5' ? 148 / 210 : 1
  const m = (length: number): number => mm(length) * scale
  const width = m(210)
  const height = m(297)
  const sheet = new Sheet({
    size: [width, height],
    margins: { top: 0, right: 0, bottom: 0, left: 0 },
    title: `${options.place.zh} · 扫一扫，有事找我们`,
    author: options.district.zh,
    language: 'zh-CN',
    date: made,
  })
  const { doc } = sheet
  const centre = { width, to: 'center' } as const
  const say = (text: string, millimetres: number, face: Style['face'], size: number, colour: string): void =>
    sheet.tagged('P', part =>
      part(() =>
        sheet.drawText(text, 0, m(millimetres), { face, size: fit(sheet, text, face, size * scale, width - m(24)), colour }, centre),
      ),
    )

  sheet.decoration(() => {
    // The foot of the band is a shallow arch, a bridge seen from the side.
    doc
      .moveTo(0, 0)
      .lineTo(0, m(98))
      .quadraticCurveTo(width / 2, m(122), width, m(98))
      .lineTo(width, 0)
      .closePath()
      .fill(red)
    doc
      .lineWidth(m(0.8))
      .strokeColor('#f3c9a5')
      .moveTo(0, m(101.5))
      .quadraticCurveTo(width / 2, m(125.5), width, m(101.5))
      .stroke()
  })
  say(`${options.district.zh}${options.place.zh}`, 26, 'hei', 20, '#ffe9d6')
  say('扫一扫，有事找我们', 54, 'songBold', 54, '#ffffff')
  say('Scan the code. Tell us, and we see it through.', 70, 'hei', 17, '#ffe9d6')
  say('诉求 · 纠纷 · 隐患 · 求助 · 建议 · 咨询', 87, 'hei', 19, '#ffffff')

  const code = m(92)
  const frame = m(7)
  const left = (width - code) / 2
  const top = m(117)
  sheet.decoration(() => {
    doc
      .lineWidth(m(1.2))
      .roundedRect(left - frame, top - frame, code + frame * 2, code + frame * 2, m(4))
      .fillAndStroke('#ffffff', deep)
    drawQr(sheet, options.url, left, top, code, 'Q')
  })
  say('微信、支付宝或手机相机均可扫码，无需注册登录', 228, 'hei', 15, ink)
  say('Any camera will do. No account needed; you may stay anonymous.', 235.5, 'hei', 11.5, soft)

  const box = m(42)
  const gap = m(4)
  const row = width / 2 - (box * 4 + gap * 3) / 2
  for (const [i, step] of steps.entries()) {
    const x = row + i * (box + gap)
    sheet.decoration(() => {
      doc.roundedRect(x, m(243), box, m(24), m(2)).fill('#f8efe9')
      doc.circle(x + box / 2, m(243), m(4)).fill(red)
      sheet.drawText(
        String(i + 1),
        x,
        m(243) + 4.6 * scale,
        { face: 'hei', size: 13 * scale, colour: '#ffffff' },
        { width: box, to: 'center' },
      )
    })
    sheet.tagged('P', part =>
      part(() => {
        sheet.drawText(step.zh, x, m(256), { face: 'hei', size: 16 * scale, colour: deep }, { width: box, to: 'center' })
        sheet.drawText(step.en, x, m(262.5), { face: 'hei', size: 9.5 * scale, colour: soft }, { width: box, to: 'center' })
      }),
    )
  }
  const ring = options.hotline ? `　电话 Tel ${options.hotline}` : ''
  say(`情况紧急请先拨打 110 · 119 · 120　In an emergency call first${ring}`, 279, 'hei', 12.5, red)
  say(`${options.district.en} · ${options.place.en}`, 287, 'hei', 10, soft)
  return sheet.finish()
}

/** The size at which the text fits the width, never larger than asked. */
function fit(sheet: Sheet, text: string, face: Style['face'], size: number, width: number): number {
  return Math.min(size, (size * width) / sheet.oneLine(text, { face, size }).width)
}

export interface SlipOptions {
  readonly title: Text
  /** The query code: FQ-2603-0017. */
  readonly code: string
  /** Shown large, for those who look up by telephone. */
  readonly rows: readonly { readonly label: Text; readonly value: Text | string }[]
  readonly unit: Text
  /** Date as `YYYY-MM-DD`: the file's own date. */
  readonly date: string
  /** Where the matter can be followed. */
  readonly url: string
}

/** The receipt handed over at the counter: 80 mm wide, as long as it needs, for a slip printer. Both languages. */
export async function renderReceiptSlip(options: SlipOptions): Promise<Uint8Array> {
  const width = mm(80)
  const pad = mm(5)
  const inner = width - pad * 2
  const labelWidth = mm(20)
  const value: Style = { face: 'hei', size: 9 }
  const label: Style = { face: 'song', size: 8, colour: soft }
  const sheetOf = (height: number): Sheet =>
    new Sheet({
      size: [width, height],
      margins: { top: 0, right: 0, bottom: 0, left: 0 },
      title: `${options.title.zh} ${options.code}`,
      author: options.unit.zh,
      language: 'zh-CN',
      date: new Date(`${options.date}T00:00:00+08:00`),
    })
  const draw = (sheet: Sheet): number => {
    const centre = { width: inner, to: 'center' } as const
    const put = (text: string, y: number, style: Style): void =>
      sheet.tagged('P', part =>
        part(() => sheet.drawText(text, pad, y, { ...style, size: fit(sheet, text, style.face, style.size, inner) }, centre)),
      )
    put(options.unit.zh, 26, { face: 'songBold', size: 12 })
    put(options.title.zh, 44, { face: 'hei', size: 14 })
    put(options.title.en, 56, label)
    put(options.code, 82, { face: 'hei', size: 20 })
    let y = 98
    for (const row of options.rows) {
      const words = typeof row.value === 'string' ? row.value : row.value.zh
      const lines = sheet.break(words, { face: value.face, size: value.size, width: inner - labelWidth })
      const top = y
      sheet.tagged('P', part =>
        part(() => {
          sheet.drawText(row.label.zh, pad, top + 9, label)
          sheet.drawText(row.label.en, pad, top + 18, { ...label, size: 6 })
          lines.forEach((line, i) => sheet.drawLine(line, pad + labelWidth, top + 10 + i * 13, value))
        }),
      )
      y += Math.max(24, lines.length * 13 + 6)
      sheet.decoration(() =>
        sheet.doc
          .lineWidth(0.4)
          .strokeColor('#bbbbbb')
          .dash(1.5, { space: 1.5 })
          .moveTo(pad, y - 3)
          .lineTo(width - pad, y - 3)
          .stroke()
          .undash(),
      )
    }
    const size = mm(32)
    sheet.decoration(() => drawQr(sheet, options.url, (width - size) / 2, y + 10, size))
    put('扫码查进度、补材料、作评价', y + size + 26, { face: 'hei', size: 9 })
    put('Scan to follow, add to or rate your matter', y + size + 37, { ...label, size: 7 })
    return y + size + 52
  }
  // Drawn once to learn its length, once to print.
  const height = draw(sheetOf(mm(400)))
  const sheet = sheetOf(height)
  draw(sheet)
  return sheet.finish()
}
