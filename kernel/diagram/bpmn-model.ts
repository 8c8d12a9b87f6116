/**
 * From the neutral graph to BPMN's own things, placed. The layout moves blocks, never what is inside one.
 * A missed deadline does not end the task (it stays somebody's), so timers do not interrupt and raise an escalation.
 */
import type { Language } from '../text.ts'
import { type Block, blocksOf, coreId, event, gateway, middle, missY, portStep, type Way, words } from './bpmn-blocks.ts'
import { assertGraph, type DiagramGraph, safeName } from './graph.ts'
import { type Layout, layOut, type Point, type Wire } from './layout.ts'

export type NodeKind = 'startEvent' | 'endEvent' | 'userTask' | 'exclusiveGateway' | 'boundaryEvent'

export interface BpmnNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  readonly lane: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly labelAt?: { readonly x: number; readonly y: number; readonly width: number } | undefined
  readonly owner?: string | undefined
  /** Who may do what here, one action a line. */
  readonly documentation?: string | undefined
  /** Boundary timers: the task they watch and when they fire. */
  readonly attachedTo?: string | undefined
  readonly duration?: string | undefined
  /** End events that raise an escalation, named by the event's own name. */
  readonly escalates?: boolean | undefined
}
export interface BpmnFlow {
  readonly id: string
  readonly name: string
  readonly from: string
  readonly to: string
  readonly condition?: string | undefined
  readonly isDefault?: boolean | undefined
  readonly points: readonly Point[]
  readonly labelAt?: Point | undefined
}
export interface BpmnModel {
  readonly nodes: readonly BpmnNode[]
  readonly flows: readonly BpmnFlow[]
  readonly layout: Layout
}

/** Nodes and flows with coordinates. Throws when the graph names a step that does not exist. */
export function bpmnModel(graph: DiagramGraph, language: Language): BpmnModel {
  assertGraph(graph)
  const blocks = blocksOf(graph, language)
  const wires: Wire[] = blocks.flatMap(block =>
    block.ways.map((way, i) => ({ id: way.id, from: way.from, to: way.to, exit: middle + (block.ways.length > 1 ? i * portStep : 0) })),
  )
  const layout = layOut(
    blocks.map(block => block.box),
    wires,
    { track: 14, gap: 36 },
  )
  const nodes: BpmnNode[] = []
  const flows: BpmnFlow[] = []
  const entry = new Map(blocks.map(block => [block.step.id, block.joins ? `Join_${safeName(block.step.id)}` : coreId(block)]))
  for (const block of blocks) place(block, layout, entry, language, nodes, flows)
  return { nodes, flows, layout }
}

