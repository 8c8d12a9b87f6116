import type { Language } from '../text.ts'
import { assertGraph, type DiagramGraph, safeName } from './graph.ts'

/** Mermaid `stateDiagram-v2` text. Labels lose the few characters Mermaid reads as syntax. */
export function mermaidState(graph: DiagramGraph, language: Language): string {
  assertGraph(graph)
  const lines = ['stateDiagram-v2', '  direction LR']
  const start = graph.steps[0]
  for (const step of graph.steps) {
    const holder = step.holder ? `<br/>${label(step.holder[language])}` : ''
    lines.push(`  state "${label(step.label[language])}${holder}" as ${safeName(step.id)}`)
  }
  if (start) lines.push(`  [*] --> ${safeName(start.id)}`)
  for (const { from, to, action, by } of graph.transitions) {
    const who = language === 'zh' ? `（${label(by.zh)}）` : ` (${label(by.en)})`
    lines.push(`  ${safeName(from)} --> ${safeName(to)}: ${label(action[language])}${who}`)
  }
  for (const step of graph.steps) if (step.final) lines.push(`  ${safeName(step.id)} --> [*]`)
  for (const step of graph.steps) {
    const timers = graph.timers.filter(timer => timer.step === step.id)
    if (timers.length === 0) continue
    lines.push(`  note right of ${safeName(step.id)}`)
    for (const timer of timers) lines.push(`    ${label(timer.label[language])} → ${label(timer.consequence[language])}`)
    lines.push('  end note')
  }
  return `${lines.join('\n')}\n`
}

function label(raw: string): string {
  return raw
    .replaceAll('"', '”')
    .replaceAll(/[;{}]/g, ' ')
    .replaceAll(':', '：')
    .replaceAll(/[\r\n]+/g, ' ')
    .trim()
}
