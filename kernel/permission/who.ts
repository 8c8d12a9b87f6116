import { type RoleId, roles } from '../role.ts'
import { type Text, text } from '../text.ts'
import type { Organisation } from './organisation.ts'

/**
 * Owns: who may act, said as a role at a unit that stands in a relation to the case.
 * Never: sessions, accounts or passwords.
 */

/** How a unit can stand to a case. */
export const relations = {
  'owner unit': text('主办单位', 'owner unit'),
  'receiving centre': text('受理中心', 'receiving centre'),
  'common superior': text('共同上级', 'common superior'),
  'superior of owner': text('主办单位的上级', 'superior of the owner unit'),
  'top of owner': text('再上一级', 'level above the superior'),
  'summoned unit': text('被召集单位', 'summoned unit'),
  'carded unit': text('被亮牌单位', 'carded unit'),
  'supervision office': text('督查室', 'supervision office'),
  'assigned leader': text('包案领导', 'assigned leader'),
  'station of the place': text('所在社区驿站', 'station of the place'),
  'any unit': text('任一单位', 'any unit'),
} as const satisfies Record<string, Text>
export type Relation = keyof typeof relations

/** One line of a permission: a post at a related unit, the reporter, anybody, or the system itself. */
export interface PostWho {
  readonly kind: 'post'
  readonly role: RoleId
  readonly relation: Relation
}
export type Who = PostWho | { readonly kind: 'reporter' } | { readonly kind: 'anyone' } | { readonly kind: 'system' }

export const by = <R extends RoleId>(role: R) => ({
  at: (relation: Relation): PostWho => ({ kind: 'post', role, relation }),
})
/** The person who brought the matter, signed in or holding its query code. */
export const reporter: Who = { kind: 'reporter' }
/** Anybody at all: filing is never refused at the door. */
export const anyone: Who = { kind: 'anyone' }
/** A worker acting on a missed deadline or on a standing order; never reachable from a request. */
export const system: Who = { kind: 'system' }

export function describeWho(who: Who): Text {
  if (who.kind === 'post') {
    const role = roles[who.role]
    const relation = relations[who.relation]
    return { zh: `${relation.zh}${role.zh}`, en: `${role.en} at the ${relation.en}` }
  }
  if (who.kind === 'reporter') return text('来访群众', 'Reporter')
  return who.kind === 'anyone' ? text('任何人', 'Anyone') : text('系统', 'System')
}

/** The actor of an action, as it is written into the journal. */
export type Actor =
  | {
      readonly kind: 'staff'
      readonly account: string
      readonly name: string
      readonly post: string
      readonly unit: string
      readonly role: RoleId
    }
  | { readonly kind: 'resident'; readonly resident: string | null }
  | { readonly kind: 'system'; readonly name: string }

/** The part of a case that relations are read from. */
export interface Related {
  readonly owner: string
  readonly place: string
  readonly assignments: readonly {
    readonly kind: string
    readonly unit: string
    readonly account?: string | undefined
    readonly to?: string | undefined
  }[]
  readonly cards: readonly { readonly unit: string }[]
}

/** Units that stand in the relation, today. An empty list means the relation is not filled. */
export function unitsIn(relation: Relation, matter: Related, org: Organisation): readonly string[] {
  const one = (id: string | undefined) => (id === undefined ? [] : [id])
  switch (relation) {
    case 'owner unit':
      return [matter.owner]
    case 'receiving centre':
      return [org.receivingCentre(matter.place)]
    case 'common superior':
      return [org.commonSuperior(matter.owner, org.receivingCentre(matter.place))]
    case 'superior of owner':
      return [org.superior(matter.owner) ?? matter.owner]
    case 'top of owner': {
      const above = org.superior(matter.owner) ?? matter.owner
      return [org.superior(above) ?? above]
    }
    case 'summoned unit':
      return matter.assignments.filter(a => a.kind === 'whistle' && !a.to).map(a => a.unit)
    case 'carded unit':
      return matter.cards.map(card => card.unit)
    case 'supervision office': {
      // The nearest comes first; the district's office above it sees and may order what the street's does.
      const near = org.unitOf('supervision', matter.place)
      const above = near === undefined ? undefined : org.superior(near)
      return [...one(near), ...(above !== undefined && org.unit(above)?.kind === 'supervision' ? [above] : [])]
    }
    case 'assigned leader':
      return matter.assignments.filter(a => a.kind === 'leader' && !a.to).map(a => a.unit)
    case 'station of the place':
      return one(org.unitOf('serviceStation', matter.place))
    case 'any unit':
      return []
  }
}

/** Whether one line of a permission covers this actor on this case. Reporter-hood is established by the server. */
export function covers(who: Who, actor: Actor, matter: Related, org: Organisation, isReporter: boolean): boolean {
  switch (who.kind) {
    case 'anyone':
      return actor.kind !== 'system'
    case 'system':
      return actor.kind === 'system'
    case 'reporter':
      return actor.kind === 'resident' && isReporter
    case 'post':
      if (actor.kind !== 'staff' || actor.role !== who.role) return false
      return who.relation === 'any unit' || unitsIn(who.relation, matter, org).includes(actor.unit)
  }
}