function place(
  block: Block,
  layout: Layout,
  entry: ReadonlyMap<string, string>,
  language: Language,
  nodes: BpmnNode[],
  flows: BpmnFlow[],
): void {
  const at = layout.boxes.get(block.step.id)
  if (!at) return
  const name = safeName(block.step.id.trim())
  const { lane } = block
  const y = at.y + middle
  const core = coreId(block)
  if (block.joins) {
    nodes.push({
      id: `Join_${name}`,
      kind: 'exclusiveGateway',
      name: '',
      lane,
      x: at.x,
      y: y - gateway / 2,
      width: gateway,
      height: gateway,
    })
    flows.push({
      id: `Flow_join_${name}`,
      name: '',
      from: `Join_${name}`,
      to: core,
      points: [
        { x: at.x + gateway, y },
        { x: at.x + block.taskX, y },
      ],
    })
  }
  const x = at.x + block.taskX
  const right = x + block.taskWidth
  if (block.kind === 'task')
    nodes.push({
      id: core,
      kind: 'userTask',
      name: block.step.label[language],
      lane,
      x,
      y: at.y,
      width: block.taskWidth,
      height: 80,
      owner: block.step.holder?.[language],
      documentation: documentation(block.ways, language),
    })
  else
    nodes.push({
      id: core,
      kind: block.kind === 'start' ? 'startEvent' : 'endEvent',
      name: block.step.label[language],
      lane,
      x,
      y: y - event / 2,
      width: event,
      height: event,
      labelAt: { x: x - 32, y: y + event / 2 + 4, width: event + 64 },
    })
  const forks = block.ways.length > 1
  const fork = { x: at.x + block.forkX, right: at.x + block.forkX + gateway }
  if (forks) {
    nodes.push({
      id: `Fork_${name}`,
      kind: 'exclusiveGateway',
      name: words.choose[language],
      lane,
      x: fork.x,
      y: y - gateway / 2,
      width: gateway,
      height: gateway,
      labelAt: { x: fork.x - 25, y: y - gateway / 2 - 18, width: gateway + 50 },
    })
    flows.push({
      id: `Flow_fork_${name}`,
      name: '',
      from: core,
      to: `Fork_${name}`,
      points: [
        { x: right, y },
        { x: fork.x, y },
      ],
    })
  }
  for (const [i, way] of block.ways.entries()) {
    const route = layout.wires.get(way.id) ?? []
    const port = y + (forks ? i * portStep : 0)
    const bus = fork.right + 14
    const head: Point[] = !forks
      ? [{ x: right, y }]
      : i === 0
        ? [{ x: fork.right, y }]
        : [
            { x: fork.x + gateway / 2, y: y + gateway / 2 },
            { x: fork.x + gateway / 2, y: port },
          ]
    flows.push({
      id: way.id,
      name: forks ? way.name : '',
      from: forks ? `Fork_${name}` : core,
      to: entry.get(way.to) ?? way.to,
      condition: forks && !way.isDefault ? way.condition : undefined,
      isDefault: way.isDefault && forks,
      points: [...head, ...route.slice(1)],
      labelAt: forks ? { x: bus, y: port - 18 } : undefined,
    })
  }
  placeTimers(block, { x, right, top: at.y }, language, nodes, flows)
}

/** The rightmost timer drops to the topmost escalation, so that their lines never cross. */
function placeTimers(
  block: Block,
  task: { x: number; right: number; top: number },
  language: Language,
  nodes: BpmnNode[],
  flows: BpmnFlow[],
): void {
  const name = safeName(block.step.id)
  const { timers, lane } = block
  for (const [i, timer] of timers.entries()) {
    const id = `${name}_${safeName(timer.key)}`
    const centre = task.x + 26 + i * 44
    const y = task.top + missY(block.ways.length, timers.length - 1 - i)
    const missX = task.right + 100
    nodes.push({
      id: `Timer_${id}`,
      kind: 'boundaryEvent',
      name: timer.label[language],
      lane,
      x: centre - event / 2,
      y: task.top + 80 - event / 2,
      width: event,
      height: event,
      labelAt: { x: centre + 6, y: y - 20, width: missX - centre - 10 },
      attachedTo: coreId(block),
      duration: timer.duration ?? `\${deadline.${safeName(timer.key)}}`,
    })
    nodes.push({
      id: `Miss_${id}`,
      kind: 'endEvent',
      name: timer.consequence[language],
      lane,
      x: missX,
      y: y - event / 2,
      width: event,
      height: event,
      labelAt: { x: missX + event + 4, y: y - 8, width: 100 },
      escalates: true,
    })
    flows.push({
      id: `Flow_miss_${id}`,
      name: '',
      from: `Timer_${id}`,
      to: `Miss_${id}`,
      points: [
        { x: centre, y: task.top + 80 + event / 2 },
        { x: centre, y },
        { x: missX, y },
      ],
    })
  }
}

/** A single way on needs no label in BPMN; the action and who takes it stand in the task's documentation. */
function documentation(ways: readonly Way[], language: Language): string {
  const said = ways.filter(way => way.by.length > 0)
  if (language === 'zh') return said.map(way => `${way.name}（${way.by.join('、')}）`).join('\n')
  return said.map(way => `${way.name} (${way.by.join(', ')})`).join('\n')
}
