import { type Actor, isRefusal, type Procedure, type Text, text } from '@fengqiao/kernel'
import { organisationOf } from './world.ts'
import type { Caller, StaffCaller } from '../identity/caller.ts'
import type { Cases } from './cases.ts'
import { type Naming, textOf } from './naming.ts'
import { type CasePage } from './page-store.ts'
import { subjectCode } from './view.ts'

/** Owns: what reading needs beside the rows: names, the reader as an actor, the reason for the unit. */
export const namingOf = (cases: Cases): Naming => ({
  org: organisationOf(cases.services.reference.snapshot),
  reference: cases.services.reference,
})

export const actorOf = (caller: StaffCaller): Actor => ({
  kind: 'staff',
  account: caller.accountId,
  name: caller.name,
  post: caller.postId,
  unit: caller.unit,
  role: caller.role,
})

/** Whose idempotency keys these are. */
export const keysOf = (caller: Caller): string => {
  if (caller.kind === 'staff') return `staff:${caller.accountId}`
  if (caller.kind === 'resident') return `resident:${caller.residentId}`
  return caller.kind === 'key' ? `key:${caller.keyId}` : 'anonymous'
}

export function procedureOfCase(cases: Cases, page: Pick<CasePage, 'matter'>): Procedure {
  const procedure = cases.procedure(page.matter.procedure, page.matter.version)
  if (!procedure)
    throw new Error(`Case ${page.matter.id} runs on ${page.matter.procedure} version ${page.matter.version}, which is not loaded`)
  return procedure
}

/** Why this unit: the duty-list row when it points there, else what the dispatcher wrote. */
export function whyThisUnit(cases: Cases, procedure: Procedure, page: Pick<CasePage, 'matter' | 'events'>): Text | null {
  const { matter, events } = page
  const subject = subjectCode(procedure, matter)
  const first = matter.assignments.find(one => one.kind === 'holder')
  if (matter.owner === first?.unit)
    return text(
      '首接负责：由受理中心负责到分拨为止',
      'First-contact responsibility: the receiving centre answers for it until it is dispatched',
    )
  const found = subject ? cases.services.reference.dutyList.resolve(subject, matter.place) : undefined
  if (found && !isRefusal(found) && found.unit.id === matter.owner) return found.why
  // What was written when it was given to this unit; later reasons are of other things.
  const given = events.findLast(event => event.effects.some(effect => effect.do === 'own' && effect.unit === matter.owner))
  const reason = textOf(given?.input['reason'])
  return reason ? text(reason, reason) : null
}
