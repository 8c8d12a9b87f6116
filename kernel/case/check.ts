import type { Holidays } from '../deadline/calendar.ts'
import { recompute } from '../deadline/clock.ts'
import { isFinal, type Procedure } from '../procedure/procedure.ts'
import { isLive } from './clocks.ts'
import type { CaseState } from './state.ts'

/**
 * Law 1 at run time, for `fsck` and after every step of a walk: an open case has one owner, one holder and a live clock that
 * will wake; a closed one has none of them running; every live due time equals its recomputation. Empty when all hold.
 */
export function checkCase(procedure: Procedure, matter: CaseState, holidays: Holidays): readonly string[] {
  const place = `case ${matter.id} at step ${matter.step}`
  const step = procedure.steps[matter.step]
  if (!step) return [`${place}: procedure ${procedure.id} version ${procedure.version} has no such step`]
  const broken: string[] = []
  const live = matter.clocks.filter(isLive)
  const active = matter.assignments.filter(one => !one.to)
  if (isFinal(step)) {
    if (!matter.closedAt) broken.push(`${place}: it is at its end but not closed`)
    if (live.length > 0) broken.push(`${place}: ${live.map(clock => clock.id).join(', ')} still run after the end`)
    if (active.length > 0) broken.push(`${place}: ${active.map(one => one.id).join(', ')} still hold it after the end`)
    return broken
  }
  const holders = active.filter(one => one.kind === 'holder')
  if (matter.closedAt) broken.push(`${place}: it is closed but not at an end`)
  if (!matter.owner) broken.push(`${place}: no unit owns it`)
  if (holders.length !== 1) broken.push(`${place}: ${holders.length} holders where one is due`)
  if (!live.some(clock => clock.wake !== null)) broken.push(`${place}: no clock will ever wake; nobody would notice it`)
  for (const clock of live) {
    const again = recompute(clock, holidays)
    if (again.due !== clock.due) broken.push(`${place}: clock ${clock.id} is due ${clock.due}, recomputed ${again.due}`)
    if (clock.wake === null) broken.push(`${place}: clock ${clock.id} is live but never wakes`)
  }
  return broken
}
