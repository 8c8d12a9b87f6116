/**
 * One block for each step: joining gateway, user task or end event, forking gateway, boundary timers. Sizes only; the
 * layout places blocks and bpmn-model.ts what is inside them.
 */
import type { Language } from '../text.ts'
import { type DiagramGraph, type DiagramStep, type DiagramTimer, safeName } from './graph.ts'
import type { Box } from './layout.ts'

export interface Way {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly name: string
  readonly by: readonly string[]
  readonly condition: string
  readonly isDefault: boolean
}
export interface Block {
  readonly step: DiagramStep
  readonly kind: 'task' | 'end' | 'start'
  readonly joins: boolean
  readonly ways: readonly Way[]
  readonly timers: readonly DiagramTimer[]
  readonly lane: string
  readonly taskX: number
  readonly taskWidth: number
  readonly forkX: number
  readonly box: Box
}

export const middle = 40
export const gateway = 40
export const event = 36
export const portStep = 30
export const words = {
  start: { zh: '发起', en: 'Start' },
  end: { zh: '办结', en: 'Done' },
  choose: { zh: '如何办理？', en: 'Which action?' },
  system: { zh: '系统', en: 'System' },
} as const

const startId = ' start'
const endOf = (id: string): string => `${id} end`

/** Blocks in the order of the steps, the start event first. Same action, same two steps: one way, its takers joined. */
export function blocksOf(graph: DiagramGraph, language: Language): Block[] {
  const first = graph.steps[0] as DiagramStep
  const ways = new Map<string, Way[]>(graph.steps.map(step => [step.id, []]))
  const merged = new Map<string, { from: string; to: string; key: string; action: string; by: string[] }>()
  for (const { from, to, action, by, key } of graph.transitions) {
    const name = key ?? safeName(action.en)
    const spot = `${from} ${to} ${name}`
    const known = merged.get(spot)
    if (known) known.by.push(by[language])
    else merged.set(spot, { from, to, key: name, action: action[language], by: [by[language]] })
  }
  let n = 0
  for (const { from, to, key, action, by } of merged.values()) {
    const others = [...merged.values()].some(each => each.from === from && each.key === key && each.to !== to)
    const condition = others ? `\${action == "${key}" && next == "${to}"}` : `\${action == "${key}"}`
    ways.get(from)?.push({ id: `Flow_${++n}`, from, to, name: action, by, condition, isDefault: false })
  }
  const extraEnds: DiagramStep[] = []
  for (const step of graph.steps) {
    const out = ways.get(step.id)
    if (!step.final || !out || out.length === 0) continue
    // A final step that can be left again (a closed matter reopened) is a task whose ordinary way on is the end.
    out.unshift({
      id: `Flow_end_${safeName(step.id)}`,
      from: step.id,
      to: endOf(step.id),
      name: words.end[language],
      by: [],
      condition: '',
      isDefault: true,
    })
    extraEnds.push({ id: endOf(step.id), label: step.label, final: true, holder: step.holder })
  }
  const begin: Way = { id: 'Flow_start', from: startId, to: first.id, name: '', by: [], condition: '', isDefault: false }
  const incoming = new Map<string, number>()
  for (const way of [begin, ...[...ways.values()].flat()]) incoming.set(way.to, (incoming.get(way.to) ?? 0) + 1)

  const holderOf = (step: DiagramStep, seen: readonly string[] = []): string => {
    if (step.holder) return step.holder[language]
    const before = graph.transitions.find(each => each.to === step.id && each.from !== step.id && !seen.includes(each.from))
    const from = before && graph.steps.find(each => each.id === before.from)
    return from ? holderOf(from, [...seen, step.id]) : words.system[language]
  }
  const timersAt = (id: string): DiagramTimer[] => graph.timers.filter(timer => timer.step === id)
  const start: DiagramStep = { id: startId, label: words.start, final: false }
  return [
    measure({ step: start, kind: 'start', joins: false, ways: [begin], timers: [], lane: holderOf(first) }),
    ...graph.steps.map(step => {
      const out = ways.get(step.id) ?? []
      const kind = out.length === 0 ? 'end' : 'task'
      return measure({
        step,
        kind,
        joins: (incoming.get(step.id) ?? 0) > 1,
        ways: out,
        timers: kind === 'end' ? [] : timersAt(step.id),
        lane: holderOf(step),
      })
    }),
    ...extraEnds.map(step => measure({ step, kind: 'end', joins: false, ways: [], timers: [], lane: holderOf(step) })),
  ]
}

function measure(block: Omit<Block, 'taskX' | 'taskWidth' | 'forkX' | 'box'>): Block {
  const taskX = block.joins ? gateway + 30 : 0
  const taskWidth = block.kind === 'task' ? Math.max(140, block.timers.length * 44 + 20) : event
  const forks = block.ways.length > 1
  const forkX = taskX + taskWidth + (forks ? 30 : 0)
  const afterTask = block.kind === 'task' ? (forks ? 30 + gateway + 130 : 20) : block.kind === 'end' ? 60 : 20
  const width = taskX + taskWidth + Math.max(afterTask, block.timers.length > 0 ? 240 : 0)
  const height =
    block.timers.length > 0 ? missY(block.ways.length, block.timers.length - 1) + 40 : Math.max(90, portsBottom(block.ways.length))
  const box: Box = { id: block.step.id, width, height, entry: middle, lane: block.lane }
  return { ...block, taskX, taskWidth, forkX, box }
}

const portsBottom = (ways: number): number => middle + (Math.max(ways, 1) - 1) * portStep + 20
/** Middle of the n-th escalation event below a task. */
export const missY = (ways: number, n: number): number => Math.max(132, portsBottom(ways) + 30) + n * 52

/** Id of the block's task or event. */
export function coreId(block: Pick<Block, 'kind' | 'step'>): string {
  if (block.kind === 'start') return 'Start'
  return `${block.kind === 'task' ? 'Step' : 'End'}_${safeName(block.step.id)}`
}
