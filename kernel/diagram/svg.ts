/**
 * The state diagram as one SVG with no dependency: each step is a card that lists its actions, and each action's wire
 * leaves from its own line, so that no label can lie on another. Wires take the colour of the step they come from.
 */
import type { Language } from '../text.ts'
import { assertGraph, type DiagramGraph, type DiagramStep, escapeXml, safeName } from './graph.ts'
import { type Box, layOut, type Placed, type Point, type Wire } from './layout.ts'

const line = 20
const head = 30
const cardWidth = { zh: 216, en: 256 } as const
const palette = ['#1d4e89', '#9c2a2a', '#2f6b3c', '#7a4a9c', '#a3620b', '#0f6f75', '#5b5b5b', '#b0336f'] as const

interface Card {
  readonly step: DiagramStep
  readonly title: string
  readonly holder: string
  readonly timers: readonly string[]
  readonly actions: readonly { readonly id: string; readonly label: string; readonly to: string }[]
  readonly box: Box
}

/** SVG text, sized to its content; `aria-label` carries the procedure's name. */
export function diagramSvg(graph: DiagramGraph, language: Language): string {
  assertGraph(graph)
  const cards = graph.steps.map(step => cardOf(graph, step, language))
  const wires: Wire[] = cards.flatMap(card =>
    card.actions.map((action, i) => ({ id: action.id, from: card.step.id, to: action.to, exit: actionsTop(card) + i * line + line / 2 })),
  )
  const layout = layOut(
    cards.map(card => card.box),
    wires,
  )
  const pad = 16
  const [width, height] = [Math.ceil(layout.width + pad * 2), Math.ceil(layout.height + pad * 2)]
  const id = safeName(graph.id)
  const colour = new Map(cards.map((card, i) => [card.step.id, palette[i % palette.length] ?? palette[0]]))
  const out: string[] = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" lang="${language === 'zh' ? 'zh-CN' : 'en'}" aria-label="${escapeXml(graph.name[language])}" font-family="'Noto Sans SC','PingFang SC','Microsoft YaHei','Source Han Sans SC',sans-serif" font-size="12">`,
    `<title>${escapeXml(graph.name[language])}</title>`,
    '<defs>',
    ...palette.map(
      (fill, i) =>
        `<marker id="${id}-arrow-${i}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0.5 L8 4 L0 7.5 Z" fill="${fill}"/></marker>`,
    ),
    '</defs>',
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g transform="translate(${pad} ${pad})">`,
  ]
  for (const wire of wires) {
    const stroke = colour.get(wire.from) ?? palette[0]
    const from = layout.boxes.get(wire.from)
    const to = layout.boxes.get(wire.to)
    const backward = from && to && to.x <= from.x
    out.push(
      `<path d="${path(layout.wires.get(wire.id) ?? [])}" fill="none" stroke="${stroke}" stroke-width="1.4"${backward ? ' stroke-dasharray="5 3"' : ''} marker-end="url(#${id}-arrow-${palette.indexOf(stroke)})"/>`,
    )
  }
  for (const [i, card] of cards.entries()) {
    const spot = layout.boxes.get(card.step.id)
    if (spot) out.push(...draw(card, spot, colour.get(card.step.id) ?? palette[0], i === 0))
  }
  out.push('</g>', '</svg>')
  return `${out.join('\n')}\n`
}

function cardOf(graph: DiagramGraph, step: DiagramStep, language: Language): Card {
  const holder = step.holder?.[language] ?? ''
  const timers = graph.timers
    .filter(timer => timer.step === step.id)
    .flatMap(timer => [timer.label[language], `→ ${timer.consequence[language]}`])
  const actions = graph.transitions
    .map((transition, i) => ({ ...transition, id: `t${i}` }))
    .filter(transition => transition.from === step.id)
    .map(({ id, to, action, by }) => ({
      id,
      to,
      label: language === 'zh' ? `${action.zh}（${by.zh}）` : `${action.en} (${by.en})`,
    }))
  const lines = (holder ? 1 : 0) + timers.length + actions.length
  const box: Box = {
    id: step.id,
    width: cardWidth[language],
    height: head + lines * line + (lines > 0 ? 10 : 0),
    entry: head / 2,
    lane: '',
  }
  return { step, title: step.label[language], holder, timers, actions, box }
}

const actionsTop = (card: Card): number => head + ((card.holder ? 1 : 0) + card.timers.length) * line + 6

function draw(card: Card, at: Placed, colour: string, isStart: boolean): string[] {
  const { x, y, width, height } = at
  const fillHead = card.step.final ? '#e8ece9' : colour
  const inkHead = card.step.final ? '#1f2937' : '#ffffff'
  const out = [
    `<g id="step-${safeName(card.step.id)}">`,
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#ffffff" stroke="${card.step.final ? '#6b7280' : colour}" stroke-width="${isStart ? 2.4 : 1.2}"/>`,
    `<path d="M${x} ${y + head} V${y + 6} Q${x} ${y} ${x + 6} ${y} H${x + width - 6} Q${x + width} ${y} ${x + width} ${y + 6} V${y + head} Z" fill="${fillHead}"/>`,
    label(
      x + 10,
      y + 20,
      `${isStart ? '● ' : card.step.final ? '◎ ' : ''}${card.title}`,
      inkHead,
      'font-size="14" font-weight="600"',
      width - 20,
      14,
    ),
  ]
  let top = y + head
  if (card.holder) {
    out.push(label(x + 10, top + 16, card.holder, '#4b5563', '', width - 20, 12))
    top += line
  }
  for (const timer of card.timers) {
    const lead = timer.startsWith('→')
    out.push(label(x + 26, top + 15, timer, lead ? '#8a5a00' : '#7a4b00', 'font-size="11"', width - 36, 11))
    if (!lead) out.push(clock(x + 15, top + 11))
    top += line
  }
  if (card.actions.length > 0) out.push(`<path d="M${x} ${top + 3} H${x + width}" stroke="#e5e7eb"/>`)
  for (const [i, action] of card.actions.entries()) {
    const baseline = y + actionsTop(card) + i * line + 14
    out.push(label(x + width - 12, baseline, action.label, colour, 'text-anchor="end"', width - 24, 12))
    out.push(`<circle cx="${x + width}" cy="${baseline - 4}" r="2.5" fill="${colour}"/>`)
  }
  out.push('</g>')
  return out
}

