/**
 * Chinese line breaking (GB/T 15834 and the printers' 避头尾): no line begins with a closing mark or ends with an
 * opening one, dashes and ellipses stay in pairs, words and numbers stay whole, and a closing mark may stand at the end
 * of a line at half its width. Full lines are spread so that both margins stand straight.
 */
import { type Face, faceFor, missingMark, widthOf } from './faces.ts'

/** A stretch drawn in one go. `spread` is added after each character of Chinese, once after a Latin word. */
export interface Run {
  readonly text: string
  readonly face: Face
  readonly chinese: boolean
  readonly width: number
}
export interface Line {
  readonly runs: readonly Run[]
  /** Width as seen: a closing mark at the end counts half. */
  readonly width: number
  readonly indent: number
  /** Extra points between characters so that the line fills its measure; 0 on last lines. */
  readonly spread: number
}
export interface Measure {
  readonly face: Face
  readonly size: number
  readonly width: number
  /** Points by which the first line is indented. */
  readonly indent?: number
  readonly justify?: boolean
}

const noStart = new Set('，。、；：？！）》」』】〕〗〉｝”’…—～·％‰℃,.;:?!)]}%°'.split(''))
const noEnd = new Set('（《「『【〔〖〈｛“‘￥＄([{$¥'.split(''))
const pairs = new Set('…—'.split(''))
const halvable = new Set('，。、；：？！）》」』】〕〗〉”’'.split(''))
const openers = new Set('（《「『【〔〖〈“‘'.split(''))
const latin = /[\u0021-\u009F\u00A1-\u024F\u2010-\u2012\u2032\u20AC\u2116]/

interface Unit {
  readonly text: string
  readonly face: Face
  readonly chinese: boolean
  readonly width: number
  readonly space: boolean
  /** Two marks meet: the first gives up the blank half between them (标点挤压). */
  readonly squeezed?: boolean
}

/** Breaks text into lines. Newlines start a new line without indent; control characters are dropped. */
export function breakLines(raw: string, measure: Measure): Line[] {
  const lines: Line[] = []
  for (const [i, part] of raw.replaceAll('\r\n', '\n').split('\n').entries())
    lines.push(...breakPart(unitsOf(part, measure), measure, i === 0 ? (measure.indent ?? 0) : 0))
  return lines
}

function unitsOf(part: string, { face, size, width, indent = 0 }: Measure): Unit[] {
  const units: Unit[] = []
  let word = ''
  const unit = (text: string, drawn: Face, chinese: boolean): Unit => ({
    text,
    face: drawn,
    chinese,
    width: widthOf(text, drawn, size),
    space: text === ' ',
  })
  const flush = (): void => {
    if (word === '') return
    const whole = unit(word, face, false)
    // A word wider than the line (an address, a hash) is cut where it must be.
    if (whole.width > width - indent) for (const character of word) units.push(unit(character, face, true))
    else units.push(whole)
    word = ''
  }
  for (const character of part.normalize('NFC')) {
    if (/\p{Cc}|\p{Cf}|\uFE0F/u.test(character) && character !== '\t') continue
    const shown = character === '\t' ? ' ' : character
    // A no-break space holds the parts of a telephone number together.
    if (shown === '\u00A0' || (latin.test(shown) && faceFor(shown, face) === face)) {
      word += shown === '\u00A0' ? ' ' : shown
      continue
    }
    flush()
    const drawn = faceFor(shown, face)
    units.push(drawn ? unit(shown, drawn, shown !== ' ') : unit(missingMark, face, true))
  }
  flush()
  return units.map((each, i) => squeeze(each, units[i + 1], size))
}

function squeeze(unit: Unit, next: Unit | undefined, size: number): Unit {
  const full = (each: Unit): boolean => Math.abs(each.width - size) < 0.01
  if (!next || !full(unit) || !full(next)) return unit
  const meets = halvable.has(unit.text)
    ? halvable.has(next.text) || openers.has(next.text)
    : openers.has(unit.text) && openers.has(next.text)
  return meets ? { ...unit, width: unit.width / 2, squeezed: true } : unit
}

/** The line's advance with the last mark at its full width: where something may follow it. */
export const advance = (line: Line): number => line.runs.reduce((sum, run) => sum + run.width, 0)

/** Whether a line may end between the two. */
function mayBreak(before: Unit, after: Unit): boolean {
  if (after.space) return false
  if (before.space) return true
  const last = [...before.text].at(-1) ?? ''
  const first = [...after.text][0] ?? ''
  if (pairs.has(last) && last === first) return false
  return !(noStart.has(first) || noEnd.has(last))
}

const seen = (unit: Unit): number => (halvable.has(unit.text) && !unit.squeezed ? unit.width / 2 : unit.space ? 0 : unit.width)

function breakPart(units: readonly Unit[], measure: Measure, firstIndent: number): Line[] {
  if (units.length === 0) return [{ runs: [], width: 0, indent: firstIndent, spread: 0 }]
  const lines: Line[] = []
  let start = 0
  while (start < units.length) {
    while (start < units.length && lines.length > 0 && units[start]?.space) start++
    if (start >= units.length) break
    const indent = lines.length === 0 ? firstIndent : 0
    const room = measure.width - indent
    let used = 0
    let end = start
    let best = -1
    for (; end < units.length; end++) {
      const unit = units[end] as Unit
      if (used + seen(unit) > room + 0.01) break
      used += unit.width
      const next = units[end + 1]
      if (next && mayBreak(unit, next)) best = end + 1
    }
    const stop = end >= units.length ? units.length : best > start ? best : Math.max(end, start + 1)
    lines.push(finish(units.slice(start, stop), measure, indent, room, stop >= units.length))
    start = stop
  }
  return lines
}

function finish(units: readonly Unit[], { justify, size }: Measure, indent: number, room: number, last: boolean): Line {
  let kept = units
  while (kept.at(-1)?.space) kept = kept.slice(0, -1)
  const runs: Run[] = []
  for (const [i, unit] of kept.entries()) {
    const open = runs.at(-1)
    const joins = open && open.face === unit.face && open.chinese === unit.chinese && unit.chinese && !kept[i - 1]?.squeezed
    // Latin words and the spaces between them are drawn together: one run keeps kerning and extraction whole.
    const latinJoins = open && open.face === unit.face && !open.chinese && !unit.chinese
    if (open && (joins || latinJoins)) runs[runs.length - 1] = { ...open, text: open.text + unit.text, width: open.width + unit.width }
    else runs.push({ text: unit.text, face: unit.face, chinese: unit.chinese, width: unit.width })
  }
  const tail = kept.at(-1)
  const width = kept.reduce((sum, unit) => sum + unit.width, 0) - (tail ? tail.width - seen(tail) : 0)
  const gaps = runs.reduce((sum, run) => sum + (run.chinese ? [...run.text].length : 1), 0) - 1
  const spread = justify && !last && gaps > 0 ? Math.max(0, room - width) / gaps : 0
  // A line that would gape is left short instead.
  return { runs, width, indent, spread: spread > size * 0.2 ? 0 : spread }
}
