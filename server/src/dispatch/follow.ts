import { isRefusal, type Procedure } from '@fengqiao/kernel'
import { scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'
import type { Log } from '../log/log.ts'
import { today } from '../reference/day.ts'
import type { Reference } from '../reference/reference.ts'
import { looper, type Loop } from '../worker/loop.ts'
import {
  addFates,
  type Correction,
  eventsBetween,
  type Fate,
  type FollowedEvent,
  inputBefore,
  lockCursor,
  moveCursor,
  positionsAfter,
  putCorrections,
} from './journal-store.ts'
import type { Learned } from './learned.ts'
import { messageOf } from './message.ts'
import { rekey } from './rekey.ts'
import { type Ways, waysOf } from './ways.ts'

/**
 * Owns: what the journal teaches: corrections to learn from, and how dispatch fared. Counts and cursor move in one transaction,
 * so that each event counts exactly once whatever dies when.
 */
export interface FollowServices {
  readonly db: Db
  readonly district: string
  readonly procedures: readonly Procedure[]
  readonly reference: Reference
  readonly learned: Learned
  readonly now: () => Date
  readonly log: Log
}

/** A position that stays empty so long was a rolled-back one; until then its transaction may still commit. */
const emptyForMs = 20_000
const gaps = new WeakMap<Learned, { position: number; since: number }>()

/** Follows one stretch of the journal; returns how many events it passed. Only one worker follows at a time. */
export function followJournal(services: FollowServices, limit = 1000): Promise<number> {
  const { db, district, procedures } = services
  return scoped(db, 'system', async trx => {
    const cursor = await lockCursor(trx, district)
    if (cursor === undefined) return 0
    const positions = await positionsAfter(trx, district, cursor, limit)
    const until = settledUntil(services, cursor, positions)
    if (until === cursor) return 0
    const actions = [
      ...new Set(
        procedures.flatMap(procedure => {
          const { sort, assign, objections, designations } = waysOf(procedure)
          return [sort?.action ?? [], assign?.action ?? [], ...objections, ...designations].flat()
        }),
      ),
    ]
    const corrections: Correction[] = []
    const fates = new Map<string, Fate>()
    for (const event of await eventsBetween(trx, district, cursor, until, actions)) {
      const procedure = procedures.find(one => one.id === event.procedure)
      if (!procedure) continue
      const ways = waysOf(procedure)
      const counted = fateOf(ways, event)
      if (counted) {
        const day = today(new Date(event.at))
        const before = fates.get(day) ?? { day, automatic: 0, byHand: 0, objected: 0 }
        fates.set(day, { ...before, [counted]: before[counted] + 1 })
      }
      const correction = await correctionOf(trx, services, procedure, ways, event)
      if (correction) corrections.push(correction)
    }
    await putCorrections(trx, district, corrections)
    await addFates(trx, district, [...fates.values()])
    await moveCursor(trx, district, until)
    return positions.filter(position => position <= until).length
  })
}

/** Positions are given before the commit, so a later one can be seen first: an empty one stops the reader for a while. */
function settledUntil({ learned, now }: FollowServices, cursor: number, positions: readonly number[]): number {
  let last = cursor
  for (const position of positions) {
    if (position !== last + 1) {
      const known = gaps.get(learned)
      if (known?.position !== last) {
        gaps.set(learned, { position: last, since: now().getTime() })
        return last
      }
      if (now().getTime() - known.since < emptyForMs) return last
    }
    last = position
  }
  return last
}

function fateOf({ assign, objections }: Ways, event: FollowedEvent): 'automatic' | 'byHand' | 'objected' | undefined {
  if (event.action === assign?.action) return event.actor_kind === 'system' ? 'automatic' : 'byHand'
  const outBySystem = assign !== undefined && event.state.acts[assign.action]?.actor.kind === 'system'
  return objections.includes(event.action) && outBySystem ? 'objected' : undefined
}

/** A person chose another subject than was suggested, or a superior gave the matter to another unit. */
async function correctionOf(
  trx: Db,
  services: FollowServices,
  procedure: Procedure,
  ways: Ways,
  event: FollowedEvent,
): Promise<Correction | undefined> {
  const { learned, reference, district } = services
  const { model } = learned
  if (event.actor_kind !== 'staff' || !procedure.subject || !model || event.at < model.trainedAt) return undefined
  const told = { case_id: event.case_id, seq: event.seq, at: event.at, model: model.id, account: event.account }
  const { dutyList } = reference
  const { ranked } = model.model.suggest(messageOf(procedure, event.state.data))
  if (event.action === ways.sort?.action) {
    const chosen = event.input?.[procedure.subject]
    const suggested = ranked.find(({ label }) => dutyList.subject(label))?.label
    if (typeof chosen !== 'string' || suggested === undefined || chosen === suggested) return undefined
    return { ...told, kind: 'subject', suggested, chosen, label: chosen }
  }
  if (!ways.unit || !ways.designations.includes(event.action)) return undefined
  const chosen = event.input?.[ways.unit]
  const before = await inputBefore(trx, district, event.case_id, event.seq, ways.unit)
  if (typeof chosen !== 'string' || before === undefined || before === chosen) return undefined
  const now = (event.state.data as Readonly<Record<string, unknown>>)[procedure.subject]
  // The superior names a unit, not a subject: of the subjects that the duty list gives this unit here, the likeliest is learned.
  const answered = (subject: string): boolean => {
    const found = dutyList.resolve(subject, event.state.place)
    return !isRefusal(found) && found.unit.id === chosen
  }
  const label = typeof now === 'string' && answered(now) ? now : (ranked.find(one => answered(one.label))?.label ?? null)
  return { ...told, kind: 'unit', suggested: before, chosen, label }
}

/** Follows every second, and makes older keys again with a newer background in between. */
export function runFollowing(services: FollowServices): Loop {
  const { db, district, procedures, learned } = services
  return looper('journal', services.log, 1000, async () => {
    const followed = await followJournal(services)
    return (await rekey(db, district, procedures, learned)) > 0 || followed >= 1000
  })
}
