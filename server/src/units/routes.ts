import * as contract from '@fengqiao/contract'
import { refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { named, pageOf } from '../reference/pages.ts'
import type { Reference } from '../reference/reference.ts'

const unknownUnit = refusal('not-found', text('没有这个单位', 'There is no such unit'))
export function unitRoutes(app: FastifyInstance, { reference }: { reference: Reference }): void {
  serve(app, contract.listUnits, ({ query }) => {
    const { atlas, organisation } = reference.snapshot
    const rows = organisation
      .units()
      .filter(
        unit =>
          (!query.kind || unit.kind === query.kind) &&
          (!query.level || unit.level === query.level) &&
          (!query.place || atlas.isWithin(unit.place, query.place)) &&
          named(unit.name, query.search),
      )
    return pageOf(rows, unit => unit.id, query)
  })

  serve(app, contract.getUnit, ({ params }) => {
    const { organisation } = reference
    const unit = organisation.find(params.id)
    if (!unit) return unknownUnit
    return { ...unit, superiors: [...organisation.superiors(unit.id)], posts: [...organisation.postsOf(unit.id)] }
  })

  serve(app, contract.unitTree, ({ query }) => {
    const { organisation } = reference
    if (query.parent && !organisation.find(query.parent)) return unknownUnit
    return { units: organisation.below(query.parent).map(unit => ({ ...unit, below: organisation.below(unit.id).length })) }
  })

  serve(app, contract.listPosts, ({ query }) => {
    const { organisation } = reference
    const candidates = query.account
      ? organisation.heldBy(query.account)
      : query.unit
        ? organisation.postsOf(query.unit)
        : organisation.posts()
    const rows = candidates
      .filter(post => (!query.unit || post.unit === query.unit) && (!query.role || post.role === query.role))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return pageOf(rows, post => post.id, query)
  })
}
