export { bpmnXml } from './bpmn.ts'
export type { DiagramGraph, DiagramStep, DiagramTimer, DiagramTransition } from './graph.ts'
export { mermaidState } from './mermaid.ts'
export { diagramSvg } from './svg.ts'
