import type { Post, Unit, UnitKind } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'
import type { Atlas } from '../places/atlas.ts'

/**
 * Units, posts and who holds them, in memory. Immutable: a change makes a new one. It knows who stands above whom and
 * which unit of a kind serves a place; which kind answers for a subject is the duty list's knowledge.
 */
export class Organisation {
  readonly #atlas: Atlas
  readonly #units: ReadonlyMap<string, Unit>
  readonly #posts: ReadonlyMap<string, Post>
  readonly #below = new Map<string, Unit[]>()
  readonly #serving = new Map<string, Unit>()
  readonly #postsOf = new Map<string, Post[]>()
  readonly #heldBy = new Map<string, Post[]>()

  constructor(atlas: Atlas, units: Iterable<Unit>, posts: Iterable<Post>) {
    this.#atlas = atlas
    this.#units = new Map([...units].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(unit => [unit.id, unit]))
    this.#posts = new Map([...posts].map(post => [post.id, post]))
    for (const unit of this.#units.values()) {
      if (unit.parent) push(this.#below, unit.parent, unit)
      const seat = `${unit.kind} ${unit.place}`
      // Two units of one kind at one place: the first by id serves, so that the answer never wavers.
      if (!this.#serving.has(seat)) this.#serving.set(seat, unit)
    }
    for (const post of this.#posts.values()) {
      push(this.#postsOf, post.unit, post)
      for (const holder of post.holders) push(this.#heldBy, holder.account, post)
    }
  }

  find(id: string): Unit | undefined {
    return this.#units.get(id)
  }

  units(): readonly Unit[] {
    return [...this.#units.values()]
  }

  posts(): readonly Post[] {
    return [...this.#posts.values()]
  }

  /** Direct subordinates; the top units when no id is given. */
  below(id?: string): readonly Unit[] {
    return id === undefined ? this.units().filter(unit => unit.parent === null) : (this.#below.get(id) ?? [])
  }

  /** The unit of this kind that serves a place: there, or at the nearest wider place that has one. */
  unitOf(kind: UnitKind, place: string): Unit | undefined {
    for (const code of [place, ...this.#atlas.ancestors(place).map(wider => wider.code)]) {
      const unit = this.#serving.get(`${kind} ${code}`)
      if (unit) return unit
    }
    return undefined
  }

  /** Where a matter from this place is received: the community's station, else the street's or district's centre. */
  receivingCentre(place: string): Unit | undefined {
    for (const code of [place, ...this.#atlas.ancestors(place).map(wider => wider.code)]) {
      const unit = this.#serving.get(`serviceStation ${code}`) ?? this.#serving.get(`governanceCentre ${code}`)
      if (unit) return unit
    }
    return undefined
  }

  superior(id: string): Unit | undefined {
    const parent = this.#units.get(id)?.parent
    return parent ? this.#units.get(parent) : undefined
  }

  /** Units above it, nearest first. A loop in bad data ends the walk. */
  superiors(id: string): readonly Unit[] {
    const found: Unit[] = []
    const seen = new Set([id])
    for (let at = this.superior(id); at && !seen.has(at.id); at = this.superior(at.id)) {
      seen.add(at.id)
      found.push(at)
    }
    return found
  }

  /** One level up in the same line of work (street enforcement team → district bureau); else its superior. */
  superiorInLine(id: string): Unit | undefined {
    const unit = this.#units.get(id)
    const wider = unit && this.#atlas.ancestors(unit.place)[0]
    return (unit && wider && this.unitOf(unit.kind, wider.code)) ?? this.superior(id)
  }

  /** The nearest unit above both, never one of the two: nobody judges a dispute of their own (Petition Work Regulations art. 24). */
  commonSuperior(one: string, other: string): Unit | undefined {
    const above = new Set(this.superiors(other).map(unit => unit.id))
    return this.superiors(one).find(unit => above.has(unit.id) && unit.id !== one && unit.id !== other)
  }

  isWithin(unit: string, superior: string): boolean {
    return unit === superior || this.superiors(unit).some(above => above.id === superior)
  }

  findPost(id: string): Post | undefined {
    return this.#posts.get(id)
  }

  postsOf(unit: string, role?: RoleId): readonly Post[] {
    const posts = this.#postsOf.get(unit) ?? []
    return role ? posts.filter(post => post.role === role) : posts
  }

  /** Posts that this account holds now. */
  heldBy(account: string): readonly Post[] {
    return this.#heldBy.get(account) ?? []
  }

  /** Accounts that hold a role at a unit. */
  holders(unit: string, role: RoleId): readonly string[] {
    return [...new Set(this.postsOf(unit, role).flatMap(post => post.holders.map(holder => holder.account)))]
  }

  /** The nearest unit, from this one upwards, where somebody holds the role. */
  nearestWith(unit: string, role: RoleId): Unit | undefined {
    const own = this.#units.get(unit)
    return [...(own ? [own] : []), ...this.superiors(unit)].find(at => this.holders(at.id, role).length > 0)
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
