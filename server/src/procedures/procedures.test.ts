import { ProcedureView } from '@fengqiao/contract'
import { procedures } from '@fengqiao/procedures'
import { XMLValidator } from 'fast-xml-parser'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { procedureRoutes } from './routes.ts'

const app = Fastify()
app.decorateRequest('caller')
app.addHook('onRequest', async request => {
  request.caller = { kind: 'anonymous', district: '440399', language: 'en' }
})
procedureRoutes(app, { procedures })

test('anybody reads which procedures are in force', async () => {
  const { rows } = (await app.inject({ url: '/api/procedures' })).json()
  expect(rows.map((row: { id: string }) => row.id)).toEqual(procedures.map(({ id }) => id))
  expect(rows[0].basis.length).toBeGreaterThan(0)
})

test.each(procedures.map(procedure => [procedure.id, procedure] as const))(
  '%s is told whole: steps, actions, rules, forms, diagrams',
  async (id, procedure) => {
    const view = ProcedureView.parse((await app.inject({ url: `/api/procedures/${id}` })).json())
    expect(view.steps.map(step => step.id)).toEqual(Object.keys(procedure.steps))
    expect(view.actions.map(action => action.id)).toEqual(Object.keys(procedure.actions))
    for (const step of view.steps) expect(step.final || (step.holder && step.due.length > 0), step.id).toBeTruthy()
    for (const action of view.actions) expect(action.from.length, action.id).toBeGreaterThan(0)
    for (const drawing of [view.svg.zh, view.svg.en]) expect(drawing).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
    for (const drawing of [view.mermaid.zh, view.mermaid.en]) expect(drawing).toMatch(/stateDiagram-v2/)
  },
)

test.each(['zh', 'en'])('the BPMN export in %s is well-formed and comes as a file', async language => {
  const answer = await app.inject({ url: `/api/procedures/appeal/bpmn?language=${language}` })
  expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8')
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="appeal.${language}.bpmn"`)
  expect(XMLValidator.validate(answer.body)).toBe(true)
  expect(answer.body).toMatch(/<bpmn:definitions [\s\S]*isExecutable="true"/)
})

test('an unknown one is refused', async () => {
  for (const url of ['/api/procedures/none', '/api/procedures/none/bpmn']) {
    const answer = await app.inject({ url })
    expect(answer.statusCode).toBeGreaterThanOrEqual(400)
    expect(answer.json()).toMatchObject({ rule: 'procedure-unknown' })
  }
})
