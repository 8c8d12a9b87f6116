import { unitsIn } from '../permission/who.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { Consequence } from '../procedure/due.ts'
import type { World } from '../procedure/rule.ts'
import { isRefusal } from '../refusal.ts'
import { dueRule, wakeOf } from './clocks.ts'
import { decide, type Decision } from './decide.ts'
import { Draft } from './draft.ts'
import { evolve } from './evolve.ts'
import type { CaseClock, CaseEvent, CaseState } from './state.ts'

/**
 * Owns: what a missed deadline leads to. The worker calls it for each clock whose `wake` has come; a clock that was met,
 * paused or moved in the meantime gives undefined, so that a miss fires once however many workers run.
 */
export function decideMiss(procedure: Procedure, matter: CaseState, clockId: string, world: World): Decision | undefined {
  const clock = matter.clocks.find(other => other.id === clockId)
  if (!clock?.wake || clock.wake > world.now) return undefined
  const { consequences } = dueRule(procedure, clock.key)
  const draft = new Draft(procedure, matter, world)
  const first = clock.state === 'running'
  const acts: string[] = []
  let late: CaseClock = { ...clock, state: 'late' }
  let wake = clock.due
  while (late.fired < consequences.length && wake <= world.now) {
    const consequence = consequences[late.fired] as Consequence
    follow(draft, consequence, late, acts)
    late = { ...late, fired: late.fired + 1 }
    wake = wakeOf(procedure, late, world) ?? world.now
  }
  if (late.fired === clock.fired) remind(draft, late)
  if (late.fired >= consequences.length) wake = wakeOf(procedure, late, world) ?? world.now
  draft.push({ do: 'clock', clock: { ...late, wake } })
  if (first) draft.push({ do: 'count', measure: `missed:${clock.key}`, unit: clock.unit })
  const event: CaseEvent = {
    case: matter.id,
    district: matter.district,
    seq: matter.revision + 1,
    type: first ? 'deadline.missed' : 'deadline.reminded',
    at: world.now,
    actor: { kind: 'system', name: 'deadlines' },
    input: { deadline: clock.key, clock: clock.id, due: clock.due },
    effects: draft.effects,
  }
  return takeActs(procedure, { events: [event], matter: evolve(matter, event) }, acts, world)
}

function follow(draft: Draft, consequence: Consequence, clock: CaseClock, acts: string[]): void {
  const { matter, world } = draft
  switch (consequence.then) {
    case 'escalate':
      for (const unit of unitsIn(consequence.relation, { ...matter, owner: clock.unit }, world.org)) {
        draft.assign({ kind: 'escalation', unit, role: consequence.role, clock: clock.id, why: clock.key })
        draft.tell({ kind: 'post', unit, role: consequence.role }, 'deadlineMissed', { deadline: clock.key, due: clock.due })
      }
      return
    case 'card':
      draft.push({ do: 'card', card: { colour: consequence.colour, unit: clock.unit, why: clock.key, at: world.now } })
      draft.push({ do: 'count', measure: `card:${consequence.colour}`, unit: clock.unit })
      draft.tell({ kind: 'post', unit: clock.unit, role: 'unitHead' }, 'cardIssued', { deadline: clock.key, colour: consequence.colour })
      return
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
