import type { Organisation } from '../permission/organisation.ts'
import { unitsIn } from '../permission/who.ts'
import { list, type Measure, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { dueRule, isLive, liveClock, newClock, resumed, settled } from './clocks.ts'
import { apply } from './evolve.ts'
import type { Assignment, CaseClock, CaseState, Recipient, Resolved } from './state.ts'

/**
 * Owns: the case as it is while an action is being decided; each effect is seen in the light of those before it.
 * The only mutable thing in the kernel, and it never leaves `decide`.
 */
export class Draft {
  /** The case as it stood before. */
  readonly before: CaseState
  matter: CaseState
  readonly effects: Resolved[] = []
  readonly procedure: Procedure
  readonly world: World

  /** The step the case moves to, or stays at. */
  readonly step: string

  constructor(procedure: Procedure, matter: CaseState, world: World, step: string = matter.step) {
    this.procedure = procedure
    this.before = matter
    this.matter = matter
    this.world = world
    this.step = step
  }

  push(effect: Resolved): void {
    const plain = asJson(effect)
    this.effects.push(plain)
    this.matter = apply(this.matter, plain)
  }

  /** Who answers for a clock: the holder of the step it is due at, else the owner unit. */
  unitFor(key: string): string {
    const held = duesOf(this.procedure, this.step).includes(key) ? this.procedure.steps[this.step] : undefined
    const unit = held && 'held' in held ? unitsIn(held.held.relation, this.matter, this.world.org)[0] : undefined
    return unit ?? this.matter.owner
  }

  start(key: string, unit: string, how: Parameters<typeof newClock>[5] = {}): CaseClock {
    const clock = newClock(this.procedure, this.matter, key, unit, this.world, how)
    this.push({ do: 'clock', clock })
    return clock
  }

  /** Settles a live clock; a late one stays late in the statistics, only its asking ends. */
  settle(clock: CaseClock | undefined, state: 'met' | 'stopped'): void {
    if (!clock || !isLive(clock)) return
    const { now } = this.world
    const ended = clock.state === 'paused' ? resumed(this.procedure, clock, this.world) : clock
    const late = ended.fired > 0 || ended.due < now
    this.push({ do: 'clock', clock: settled(ended, state, now) })
    if (state === 'met') this.push({ do: 'count', measure: `${late ? 'late' : 'onTime'}:${clock.key}`, unit: clock.unit })
    // Each duty that ran counts once: met in time, missed, or stopped before its time came. A worker that was down must not hide a miss.
    if (dueRule(this.procedure, clock.key).consequences.length > 0) {
      if (late && ended.state === 'running') this.push({ do: 'count', measure: `missed:${clock.key}`, unit: clock.unit })
      if (state === 'stopped' && !late) this.push({ do: 'count', measure: `stopped:${clock.key}`, unit: clock.unit })
    }
    this.dismiss(other => other.kind === 'escalation' && other.clock === clock.id)
  }

  issue(letter: string, to?: string): void {
    const id = `${letter}#${this.matter.letters.filter(other => other.letter === letter).length + 1}`
    this.push({ do: 'issue', letter: { id, letter, at: this.world.now, to, seq: this.matter.revision + 1 } })
  }

  /** A warning card: the unit is told, in writing, and its time to object begins. `why` is a deadline's name or a sentence. */
  card(colour: 'yellow' | 'red', unit: string, why: string): void {
    this.push({ do: 'card', card: { colour, unit, why, at: this.world.now } })
    this.push({ do: 'count', measure: `card:${colour}`, unit })
    this.tell({ kind: 'post', unit, role: 'unitHead' }, 'cardIssued', { why, colour })
    const { cards } = this.procedure
    if (!cards) return
    this.settle(liveClock(this.matter, cards.objection, unit), 'stopped')
    this.start(cards.objection, unit)
    this.issue(cards.letter, unit)
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
      const before = this.matter.acts[measure.until]?.at
      // Counted once per start, and not again where a summoned unit's own time was counted.
      const counted = this.effects.some(effect => effect.do === 'count' && effect.measure === name)
      if (from && !counted && (!before || before < from))
        this.push({ do: 'count', measure: name, unit, seconds: secondsBetween(from, this.world.now) })
    }
  }
}

/** A case is JSON: what is decided must equal what the journal gives back. No `undefined`, no minus zero. */
export function asJson<T>(value: T): T {
  if (Array.isArray(value)) return value.map(asJson) as T
  if (Object.is(value, -0)) return 0 as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : [[key, asJson(part)]]))) as T
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
