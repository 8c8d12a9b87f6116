/** BPMN 2.0 XML with diagram interchange: executable process, one pool, a lane for each holder. */
import type { Language } from '../text.ts'
import { type BpmnFlow, type BpmnNode, bpmnModel } from './bpmn-model.ts'
import { type DiagramGraph, escapeXml, safeName } from './graph.ts'

const header = 30
const margin = { x: 160, y: 80 }

/**
 * The procedure as BPMN 2.0 (OMG formal/2011-01-03), names in one language. Steps are user tasks, actions conditions on
 * exclusive gateways (`${action == "accept"}`), deadlines non-interrupting boundary timers that raise an escalation.
 */
export function bpmnXml(graph: DiagramGraph, language: Language): string {
  const { nodes, flows, layout } = bpmnModel(graph, language)
  const id = safeName(graph.id)
  const name = escapeXml(graph.name[language])
  // The same consequence is one escalation, however many deadlines lead to it.
  const names = [...new Set(nodes.filter(node => node.escalates).map(node => node.name))]
  const escalations = new Map(names.map((each, i) => [each, `Escalation_${i + 1}`]))
  const out = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="Definitions_${id}" name="${name}" targetNamespace="urn:fengqiao:procedure:${escapeXml(graph.id)}" exporter="Fengqiao" exporterVersion="1">`,
    ...[...escalations].map(
      ([each, escalation]) => `  <bpmn:escalation id="${escalation}" name="${escapeXml(each)}" escalationCode="${escalation}"/>`,
    ),
    `  <bpmn:collaboration id="Collaboration_${id}">`,
    `    <bpmn:participant id="Participant_${id}" name="${name}" processRef="Process_${id}"/>`,
    '  </bpmn:collaboration>',
    `  <bpmn:process id="Process_${id}" name="${name}" isExecutable="true">`,
    `    <bpmn:laneSet id="LaneSet_${id}">`,
    ...layout.lanes.flatMap((lane, i) => [
      `      <bpmn:lane id="Lane_${i + 1}" name="${escapeXml(lane.id)}">`,
      ...nodes.filter(node => node.lane === lane.id).map(node => `        <bpmn:flowNodeRef>${node.id}</bpmn:flowNodeRef>`),
      '      </bpmn:lane>',
    ]),
    '    </bpmn:laneSet>',
    ...nodes.flatMap(node => nodeXml(node, flows, escalations)),
    ...flows.map(flowXml),
    '  </bpmn:process>',
    `  <bpmndi:BPMNDiagram id="Diagram_${id}">`,
    `    <bpmndi:BPMNPlane id="Plane_${id}" bpmnElement="Collaboration_${id}">`,
    shape(
      `Participant_${id}`,
      { x: margin.x - header * 2, y: margin.y, width: layout.width + header * 2, height: layout.height },
      ' isHorizontal="true"',
    ),
    ...layout.lanes.map((lane, i) =>
      shape(
        `Lane_${i + 1}`,
        { x: margin.x - header, y: margin.y + lane.y, width: layout.width + header, height: lane.height },
        ' isHorizontal="true"',
      ),
    ),
    ...nodes.map(nodeShape),
    ...flows.map(edge),
    '    </bpmndi:BPMNPlane>',
    '  </bpmndi:BPMNDiagram>',
    '</bpmn:definitions>',
  ]
  return `${out.join('\n')}\n`
}

function nodeXml(node: BpmnNode, flows: readonly BpmnFlow[], escalations: ReadonlyMap<string, string>): string[] {
  const standard = flows.find(flow => flow.from === node.id && flow.isDefault)
  const attributes = [
    `id="${node.id}"`,
    node.name ? `name="${escapeXml(node.name)}"` : '',
    node.attachedTo ? `attachedToRef="${node.attachedTo}" cancelActivity="false"` : '',
    standard ? `default="${standard.id}"` : '',
  ]
  const inside = [
    ...(node.documentation ? [`      <bpmn:documentation>${escapeXml(node.documentation)}</bpmn:documentation>`] : []),
    ...flows.filter(flow => flow.to === node.id).map(flow => `      <bpmn:incoming>${flow.id}</bpmn:incoming>`),
    ...flows.filter(flow => flow.from === node.id).map(flow => `      <bpmn:outgoing>${flow.id}</bpmn:outgoing>`),
  ]
  if (node.owner)
    inside.push(
      `      <bpmn:potentialOwner id="Owner_${node.id}">`,
      `        <bpmn:resourceAssignmentExpression id="Assign_${node.id}">`,
      `          <bpmn:formalExpression id="Holder_${node.id}">${escapeXml(node.owner)}</bpmn:formalExpression>`,
      '        </bpmn:resourceAssignmentExpression>',
      '      </bpmn:potentialOwner>',
    )
  if (node.duration)
    inside.push(
      `      <bpmn:timerEventDefinition id="Clock_${node.id}">`,
      `        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${escapeXml(node.duration)}</bpmn:timeDuration>`,
      '      </bpmn:timerEventDefinition>',
    )
  if (node.escalates)
    inside.push(`      <bpmn:escalationEventDefinition id="Raise_${node.id}" escalationRef="${escalations.get(node.name)}"/>`)
  return [`    <bpmn:${node.kind} ${attributes.filter(Boolean).join(' ')}>`, ...inside, `    </bpmn:${node.kind}>`]
}

function flowXml(flow: BpmnFlow): string {
  const name = flow.name ? ` name="${escapeXml(flow.name)}"` : ''
  const open = `    <bpmn:sequenceFlow id="${flow.id}"${name} sourceRef="${flow.from}" targetRef="${flow.to}"`
  if (!flow.condition) return `${open}/>`
  return `${open}>\n      <bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escapeXml(flow.condition)}</bpmn:conditionExpression>\n    </bpmn:sequenceFlow>`
}

interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function bounds(at: Bounds): string {
  return `<dc:Bounds x="${at.x}" y="${at.y}" width="${at.width}" height="${at.height}"/>`
}

function shape(id: string, at: Bounds, more = '', label = ''): string {
  return `      <bpmndi:BPMNShape id="${id}_di" bpmnElement="${id}"${more}>${bounds(at)}${label}</bpmndi:BPMNShape>`
}

function nodeShape(node: BpmnNode): string {
  const label =
    node.labelAt && node.name
      ? `<bpmndi:BPMNLabel>${bounds({ x: margin.x + node.labelAt.x, y: margin.y + node.labelAt.y, width: node.labelAt.width, height: 16 })}</bpmndi:BPMNLabel>`
      : ''
  const more = node.kind === 'exclusiveGateway' ? ' isMarkerVisible="true"' : ''
  return shape(node.id, { x: margin.x + node.x, y: margin.y + node.y, width: node.width, height: node.height }, more, label)
}

function edge(flow: BpmnFlow): string {
  const points = flow.points.map(point => `<di:waypoint x="${margin.x + point.x}" y="${margin.y + point.y}"/>`).join('')
  const label = flow.labelAt
    ? `<bpmndi:BPMNLabel>${bounds({ x: margin.x + flow.labelAt.x, y: margin.y + flow.labelAt.y, width: 100, height: 16 })}</bpmndi:BPMNLabel>`
    : ''
  return `      <bpmndi:BPMNEdge id="${flow.id}_di" bpmnElement="${flow.id}">${points}${label}</bpmndi:BPMNEdge>`
}
