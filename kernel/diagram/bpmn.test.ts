import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bpmnXml } from './bpmn.ts'
import { exampleGraph } from './example-graph.ts'
import type { DiagramGraph } from './graph.ts'

interface Report {
  readonly id: string
  readonly message: string
}
interface Lint {
  new (options: { config: object; resolver: object }): { lint(root: object): Promise<Record<string, Report[]>> }
}
interface Moddle {
  new (): { fromXML(xml: string): Promise<{ rootElement: object; warnings: Error[] }> }
}
const require = createRequire(import.meta.url)
const { Linter } = require('bpmnlint') as { Linter: Lint }
const { BpmnModdle } = require('bpmn-moddle') as { BpmnModdle: Moddle }
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver') as new () => object

async function read(xml: string) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml)
  const reports = await new Linter({ config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver() }).lint(rootElement)
  return { rootElement, warnings, reports }
}

/** A process as moddle reads it, as far as these tests look. */
interface Element {
  readonly $type: string
  readonly id: string
  readonly name?: string
  readonly isExecutable?: boolean
  readonly flowElements?: readonly Element[]
  readonly attachedToRef?: Element
  readonly cancelActivity?: boolean
  readonly conditionExpression?: { readonly body: string }
  readonly eventDefinitions?: readonly { readonly timeDuration?: { readonly body: string } }[]
}

describe('BPMN 2.0 export', () => {
  for (const language of ['zh', 'en'] as const)
    it(`is read without warnings and accepted by bpmnlint (${language})`, async () => {
      const { warnings, reports } = await read(bpmnXml(exampleGraph, language))
      expect(warnings).toEqual([])
      expect(reports).toEqual({})
    })

  it('has an executable shape: tasks, conditions, non-interrupting timers with ISO 8601 durations', async () => {
    const { rootElement } = await read(bpmnXml(exampleGraph, 'zh'))
    const process = (rootElement as { rootElements: Element[] }).rootElements.find(each => each.$type === 'bpmn:Process')
    expect(process?.isExecutable).toBe(true)
    const elements = process?.flowElements ?? []
    const tasks = elements.filter(each => each.$type === 'bpmn:UserTask').map(each => each.name)
    expect(tasks).toEqual(['已登记', '已研判', '已派单', '退单争议', '办理中', '吹哨协同', '已答复', '回访中', '已办结'])
    const timers = elements.filter(each => each.$type === 'bpmn:BoundaryEvent')
    expect(timers).toHaveLength(exampleGraph.timers.length)
    expect(timers.every(each => each.cancelActivity === false && each.attachedToRef?.$type === 'bpmn:UserTask')).toBe(true)
    const durations = timers.map(each => each.eventDefinitions?.[0]?.timeDuration?.body)
    expect(durations).toContain('PT15M')
    expect(durations).toContain('${deadline.answerDue}')
    const conditions = elements.map(each => each.conditionExpression?.body).filter(Boolean)
    expect(conditions).toContain('${action == "object"}')
    expect(conditions).toContain('${action == "designate" && next == "redirected"}')
  })

  it('shows a planted fault, so that the checks above are not blind', async () => {
    const broken = bpmnXml(exampleGraph, 'en')
      .replace('isExecutable="true"', 'isExecutable="true" sideways="yes"')
      .replace(/name="Registered"/, '')
    const { reports } = await read(broken)
    expect(Object.keys(reports)).toContain('label-required')
  })

  it('survives names that would break XML', async () => {
    const nasty: DiagramGraph = {
      id: '9-nasty & odd',
      name: { zh: '<甲>&"乙"\u0001', en: `O'Neill <b> & "co"` },
      steps: [
        { id: 'a-1', label: { zh: '甲<', en: '<A>' }, final: false },
        { id: 'b.2', label: { zh: '乙', en: '&B' }, final: true },
      ],
      transitions: [{ from: 'a-1', to: 'b.2', action: { zh: '办"结', en: 'Do "it"' }, by: { zh: '岗', en: 'Post' } }],
      timers: [],
    }
    const { warnings, reports } = await read(bpmnXml(nasty, 'en'))
    expect(warnings).toEqual([])
    expect(reports).toEqual({})
  })

  it('holds for any graph in which every step can be reached', async () => {
    const words = (raw: string) => ({ zh: `中${raw}`, en: raw })
    const graphs = fc.integer({ min: 2, max: 12 }).chain(n =>
      fc.record({
        parents: fc.array(fc.nat(), { minLength: n - 1, maxLength: n - 1 }),
        extra: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.nat(5)), { maxLength: 18 }),
        holders: fc.array(fc.option(fc.nat(3), { nil: undefined }), { minLength: n, maxLength: n }),
        timers: fc.array(fc.nat(n - 1), { maxLength: 8 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(graphs, async ({ parents, extra, holders, timers }) => {
        const wire = (from: number, to: number, key: number) => ({
          from: `s${from}`,
          to: `s${to}`,
          action: words(`Action ${key}`),
          by: words('Post'),
          key: `a${key}`,
        })
        const graph: DiagramGraph = {
          id: 'any',
          name: words('Any'),
          steps: holders.map((holder, i) => ({
            id: `s${i}`,
            label: words(`Step ${i}`),
            final: i === holders.length - 1,
            holder: holder === undefined ? undefined : words(`Holder ${holder}`),
          })),
          transitions: [...parents.map((parent, i) => wire(parent % (i + 1), i + 1, i % 6)), ...extra.map(each => wire(...each))],
          timers: timers.map((step, i) => ({ step: `s${step}`, key: `k${i}`, label: words('Due'), consequence: words('Missed') })),
        }
        const { warnings, reports } = await read(bpmnXml(graph, 'en'))
        expect(warnings).toEqual([])
        expect(reports).toEqual({})
      }),
      { numRuns: 60, seed: 3 },
    )
  })

  it('names the step that does not exist', () => {
    const wrong = { ...exampleGraph, timers: [{ step: 'nowhere', key: 'x', label: exampleGraph.name, consequence: exampleGraph.name }] }
    expect(() => bpmnXml(wrong, 'zh')).toThrow('"nowhere"')
  })
})
