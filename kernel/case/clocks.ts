import { halfOf, type Period, workingDays } from '../deadline/amount.ts'
import { extendClock, pauseClock, recompute, resumeClock, startClock } from '../deadline/clock.ts'
import { dueAt } from '../deadline/due.ts'
import type { DueRule } from '../procedure/due.ts'
import type { Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import type { CaseClock, CaseState } from './state.ts'

/**
 * Owns: starting, settling, pausing and extending the clocks of a case. Pure: each function returns the clock anew.
 * Never: what a missed clock leads to (miss.ts).
 */

/** After the last consequence a late clock keeps asking, so that no open case is ever without a live deadline (law 1). */
const reminder = workingDays(1)
/** A clock that stands still is asked about too: a pause nobody ends would otherwise be a case nobody looks at. */
const pauseReminder = workingDays(5)

/** Which column of the deadline's table is in force for this case: its variant, else its grade, else `otherwise`. */
export function ruleOf(procedure: Procedure, key: string, matter: Pick<CaseState, 'variant' | 'grade'>): { rule: string; period: Period } {
  const { periods } = dueRule(procedure, key)
  const which = [matter.variant, matter.grade, 'otherwise'].find(name => name !== null && periods[name] !== undefined)
  const period = which ? periods[which] : Object.values(periods)[0]
  if (!period) throw new Error(`Deadline ${procedure.id}.${key} has no period for this case; give it an 'otherwise'`)
  return { rule: `${procedure.id}.${key}.${which ?? Object.keys(periods)[0]}`, period }
}

export function dueRule(procedure: Procedure, key: string): DueRule {
  const rule = procedure.deadlines[key]
  if (!rule) throw new Error(`Procedure ${procedure.id} has no deadline '${key}'`)
  return rule
}

export function newClock(
  procedure: Procedure,
  matter: CaseState,
  key: string,
  unit: string,
  world: World,
  how: { halved?: boolean | undefined; instead?: Period | undefined } = {},
): CaseClock {
  const { rule, period: byDefault } = ruleOf(procedure, key, matter)
  const configured = how.instead ?? world.period(rule, byDefault)
  const period = how.halved ? halfOf(configured) : configured
  const { due, provisional } = dueAt(world.now, period, period.calendar, world.holidays)
  const n = matter.clocks.filter(clock => clock.key === key).length + 1
  const state = 'running' as const
  const clock = {
    ...startClock(world.now, period, period.calendar),
    id: `${key}#${n}`,
    key,
    rule,
    share: how.instead ? ('granted' as const) : how.halved ? ('half' as const) : undefined,
    due,
    provisional,
    state,
    unit,
    fired: 0,
    wake: due,
  }
  return { ...clock, wake: wakeOf(procedure, clock, world) }
}

/** When the clock next needs the worker: its next consequence, then a reminder each working day; while paused every five. */
export function wakeOf(procedure: Procedure, clock: CaseClock, world: World): string | null {
  if (clock.state === 'paused') return dueAt(world.now, pauseReminder, pauseReminder.calendar, world.holidays).due
  if (clock.state !== 'running' && clock.state !== 'late') return null
  const next = dueRule(procedure, clock.key).consequences[clock.fired]
  if (clock.state === 'running') return clock.due
  if (next) return next.after ? dueAt(clock.due, next.after, next.after.calendar, world.holidays).due : clock.due
  return dueAt(world.now, reminder, reminder.calendar, world.holidays).due
}

export function settled(clock: CaseClock, state: 'met' | 'stopped', at: string): CaseClock {
  return { ...resumeFacts(clock, at), state, settledAt: at, wake: null }
}

const resumeFacts = (clock: CaseClock, at: string): CaseClock => ({ ...clock, ...resumeClock(clock, at) })

export function paused(procedure: Procedure, clock: CaseClock, reason: string, world: World): CaseClock {
  const standing: CaseClock = { ...clock, ...pauseClock(clock, world.now, reason), state: 'paused' }
  return { ...standing, wake: wakeOf(procedure, standing, world) }
}

export function resumed(procedure: Procedure, clock: CaseClock, world: World): CaseClock {
  return retimed(procedure, resumeFacts(clock, world.now), world)
}

export function extended(procedure: Procedure, clock: CaseClock, by: Period, account: string, world: World): CaseClock {
  return retimed(procedure, { ...clock, ...extendClock(clock, by, account, world.now) }, world)
}

/** The due time again from its facts: after a pause, an extension, or when a year's holidays are published. */
export function retimed(procedure: Procedure, clock: CaseClock, world: World): CaseClock {
  const { due, provisional, paused: stands } = recompute(clock, world.holidays)
  // A clock given time again may be missed again; one that is still late keeps what has already followed, or it would follow twice.
  const fired = due > world.now ? 0 : clock.fired
  const state: CaseClock['state'] = stands ? 'paused' : fired > 0 ? 'late' : 'running'
  const again: CaseClock = { ...clock, due, provisional, state, fired }
  return { ...again, wake: wakeOf(procedure, again, world) }
}

export const isLive = (clock: CaseClock): boolean => clock.state === 'running' || clock.state === 'late' || clock.state === 'paused'

/** The live clock of a deadline name, the latest if it ran more than once; of one unit where units have their own. */
export const liveClock = (matter: CaseState, key: string, unit?: string): CaseClock | undefined =>
  matter.clocks.findLast(clock => clock.key === key && isLive(clock) && (unit === undefined || clock.unit === unit))
