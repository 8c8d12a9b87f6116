import type { Language } from '@fengqiao/kernel'
import { mm, type Style } from './sheet.ts'

/**
 * The page of an official letter, GB/T 9704-2012: A4, type area 156 mm × 225 mm, 天头 37 mm, 订口 28 mm,
 * 22 lines of 28 characters. English takes the same page with smaller type.
 */
export const page = {
  size: [mm(210), mm(297)],
  margins: { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) },
} as const

export const red = '#d0111b'
export const grey = '#5f6368'

export interface LetterStyle {
  readonly language: Language
  readonly body: Style
  readonly pitch: number
  readonly indent: number
  readonly justify: boolean
  readonly title: Style
  readonly unit: Style
  readonly heading: Style
  readonly cell: Style
  readonly cellLabel: Style
  readonly cellPitch: number
  readonly small: Style
}

/**
 * 三号 body is 15.75 pt so that 28 characters fill the 156 mm exactly. `tight` below 1 sets everything but the heads
 * smaller, down to 四号, where the seal and date would else stand alone on a page.
 */
export function styleOf(language: Language, tight = 1): LetterStyle {
  const style = plainStyle(language)
  if (tight === 1) return style
  const smaller = (each: Style): Style => ({ ...each, size: each.size * tight })
  return {
    ...style,
    body: smaller(style.body),
    heading: smaller(style.heading),
    cell: smaller(style.cell),
    cellLabel: smaller(style.cellLabel),
    pitch: style.pitch * tight,
    cellPitch: style.cellPitch * tight,
    indent: style.indent * tight,
  }
}

function plainStyle(language: Language): LetterStyle {
  if (language === 'zh')
    return {
      language,
      body: { face: 'song', size: 15.75 },
      pitch: 28.9,
      indent: 31.5,
      justify: true,
      title: { face: 'songBold', size: 22 },
      unit: { face: 'songBold', size: 22 },
      heading: { face: 'hei', size: 15.75 },
      cell: { face: 'song', size: 12.5 },
      cellLabel: { face: 'hei', size: 12.5 },
      cellPitch: 20,
      small: { face: 'song', size: 10, colour: grey },
    }
  return {
    language,
    body: { face: 'song', size: 12 },
    pitch: 19,
    indent: 0,
    justify: false,
    title: { face: 'songBold', size: 18 },
    unit: { face: 'songBold', size: 16 },
    heading: { face: 'hei', size: 12.5 },
    cell: { face: 'song', size: 11 },
    cellLabel: { face: 'hei', size: 11 },
    cellPitch: 16.5,
    small: { face: 'song', size: 9, colour: grey },
  }
}

/** Distance from the top of a line's box to its baseline, so that type sits in the middle of its pitch. */
export const baselineIn = (pitch: number, size: number): number => (pitch + size * 0.76) / 2
