import * as contract from '@fengqiao/contract'
import {
  bpmnXml,
  describeWho,
  diagramSvg,
  formOf,
  graphOf,
  isFinal,
  mermaidState,
  type Procedure,
  permissionsTable,
  text,
} from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { procedureUnknown } from '../cases/cases.ts'
import { serve } from '../http/serve.ts'

type View = z.input<typeof contract.ProcedureView>

/** The procedures in force, as anybody may read them: what happens, who decides, by which rule, until when. */
export function procedureRoutes(app: FastifyInstance, { procedures }: { procedures: readonly Procedure[] }): void {
  const find = (id: string): Procedure | undefined => procedures.find(one => one.id === id)
  // Drawing takes a few milliseconds and a procedure never changes while the process runs.
  const drawn = new WeakMap<Procedure, View>()

  serve(app, contract.listProcedures, () => ({
    rows: procedures.map(({ id, version, words, basis }) => ({ id, version, name: words.name, purpose: words.purpose, basis: [...basis] })),
  }))

  serve(app, contract.getProcedure, ({ params }) => {
    const procedure = find(params.id)
    if (!procedure) return procedureUnknown
    const view = drawn.get(procedure) ?? procedureView(procedure)
    drawn.set(procedure, view)
    return view
  })

  serve(app, contract.getBpmn, ({ params, query, reply }) => {
    const procedure = find(params.id)
    if (!procedure) return procedureUnknown
    void reply
      .type('application/xml; charset=utf-8')
      .header('Content-Disposition', `attachment; filename="${procedure.id}.${query.language}.bpmn"`)
      .send(bpmnXml(graphOf(procedure), query.language))
    return undefined
  })
}

/** Everything a gallery shows of one procedure. Pure. */
export function procedureView(procedure: Procedure): View {
  const { id, version, words, basis } = procedure
  const graph = graphOf(procedure)
  return {
    id,
    version,
    name: words.name,
    purpose: words.purpose,
    basis: [...basis],
    steps: Object.entries(procedure.steps).map(([step, how]) => ({
      id: step,
      label: words.steps[step] ?? text(step, step),
      final: isFinal(how),
      holder: 'held' in how ? describeWho(how.held) : null,
      due: 'due' in how ? [how.due].flat() : [],
    })),
    actions: permissionsTable(procedure).map(({ action, label, at, to, by, refusedBy }) => ({
      id: action,
      label,
      from: [...at],
      to,
      by: [...by],
      form: formOf(procedure, action).map(field => ({ ...field, options: field.options ? { ...field.options } : undefined })),
      rules: refusedBy.map(({ rule, because, source }) => ({ name: rule, because, source })),
    })),
    svg: { zh: diagramSvg(graph, 'zh'), en: diagramSvg(graph, 'en') },
    mermaid: { zh: mermaidState(graph, 'zh'), en: mermaidState(graph, 'en') },
  }
}
