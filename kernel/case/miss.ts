import { unitsIn } from '../permission/who.ts'
import type { Consequence } from '../procedure/due.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { isRefusal } from '../refusal.ts'
import { dueRule, wakeOf } from './clocks.ts'
import { type Decision, decide } from './decide.ts'
import { Draft } from './draft.ts'
import { evolve } from './evolve.ts'
import type { CaseClock, CaseEvent, CaseState } from './state.ts'

/**
 * Owns: what a missed deadline leads to. The worker calls it for each clock whose `wake` has come; a clock that was met
 * or moved in the meantime gives undefined, so that a miss fires once however many workers run.
 */
export function decideMiss(procedure: Procedure, matter: CaseState, clockId: string, world: World): Decision | undefined {
  const clock = matter.clocks.find(other => other.id === clockId)
  if (!clock?.wake || clock.wake > world.now) return undefined
  const { consequences } = dueRule(procedure, clock.key)
  const draft = new Draft(procedure, matter, world)
  // A time to object or to ask for review is a right, not a duty: it simply ends.
  if (consequences.length === 0 && clock.state !== 'paused') {
    draft.settle(clock, 'stopped')
    return noted(draft, 'deadline.lapsed', clock)
  }
  if (clock.state === 'paused') {
    draft.tell({ kind: 'unit', unit: clock.unit }, 'deadlinePaused', { deadline: clock.key })
    draft.push({ do: 'clock', clock: { ...clock, wake: wakeOf(procedure, clock, world) } })
    return noted(draft, 'deadline.reminded', clock)
  }
  return missed(draft, clock, consequences)
}

function missed(draft: Draft, clock: CaseClock, consequences: readonly Consequence[]): Decision {
  const { procedure, world } = draft
  const first = clock.state === 'running'
  const acts: string[] = []
  let late: CaseClock = { ...clock, state: 'late' }
  for (;;) {
    const consequence = consequences[late.fired]
    if (!consequence || (wakeOf(procedure, late, world) ?? '') > world.now) break
    follow(draft, consequence, late, acts)
    late = { ...late, fired: late.fired + 1 }
  }
  if (late.fired === clock.fired) remind(draft, late)
  draft.push({ do: 'clock', clock: { ...late, wake: wakeOf(procedure, late, world) } })
  if (first) draft.push({ do: 'count', measure: `missed:${clock.key}`, unit: clock.unit })
  return takeActs(procedure, noted(draft, first ? 'deadline.missed' : 'deadline.reminded', clock), acts, world)
}

/** The worker's own line in the journal; its input says which clock and never becomes the case's data. */
function noted(draft: Draft, type: string, clock: CaseClock): Decision {
  const { matter: after, world, effects } = draft
  const event: CaseEvent = {
    case: after.id,
    district: after.district,
    seq: after.revision + 1,
    type,
    at: world.now,
    actor: { kind: 'system', name: 'deadlines' },
    input: { deadline: clock.key, clock: clock.id, due: clock.due },
    effects,
  }
  return { events: [event], matter: evolve(draft.before, event) }
}

function follow(draft: Draft, consequence: Consequence, clock: CaseClock, acts: string[]): void {
  const { matter, world } = draft
  switch (consequence.then) {
    case 'escalate': {
      const related = unitsIn(consequence.relation, { ...matter, owner: clock.unit }, world.org)
      const named = consequence.relation === 'supervision office' ? related.slice(0, 1) : related
      // Where nobody fills the relation the level above hears of it: a missed deadline never goes to no one.
      for (const unit of named.length > 0 ? named : [world.org.superior(clock.unit) ?? clock.unit]) {
        draft.assign({ kind: 'escalation', unit, role: consequence.role, clock: clock.id, why: clock.key })
        draft.tell({ kind: 'post', unit, role: consequence.role }, 'deadlineMissed', { deadline: clock.key, due: clock.due })
      }
      return
    }
    case 'card':
      return draft.card(consequence.colour, clock.unit, clock.key)
    case 'act':
      acts.push(consequence.action)
  }
}

/** All consequences are spent and it is still open: ask again, one level up. */
function remind(draft: Draft, clock: CaseClock): void {
  const above = draft.world.org.superior(clock.unit) ?? clock.unit
  for (const unit of new Set([clock.unit, above]))
    draft.tell({ kind: 'unit', unit }, 'deadlineMissed', { deadline: clock.key, due: clock.due })
}

function takeActs(procedure: Procedure, decision: Decision, acts: readonly string[], world: World): Decision {
  let { events, matter } = decision
  for (const action of acts) {
    const next = decide(procedure, matter, { action, input: {}, actor: { kind: 'system', name: 'deadlines' } }, world)
    // A refusal means that the case has moved on (already supervised, already closed): the miss itself still stands.
    if (isRefusal(next)) continue
    events = [...events, ...next.events]
    matter = next.matter
  }
  return { events, matter }
}
