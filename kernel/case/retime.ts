import { halfOf } from '../deadline/amount.ts'
import type { Actor } from '../permission/who.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { isLive, retimed } from './clocks.ts'
import type { Decision } from './decide.ts'
import { Draft } from './draft.ts'
import { evolve } from './evolve.ts'
import type { CaseClock, CaseEvent, CaseState } from './state.ts'

/**
 * Owns: giving the running clocks of an open case new due times, because a period was changed with the wish that open clocks follow,
 * or because a year's holidays were published. Pure, and the same a second time: a clock that is already as it should be is left alone,
 * so that a job may be broken off anywhere and begun again.
 */
export interface Retiming {
  /** Only clocks of this configuration row, with the period in force now; without it every clock keeps its period. */
  readonly rule?: string | undefined
  /** Who or what wants it, and where it is written: the source of the new period, the notice of the holidays. */
  readonly source: string
  readonly actor: Actor
}

/** The decision to recompute, or undefined when nothing of the case changes. */
export function retime(procedure: Procedure, matter: CaseState, { rule, source, actor }: Retiming, world: World): Decision | undefined {
  if (matter.closedAt) return undefined
  const draft = new Draft(procedure, matter, world)
  const moved: CaseClock[] = []
  for (const clock of matter.clocks) {
    if (!isLive(clock) || (rule !== undefined && clock.rule !== rule)) continue
    const granted = rule === undefined ? clock : withPeriod(procedure, clock, world)
    const again = retimed(procedure, granted, world)
    if (isSame(clock, again)) continue
    moved.push(again)
    draft.push({ do: 'clock', clock: again })
    // Given time again: what was raised because of the miss is over. Cards stay until somebody lifts them.
    if (clock.fired > 0 && again.fired === 0) draft.dismiss(other => other.kind === 'escalation' && other.clock === clock.id)
  }
  const [first] = moved
  if (!first) return undefined
  const event: CaseEvent = {
    case: matter.id,
    district: matter.district,
    seq: matter.revision + 1,
    type: 'deadline.recomputed',
    at: world.now,
    actor,
    input: { deadline: first.key, clocks: moved.map(({ id, due }) => ({ clock: id, due })), source },
    effects: draft.effects,
  }
  return { events: [event], matter: evolve(matter, event) }
}

/** A period that somebody granted for this one clock stays; a reopened matter has half of the new one. */
function withPeriod(procedure: Procedure, clock: CaseClock, world: World): CaseClock {
  const byDefault = procedure.deadlines[clock.key]?.periods[clock.rule.split('.').at(-1) ?? '']
  if (!byDefault || clock.share === 'granted') return clock
  const period = world.period(clock.rule, byDefault)
  const { value, unit, calendar } = clock.share === 'half' ? halfOf(period) : period
  return { ...clock, amount: { value, unit }, calendar }
}

const isSame = (a: CaseClock, b: CaseClock): boolean =>
  a.due === b.due &&
  a.provisional === b.provisional &&
  a.amount.value === b.amount.value &&
  a.amount.unit === b.amount.unit &&
  a.calendar === b.calendar
