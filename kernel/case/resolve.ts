import { type Effect } from '../procedure/effect.ts'
import { unitsIn, type Actor } from '../permission/who.ts'
import { dueRule, extended, isLive, liveClock, newClock, paused, resumed, settled } from './clocks.ts'
import { type Draft, secondsBetween } from './draft.ts'
import type { CaseClock, Recipient } from './state.ts'

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
      const clock = effect.clock
        ? newClock(procedure, draft.matter, effect.clock, effect.unit, world, { instead: effect.arriveBy })
        : undefined
      if (clock) draft.push({ do: 'clock', clock })
      draft.assign({ kind: effect.kind, unit: effect.unit, why: effect.why, place: effect.place, clock: clock?.id })
      return
    }
    case 'lead': {
      const clock = newClock(procedure, draft.matter, effect.clock, effect.unit, world)
      draft.push({ do: 'clock', clock })
      draft.dismiss(other => other.kind === 'leader')
      draft.assign({ kind: 'leader', unit: effect.unit, account: effect.account, role: 'leader', clock: clock.id })
      return
    }
    case 'arrive': {
      const arrived = { at: world.now, place: effect.place, point: effect.point }
      const assignment = draft.amend('whistle', effect.unit, { arrived })
      if (!assignment) return
      settle(
        draft,
        draft.matter.clocks.find(clock => clock.id === assignment.clock),
        'met',
      )
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
      settle(
        draft,
        draft.matter.clocks.find(clock => clock.id === released?.clock),
        'stopped',
      )
      return
    }
    case 'start':
    case 'remedy': {
      const halved = effect.do === 'start' ? effect.halved : false
      const unit = draft.matter.assignments.findLast(other => other.kind === 'holder' && !other.to)?.unit ?? draft.matter.owner
      settle(draft, liveClock(draft.matter, effect.clock), 'stopped')
      return draft.push({ do: 'clock', clock: newClock(procedure, draft.matter, effect.clock, unit, world, { halved }) })
    }
    case 'stop':
      return settle(draft, liveClock(draft.matter, effect.clock), 'met')
    case 'pause': {
      const clock = liveClock(draft.matter, effect.clock)
      if (!dueRule(procedure, effect.clock).pauses.includes(effect.reason))
        throw new Error(
          `Deadline ${procedure.id}.${effect.clock} may not be paused for '${effect.reason}'; list the reason in pausedWhile(…)`,
        )
      if (clock) draft.push({ do: 'clock', clock: paused(clock, effect.reason, world.now) })
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
      if (clock && by)
        draft.push({ do: 'clock', clock: extended(procedure, clock, by, actor.kind === 'staff' ? actor.account : 'system', world) })
      return
    }
    case 'issue': {
      const id = `${effect.letter}#${draft.matter.letters.filter(other => other.letter === effect.letter).length + 1}`
      return draft.push({ do: 'issue', letter: { id, letter: effect.letter, at: world.now, to: effect.to, seq } })
    }
    case 'tell':
      for (const to of recipients(draft, effect.who)) draft.tell(to, effect.message)
      return
    case 'card':
      return draft.push({ do: 'card', card: { colour: effect.colour, unit: effect.unit, why: effect.why, at: world.now } })
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
    case 'seal':
      return draft.push(effect)
  }
}

/** Settles a live clock; a late one stays late in the statistics, only its asking ends. */
export function settle(draft: Draft, clock: CaseClock | undefined, state: 'met' | 'stopped'): void {
  if (!clock || !isLive(clock)) return
  const late = clock.fired > 0 || clock.due < draft.world.now
  draft.push({ do: 'clock', clock: settled(clock, state, draft.world.now) })
  if (state === 'met') draft.push({ do: 'count', measure: `${late ? 'late' : 'onTime'}:${clock.key}`, unit: clock.unit })
  draft.dismiss(other => other.kind === 'escalation' && other.clock === clock.id)
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
