import type { CaseState, Procedure } from '@fengqiao/kernel'

/** Owns: the marks by which supervisors find open cases: flags of the procedure that stand, cards not lifted. */
export interface Mark {
  readonly id: string
  readonly kind: 'flag' | 'card'
  /** The flag's name, the card's colour. */
  readonly name: string
  readonly unit: string
  readonly since: string
}

/** Marks of a case as it stands; a closed one has none. `at` is when a flag was first seen to stand. */
export function marksOf(procedure: Procedure, matter: CaseState, at: string): Mark[] {
  if (matter.closedAt) return []
  const flags = matter.flags
    .filter(flag => procedure.flags.includes(flag))
    .map(name => ({ id: `flag:${name}`, kind: 'flag' as const, name, unit: matter.owner, since: at }))
  const cards = matter.cards.flatMap((card, index) =>
    card.lifted ? [] : [{ id: `card#${index + 1}`, kind: 'card' as const, name: card.colour, unit: card.unit, since: card.at }],
  )
  return [...flags, ...cards]
}

/** What changes in the table; nothing at all for most actions. */
export function markChanges(procedure: Procedure, before: CaseState | undefined, after: CaseState, at: string) {
  if (before && before.flags === after.flags && before.cards === after.cards && before.closedAt === after.closedAt) return {}
  const had = new Map((before ? marksOf(procedure, before, at) : []).map(mark => [mark.id, mark]))
  const has = marksOf(procedure, after, at)
  const put = has.filter(mark => !had.has(mark.id))
  const drop = [...had.keys()].filter(id => !has.some(mark => mark.id === id))
  return put.length + drop.length > 0 ? { marks: { put, drop } } : {}
}
