import * as contract from '@fengqiao/contract'
import { isRefusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../database/connect.ts'
import { serve } from '../http/serve.ts'
import type { Caller } from '../identity/caller.ts'
import type { Reference } from '../reference/reference.ts'
import { onDuty } from './roster.ts'
import { checkShift, notYourRoster } from './rules.ts'
import { idFrom } from './shift-id.ts'
import { addShifts, changeShiftAt, dropShift, findShift, readShifts, type ShiftLine } from './store.ts'

const unknownShift = refusal('not-found', text('没有这一班', 'There is no such shift'))
const changedMeanwhile = refusal('version-conflict', text('该班次刚被他人修改', 'Somebody else has just changed this shift'), {
  help: text('请刷新后再改', 'Reload and change it again'),
})
const hasBegun = refusal('shift-has-begun', text('已开始的班次不能删除', 'A shift that has begun cannot be removed'), {
  help: text('可以修改其结束时间', 'Change its end instead'),
})
const notYours = refusal('not-your-shift', text('只能由值班人本人填写交接记录', 'Only the person on duty writes the handover note'))

export interface RosterServices {
  readonly db: Db
  readonly reference: Reference
  readonly clock: () => Date
}

export function rosterRoutes(app: FastifyInstance, { db, reference, clock }: RosterServices): void {
  serve(app, contract.listShifts, async ({ query, caller }) => {
    const after = query.after === undefined ? undefined : cursor(query.after)
    if (isRefusal(after)) return after
    const span = { from: new Date(query.from), to: new Date(query.to) }
    const rows = await readShifts(db, caller.district, { ...span, unit: query.unit, account: query.account, after, limit: query.limit + 1 })
    const shown = rows.slice(0, query.limit)
    const last = shown.at(-1)
    return {
      rows: shown,
      next: rows.length > query.limit && last ? Buffer.from(`${last.startsAt} ${last.id}`).toString('base64url') : null,
    }
  })

  serve(app, contract.whoIsOnDuty, async ({ query, caller }) => {
    const at = query.at ? new Date(query.at) : clock()
    const shifts = await readShifts(db, caller.district, { unit: query.unit, role: query.role, from: at, to: new Date(at.getTime() + 1) })
    return { shifts: [...onDuty(shifts, query.unit, query.role, at)] }
  })

  serve(app, contract.addShift, async ({ body, caller, key }) => {
    // The id follows from who asked with which key: a retried request finds its own shift.
    const line: ShiftLine = { id: idFrom(`${caller.district} ${actorOf(caller)} ${key}`), ...body }
    const wrong = notYourRoster(reference.organisation, caller, line.unit) ?? (await check(caller.district, line))
    if (wrong) return wrong
    await db.transaction().execute(trx => addShifts(trx, caller.district, [line]))
    return (await findShift(db, caller.district, line.id)) ?? unknownShift
  })

  serve(app, contract.changeShift, async ({ params, body, caller }) => {
    const shift = await findShift(db, caller.district, params.id)
    if (!shift) return unknownShift
    const { version, ...change } = body
    const wrong =
      notYourRoster(reference.organisation, caller, shift.unit) ??
      notYourRoster(reference.organisation, caller, change.unit) ??
      (await check(caller.district, { id: params.id, ...change }))
    if (wrong) return wrong
    const done = await db.transaction().execute(trx => changeShiftAt(trx, caller.district, params.id, change, version))
    return done ? ((await findShift(db, caller.district, params.id)) ?? unknownShift) : changedMeanwhile
  })

  serve(app, contract.removeShift, async ({ params, caller }) => {
    const shift = await findShift(db, caller.district, params.id)
    if (!shift) return unknownShift
    const wrong = notYourRoster(reference.organisation, caller, shift.unit)
    if (wrong) return wrong
    if (Date.parse(shift.startsAt) <= clock().getTime()) return hasBegun
    await db.transaction().execute(trx => dropShift(trx, caller.district, params.id))
    return { removed: params.id }
  })

  serve(app, contract.handOver, async ({ params, body, caller }) => {
    const shift = await findShift(db, caller.district, params.id)
    if (!shift) return unknownShift
    if (shift.account !== actorOf(caller)) return notYours
    const done = await db
      .transaction()
      .execute(trx => changeShiftAt(trx, caller.district, params.id, { handover: body.handover }, body.version))
    return done ? ((await findShift(db, caller.district, params.id)) ?? unknownShift) : changedMeanwhile
  })

  async function check(district: string, line: ShiftLine) {
    const others = await readShifts(db, district, { account: line.account, from: new Date(line.startsAt), to: new Date(line.endsAt) })
    return checkShift(reference.organisation, line, others)
  }
}

const actorOf = (caller: Caller): string => (caller.kind === 'staff' ? caller.accountId : caller.kind)

function cursor(after: string) {
  const [startsAt = '', id = ''] = Buffer.from(after, 'base64url').toString().split(' ')
  if (Number.isNaN(Date.parse(startsAt)) || !/^[0-9a-f-]{36}$/.test(id))
    return refusal('bad-input', text('翻页参数无效', 'The page cursor is not valid'), {
      help: text('请从第一页重新开始', 'Start again at the first page'),
    })
  return { startsAt, id }
}
