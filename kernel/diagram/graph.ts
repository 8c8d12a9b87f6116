/**
 * The neutral graph a procedure is drawn from. Everything in this folder turns it into text, BPMN 2.0 or SVG,
 * purely: same graph, same output, byte for byte. It never knows a procedure.
 */
import type { Text } from '../text.ts'

export interface DiagramGraph {
  /** The procedure's id: kebab-case. */
  readonly id: string
  readonly name: Text
  /** The first is where a case begins. */
  readonly steps: readonly DiagramStep[]
  readonly transitions: readonly DiagramTransition[]
  readonly timers: readonly DiagramTimer[]
}

export interface DiagramStep {
  readonly id: string
  readonly label: Text
  readonly final: boolean
  /** Who holds a case at this step: a lane in BPMN. */
  readonly holder?: Text | undefined
}

export interface DiagramTransition {
  readonly from: string
  readonly to: string
  readonly action: Text
  /** Who may take it. */
  readonly by: Text
  /** The action's own name, `returnForCorrection`: the condition in the executable BPMN. */
  readonly key?: string | undefined
}

export interface DiagramTimer {
  readonly step: string
  readonly key: string
  readonly label: Text
  readonly consequence: Text
  /** ISO 8601 duration (`PT30M`, `P5D`). Without one the process engine is asked by expression: working days need a calendar. */
  readonly duration?: string | undefined
}

/** A name safe as an XML NCName, a Mermaid id and an SVG id. */
export function safeName(raw: string): string {
  const clean = raw.replaceAll(/[^A-Za-z0-9_]/g, '_')
  return /^[A-Za-z_]/.test(clean) ? clean : `_${clean}`
}

/** Escapes text for XML content and attributes. Characters XML 1.0 cannot carry are dropped. */
export function escapeXml(raw: string): string {
  return raw
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;')
}

/** Throws with a sentence naming the place when the graph does not hold together. */
export function assertGraph(graph: DiagramGraph): void {
  const ids = new Set<string>()
  for (const step of graph.steps) {
    if (ids.has(step.id)) throw new Error(`Diagram ${graph.id}: step "${step.id}" stands twice; give each step its own id`)
    ids.add(step.id)
  }
  if (graph.steps.length === 0) throw new Error(`Diagram ${graph.id}: no steps, so there is nothing to draw`)
  for (const { from, to, action } of graph.transitions)
    for (const end of [from, to])
      if (!ids.has(end)) throw new Error(`Diagram ${graph.id}: action "${action.en}" touches step "${end}", which does not exist`)
  for (const timer of graph.timers)
    if (!ids.has(timer.step))
      throw new Error(`Diagram ${graph.id}: timer "${timer.key}" runs at step "${timer.step}", which does not exist`)
}
