import { describe, expect, it } from 'vitest'
import { exampleGraph } from './example-graph.ts'
import { mermaidState } from './mermaid.ts'
import { diagramSvg } from './svg.ts'

describe('Mermaid', () => {
  it('names every step, action, holder and timer in the language asked for', () => {
    const zh = mermaidState(exampleGraph, 'zh')
    expect(zh).toContain('[*] --> registered')
    expect(zh).toContain('dispatched --> disputed: 提出异议（承办单位）')
    expect(zh).toContain('closed --> [*]')
    expect(zh).toContain('5 个工作日内答复 → 红牌督办')
    const en = mermaidState(exampleGraph, 'en')
    expect(en).toContain('dispatched --> disputed: Object (Owner unit)')
    expect(en).not.toMatch(/[\u4e00-\u9fff]/)
  })

  it('keeps labels from being read as syntax', () => {
    const graph = {
      ...exampleGraph,
      timers: [],
      transitions: [{ from: 'registered', to: 'closed', action: { zh: '甲:乙;{丙}', en: 'a:b;{c}' }, by: { zh: '丁', en: 'd' } }],
    }
    expect(mermaidState(graph, 'en')).toContain('registered --> closed: a：b  c (d)')
  })
})

describe('SVG', () => {
  it('shows each step once, a wire for each action, and is the same every time', () => {
    const svg = diagramSvg(exampleGraph, 'zh')
    expect(svg.match(/<g id="step-/g)).toHaveLength(exampleGraph.steps.length)
    expect(svg.match(/marker-end=/g)).toHaveLength(exampleGraph.transitions.length)
    expect(svg).toContain('>提出异议（承办单位）</text>')
    expect(svg).toContain('aria-label="群众诉求闭环办理"')
    expect(diagramSvg(exampleGraph, 'zh')).toBe(svg)
  })

  it('cuts what is too long and keeps it whole in a tooltip; escapes what is not text', () => {
    const long = '需要办理的事项名称特别长的一个步骤以至于一行写不下'
    const graph = { ...exampleGraph, steps: [{ id: 'a', label: { zh: long, en: 'A<b>' }, final: true }], transitions: [], timers: [] }
    expect(diagramSvg(graph, 'zh')).toMatch(new RegExp(`…<title>● ${long}</title>`))
    expect(diagramSvg(graph, 'en')).toContain('A&lt;b&gt;')
  })
})
