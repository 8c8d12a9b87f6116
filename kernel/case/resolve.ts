import { type Actor, unitsIn } from '../permission/who.ts'
import { type Effect } from '../procedure/effect.ts'
import { dueRule, extended, liveClock, paused, resumed } from './clocks.ts'
import { type Draft, secondsBetween } from './draft.ts'
import type { Recipient } from './state.ts'

/**
 * Owns: turning the words of `does` into resolved effects: ids given, due times computed, recipients named.
 * After this nothing depends on the clock, the organisation or the configuration any more.
 */
export function resolve(draft: Draft, effect: Effect, actor: Actor, seq: number, action: string): void {
  const { procedure, world } = draft
  switch (effect.do) {
    case 'own':
      return draft.push({ do: 'own', unit: effect.unit })
    case 'summon': {
      const clock = effect.clock ? draft.start(effect.clock, effect.unit, { instead: effect.arriveBy }) : undefined
      draft.assign({ kind: effect.kind, unit: effect.unit, why: effect.why, place: effect.place, clock: clock?.id })
      return
    }
    case 'lead': {
      draft.settle(liveClock(draft.matter, effect.clock), 'stopped')
      const clock = draft.start(effect.clock, effect.unit)
      draft.dismiss(other => other.kind === 'leader')
      draft.assign({ kind: 'leader', unit: effect.unit, account: effect.account, role: 'leader', clock: clock.id })
      return
    }
    case 'arrive': {
      const arrived = { at: world.now, place: effect.place, point: effect.point }
      const assignment = draft.amend('whistle', effect.unit, { arrived })
      if (!assignment) return
      const clock = draft.matter.clocks.find(other => other.id === assignment.clock)
      draft.settle(clock, 'met')
      for (const [name, measure] of Object.entries(procedure.counts))
        if (measure.kind === 'time' && measure.until === action)
          draft.push({ do: 'count', measure: name, unit: effect.unit, seconds: secondsBetween(assignment.from, world.now) })
      return
    }
    case 'report':
      draft.amend('whistle', effect.unit, { reported: { at: world.now, finding: effect.finding } })
      return
    case 'appraise': {
      const last = draft.matter.assignments.findLast(other => other.kind === 'whistle' && other.unit === effect.unit)
      if (last) draft.push({ do: 'reassign', assignment: { ...last, stars: effect.stars } })
      return
    }
    case 'release': {
      const released = draft.amend(effect.kind, effect.unit, { to: world.now })
      const clock = draft.matter.clocks.find(other => other.id === released?.clock)
      return draft.settle(clock, 'stopped')
    }
    case 'start':
    case 'remedy': {
      const unit = effect.do === 'start' ? effect.unit : undefined
      draft.settle(liveClock(draft.matter, effect.clock, unit), 'stopped')
      draft.start(effect.clock, unit ?? draft.unitFor(effect.clock), { halved: effect.do === 'start' && effect.halved })
      return
    }
    case 'stop':
      return draft.settle(liveClock(draft.matter, effect.clock, effect.unit), 'met')
    case 'pause': {
      const clock = liveClock(draft.matter, effect.clock)
      if (!dueRule(procedure, effect.clock).pauses.includes(effect.reason))
        throw new Error(
          `Deadline ${procedure.id}.${effect.clock} may not be paused for '${effect.reason}'; list the reason in pausedWhile(…)`,
        )
      // Time already lost cannot be stopped: a late clock goes on asking.
      if (clock?.state === 'running' && clock.due > world.now)
        draft.push({ do: 'clock', clock: paused(procedure, clock, effect.reason, world) })
      return
    }
    case 'resume': {
      const clock = liveClock(draft.matter, effect.clock)
      if (clock?.state === 'paused') draft.push({ do: 'clock', clock: resumed(procedure, clock, world) })
      return
    }
    case 'extend': {
      const clock = liveClock(draft.matter, effect.clock)
      const by = effect.by ?? dueRule(procedure, effect.clock).extension?.by
      if (!clock || !by) return
      const longer = extended(procedure, clock, by, actor.kind === 'staff' ? actor.account : 'system', world)
      draft.push({ do: 'clock', clock: longer })
      if (longer.fired === 0) draft.dismiss(other => other.kind === 'escalation' && other.clock === clock.id)
      return
    }
    case 'issue':
      return draft.issue(effect.letter, effect.to)
    case 'tell':
      for (const to of recipients(draft, effect.who)) draft.tell(to, effect.message)
      return
    case 'card':
      return draft.card(effect.colour, effect.unit, effect.why)
    case 'liftCard':
      return draft.push({ do: 'liftCard', unit: effect.unit, at: world.now })
    case 'link':
      return draft.push({ do: 'link', link: { kind: effect.kind, case: effect.case } })
    case 'spawn':
      return draft.push({
        do: 'spawn',
        procedure: effect.procedure,
        case: spawnedId(draft.matter.id, seq * 64 + draft.effects.length),
        carry: effect.carry,
      })
    case 'flag':
    case 'grade':
    case 'variant':
    case 'tally':
    case 'forget':
    case 'seal':
      return draft.push(effect)
  }
}

function recipients(draft: Draft, who: Extract<Effect, { do: 'tell' }>['who']): readonly Recipient[] {
  if (who === 'reporter') return [{ kind: 'reporters' }]
  if ('unit' in who) return [{ kind: 'unit', unit: who.unit }]
  return unitsIn(who.relation, draft.matter, draft.world.org).map(unit => ({ kind: 'post', unit, role: who.role }))
}

/** The spawned case's id follows from its parent's, so that a replay names the same one: the parent's id with event and effect number mixed into its last group. */
function spawnedId(parent: string, nth: number): string {
  const tail = (Number.parseInt(parent.slice(-8), 16) ^ Math.imul(nth + 1, 0x9e3779b1)) >>> 0
  return parent.slice(0, -8) + tail.toString(16).padStart(8, '0')
}
