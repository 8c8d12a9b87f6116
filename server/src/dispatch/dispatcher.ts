import { type Actor, type CaseState, isRefusal, type Procedure } from '@fengqiao/kernel'
import type { Cases } from '../cases/cases.ts'
import { opener } from '../cases/cases.ts'
import { readCases } from '../cases/store.ts'
import type { Log } from '../log/log.ts'
import { looper, type Loop } from '../worker/loop.ts'
import type { Learned, StandingOrder } from './learned.ts'
import { askedOf, communityOf, findNear } from './near.ts'
import { claimWaiting, forgetLooks, noteVerdicts, sweepLooks } from './queue-store.ts'
import { holds } from './rules.ts'
import { type Weighed, weigh } from './suggest.ts'
import { fillIn, stepsOf, type Way, waysOf } from './ways.ts'

/**
 * Owns: dispatch without a person, under the duty commander's standing order. It goes through the same door as everyone, so
 * that the journal shows who (the system), why, how sure and by whose order; the case's revision lets one of several workers win.
 */
export interface DispatcherServices {
  readonly cases: Cases
  readonly learned: Learned
  readonly log: Log
}

export const systemDispatcher: Actor = { kind: 'system', name: 'autoDispatch' }
/** So alike, in one community, within this time: a person looks whether it repeats. */
const repeats = { days: 14, from: 0.6 }

export interface Turn {
  readonly looked: number
  readonly dispatched: number
}

/** Looks at up to `limit` waiting matters that nobody has looked at under the present model and order. */
export async function workDispatch(services: DispatcherServices, limit = 50): Promise<Turn> {
  const { cases, learned } = services
  const { db, district, procedures, now } = cases.services
  const { order, mark } = learned
  if (!order.automatic || !learned.model) return { looked: 0, dispatched: 0 }
  const ids = await claimWaiting(db, district, stepsOf(procedures), mark, now().toISOString(), limit)
  const matters = await readCases(db, 'system', district, ids)
  const gone: string[] = ids.filter(id => !matters.some(({ matter }) => matter.id === id))
  const left: { id: string; verdict: string }[] = []
  let dispatched = 0
  const queue = matters.values()
  const lane = async (): Promise<void> => {
    for (const { matter } of queue) {
      const verdict = await dispatchOne(services, matter, order).catch((error: unknown) => {
        services.log.error({ error, case: matter.id }, 'automatic dispatch failed; the case is left to a person')
        return 'refused'
      })
      if (verdict === 'dispatched') dispatched++
      if (verdict === 'dispatched' || verdict === 'moved') gone.push(matter.id)
      else left.push({ id: matter.id, verdict })
    }
  }
  await Promise.all(Array.from({ length: 4 }, lane))
  await noteVerdicts(db, district, mark, left)
  await forgetLooks(db, district, gone)
  return { looked: ids.length, dispatched }
}

/** `dispatched`, `moved` when somebody was faster, else the rule that leaves it to a person. */
async function dispatchOne({ cases, learned }: DispatcherServices, matter: CaseState, order: StandingOrder): Promise<string> {
  const { db, district, procedures, reference } = cases.services
  const procedure = cases.procedure(matter.procedure, matter.version)
  const ways = procedure && waysOf(procedure)
  if (!procedure || !ways?.sort?.bySystem || !ways.assign?.bySystem) return 'noWay'
  if (touched(procedure, matter)) return 'inHand'
  const sorted = ways.sort.action in matter.acts
  if (!sorted && !ways.sort.steps.includes(matter.step)) return 'noWay'
  const fresh = weigh(procedure, matter, { reference, learned })
  const weighed = sorted ? resumed(cases, procedure, matter, fresh, order) : fresh
  const held = weighed.held[0]
  if (held) return held.id
  const { subject, responsible } = weighed
  if (subject === null || !responsible) return 'noSubject'
  if (!sorted) {
    const same = await findNear({ db, district, procedures, reference, learned }, askedOf(procedure, matter, reference), {
      scope: 'system',
      except: matter.id,
      openOnly: true,
      within: communityOf(reference, matter.place),
      days: repeats.days,
      most: 1,
      from: repeats.from,
    })
    if (same.length > 0) return 'duplicate'
  }
  const filling = { subject, grade: weighed.grade, unit: responsible.unit.id, confidence: Math.round(weighed.confidence * 10_000) / 10_000 }
  const steps: { way: Way; reason: string }[] = [
    ...(sorted ? [] : [{ way: ways.sort, reason: underOrder(weighed, order) }]),
    ...(ways.assign.action === ways.sort.action
      ? []
      : [{ way: ways.assign, reason: `${responsible.why.zh}${underOrder(weighed, order)}`.slice(0, 480) }]),
  ]
  let revision = matter.revision
  for (const { way, reason } of steps) {
    const input = fillIn(procedure, ways, way, { ...filling, reason })
    if (!input) return 'noWay'
    // No idempotency key: the revision alone says whether somebody was faster.
    const done = await cases.act(
      matter.id,
      way.action,
      input,
      { scope: 'system', actor: systemDispatcher, keys: 'system', key: '' },
      revision,
    )
    if (isRefusal(done)) return done.rule === 'version-conflict' || done.rule === 'not-at-this-step' ? 'moved' : 'refused'
    revision = done.revision
  }
  return 'dispatched'
}

/** Whether a member of staff has done anything but register it: then it stays in their hands. */
function touched(procedure: Procedure, matter: CaseState): boolean {
  const first = opener(procedure)
  return Object.entries(matter.acts).some(([action, act]) => action !== first && act.actor.kind === 'staff')
}

/** Sorted by the system and not yet assigned, because a process died between the two: goes on with what was decided then. */
function resumed(cases: Cases, procedure: Procedure, matter: CaseState, weighed: Weighed, order: StandingOrder): Weighed {
  const data = matter.data as Readonly<Record<string, unknown>>
  const subject = procedure.subject ? data[procedure.subject] : undefined
  const confidence = data['confidence']
  if (typeof subject !== 'string' || typeof confidence !== 'number') return { ...weighed, held: [{ id: 'inHand', says: holds.inHand }] }
  const found = cases.services.reference.dutyList.resolve(subject, matter.place)
  const held = confidence < order.threshold ? [{ id: 'notSure', says: holds.notSure }] : []
  return { ...weighed, subject, confidence, held, responsible: isRefusal(found) ? undefined : found }
}

/** By whose order, how sure, why: what the journal keeps. */
function underOrder({ confidence, reasons, decidedBy }: Weighed, order: StandingOrder): string {
  const share = (value: number): string => `${(Math.floor(value * 10_000) / 100).toFixed(2)}%`
  const why = [decidedBy?.zh, reasons.length > 0 ? `依据词语：${reasons.map(one => one.words).join('、')}` : undefined]
    .filter(one => one !== undefined)
    .join('；')
  const at = order.at ? new Date(Date.parse(order.at) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ') : ''
  return `自动分拨：置信度${share(confidence)}，不低于 ${order.name ?? ''} 于 ${at} 设定的${share(order.threshold)}${why ? `；${why}` : ''}。`.slice(
    0,
    480,
  )
}

/** Every 400 ms while there is nothing to look at; sweeps what was noted of dispatched cases every few minutes. */
export function runDispatch(services: DispatcherServices): Loop {
  const { db, district, procedures } = services.cases.services
  let turns = 0
  return looper('dispatch', services.log, 400, async () => {
    if (turns++ % 1000 === 999) await sweepLooks(db, district, stepsOf(procedures))
    return (await workDispatch(services)).looked >= 50
  })
}
