import { list, type Measure, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import type { Organisation } from '../permission/organisation.ts'
import { unitsIn } from '../permission/who.ts'
import { apply } from './evolve.ts'
import type { Assignment, CaseState, Recipient, Resolved } from './state.ts'

/**
 * Owns: the case as it is while an action is being decided; each effect is seen in the light of those before it.
 * The only mutable thing in the kernel, and it never leaves `decide`.
 */
export class Draft {
  matter: CaseState
  readonly effects: Resolved[] = []
  readonly procedure: Procedure
  readonly world: World

  constructor(procedure: Procedure, matter: CaseState, world: World) {
    this.procedure = procedure
    this.matter = matter
    this.world = world
  }

  push(effect: Resolved): void {
    this.effects.push(effect)
    this.matter = apply(this.matter, effect)
  }

  /** A new assignment with the next running number of its kind. */
  assign(assignment: Omit<Assignment, 'id' | 'from'>): Assignment {
    const n = this.matter.assignments.filter(other => other.kind === assignment.kind).length + 1
    const whole = { id: `${assignment.kind}#${n}`, from: this.world.now, ...assignment }
    this.push({ do: 'assign', assignment: whole })
    return whole
  }

  /** Changes the active assignment of a unit; silent when there is none. */
  amend(kind: Assignment['kind'], unit: string, change: Partial<Assignment>): Assignment | undefined {
    const active = this.matter.assignments.findLast(other => other.kind === kind && other.unit === unit && !other.to)
    if (!active) return undefined
    const assignment = { ...active, ...change }
    this.push({ do: 'reassign', assignment })
    return assignment
  }

  /** Closes every active assignment for which `which` holds. */
  dismiss(which: (assignment: Assignment) => boolean): void {
    for (const assignment of this.matter.assignments)
      if (!assignment.to && which(assignment)) this.push({ do: 'reassign', assignment: { ...assignment, to: this.world.now } })
  }

  tell(to: Recipient, message: string, values: Readonly<Record<string, string>> = {}): void {
    this.push({ do: 'tell', to, message, values })
  }

  /** Puts the step's holder into its post; the one line of the case that every inbox reads. */
  hold(step: string): void {
    const held = this.procedure.steps[step]
    if (!held || !('held' in held)) return
    const unit = unitsIn(held.held.relation, this.matter, this.world.org)[0] ?? this.matter.owner
    const now = this.matter.assignments.findLast(other => other.kind === 'holder' && !other.to)
    if (now && now.unit === unit && now.role === held.held.role) return
    if (now) this.push({ do: 'reassign', assignment: { ...now, to: this.world.now } })
    this.assign({ kind: 'holder', unit, role: held.held.role })
  }

  /** Statistics of one action: itself, and each time measure that ends with it. */
  count(action: string): void {
    const unit = this.matter.owner
    this.push({ do: 'count', measure: `action:${action}`, unit })
    for (const [name, measure] of Object.entries<Measure>(this.procedure.counts)) {
      if (measure.kind !== 'time' || measure.until !== action) continue
      const from = this.matter.acts[measure.from]?.at
      if (from) this.push({ do: 'count', measure: name, unit, seconds: secondsBetween(from, this.world.now) })
    }
  }
}

export const secondsBetween = (from: string, to: string): number => Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000))

/**
 * Units that may see the case: those assigned now, those that have acted, the receiving centre and every unit above the owner
 * that supervises. It is the visibility column that lists, search and row-level security read.
 */
export function unitsThatSee(matter: CaseState, org: Organisation): readonly string[] {
  const units = new Set<string>([matter.owner])
  for (const assignment of matter.assignments) if (!assignment.to) units.add(assignment.unit)
  for (const { actor } of Object.values(matter.acts)) if (actor.kind === 'staff') units.add(actor.unit)
  for (const card of matter.cards) units.add(card.unit)
  for (const relation of ['receiving centre', 'station of the place', 'supervision office', 'common superior'] as const)
    for (const unit of unitsIn(relation, matter, org)) units.add(unit)
  for (let above = org.superior(org.receivingCentre(matter.place)); above; above = org.superior(above)) units.add(above)
  return [...units].sort()
}

export const duesOf = (procedure: Procedure, step: string): readonly string[] => {
  const held = procedure.steps[step]
  return held && 'due' in held ? list(held.due) : []
}