/** One line of text; too long for its room, it is cut with an ellipsis and kept whole in a tooltip. */
function label(x: number, y: number, raw: string, fill: string, more: string, room: number, size: number): string {
  const shown = cut(raw, room, size)
  const tip = shown === raw ? '' : `<title>${escapeXml(raw)}</title>`
  return `<text x="${x}" y="${y}" fill="${fill}" ${more}>${escapeXml(shown)}${tip}</text>`
}

/** Drawn, not written: few fonts carry a clock. */
function clock(x: number, y: number): string {
  return `<g stroke="#7a4b00" stroke-width="1.2" fill="none"><circle cx="${x}" cy="${y}" r="5"/><path d="M${x} ${y - 3} V${y} H${x + 2.5}"/></g>`
}

const wide = (character: string): number => (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60\u3000-\u303F]/.test(character) ? 1 : 0.56)

function cut(raw: string, room: number, size: number): string {
  const characters = [...raw]
  const total = characters.reduce((sum, character) => sum + wide(character) * size, 0)
  if (total <= room) return raw
  let used = size
  let shown = ''
  for (const character of characters) {
    used += wide(character) * size
    if (used > room) break
    shown += character
  }
  return `${shown.trimEnd()}…`
}

function path(points: readonly Point[]): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${point.x} ${point.y}`).join(' ')
}
