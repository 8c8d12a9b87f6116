import { randomUUID } from 'node:crypto'
import * as contract from '@fengqiao/contract'
import { isRefusal, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import type { Db } from '../database/connect.ts'
import { serve } from '../http/serve.ts'
import { today } from '../reference/day.ts'
import { named, pageOf } from '../reference/pages.ts'
import type { Reference } from '../reference/reference.ts'
import type { DutyList } from './duty-list.ts'
import { changeDutyAt, type DutyLine, endDutyOn, putDuties } from './store.ts'

const unknownDuty = refusal('not-found', text('权责清单没有这一条，或已停用', 'There is no such row in the duty list, or it has ended'))
const changedMeanwhile = refusal('version-conflict', text('该条目刚被他人修改', 'Somebody else has just changed this row'), {
  help: text('请刷新后再改', 'Reload and change it again'),
})

export interface DutyServices {
  readonly db: Db
  readonly reference: Reference
  readonly clock: () => Date
}

export function dutyRoutes(app: FastifyInstance, { db, reference, clock }: DutyServices): void {
  serve(app, contract.listSubjects, () => ({ subjects: [...reference.dutyList.subjects()] }))

  serve(app, contract.listDuties, ({ query }) => {
    const { dutyList } = reference
    const rows = dutyList
      .all()
      .filter(
        duty =>
          (!query.subject || duty.subject === query.subject) &&
          (!query.level || duty.level === query.level) &&
          (!query.unitKind || duty.unitKind === query.unitKind) &&
          (named(duty.legalBasis, query.search) || named(dutyList.subject(duty.subject)?.name ?? text('', ''), query.search)),
      )
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return pageOf(rows, duty => duty.id, query)
  })

  serve(app, contract.resolveDuty, ({ query }) => {
    const found = reference.dutyList.resolve(query.subject, query.place)
    return isRefusal(found) ? found : { ...found, assisting: [...found.assisting] }
  })

  serve(app, contract.addDuty, async ({ body, caller }) => {
    await reference.refresh()
    const line: DutyLine = { id: `D-${randomUUID().slice(0, 8)}`, ...body }
    const wrong = checkDuty(reference.dutyList, line, code => reference.atlas.find(code) !== undefined)
    if (wrong) return wrong
    await db.transaction().execute(trx => putDuties(trx, caller.district, [line], today(clock())))
    await reference.refresh()
    return dutyById(reference.dutyList, line.id) ?? unknownDuty
  })

  serve(app, contract.changeDuty, async ({ params, body, caller }) => {
    await reference.refresh()
    const { version, ...rest } = body
    const line: DutyLine = { id: params.id, ...rest }
    if (!dutyById(reference.dutyList, params.id)) return unknownDuty
    const wrong = checkDuty(reference.dutyList, line, code => reference.atlas.find(code) !== undefined)
    if (wrong) return wrong
    if (!(await db.transaction().execute(trx => changeDutyAt(trx, caller.district, line, version)))) return changedMeanwhile
    await reference.refresh()
    return dutyById(reference.dutyList, params.id) ?? unknownDuty
  })

  serve(app, contract.endDuty, async ({ params, caller }) => {
    await reference.refresh()
    const duty = dutyById(reference.dutyList, params.id)
    if (!duty) return unknownDuty
    const others = reference.dutyList
      .dutiesOf(duty.subject)
      .filter(other => other.part === 'own' && other.id !== duty.id && other.place === null)
    if (duty.part === 'own' && others.length === 0) return lastOne
    await db.transaction().execute(trx => endDutyOn(trx, caller.district, params.id, today(clock())))
    await reference.refresh()
    return { ...duty, validTo: today(clock()) }
  })
}

const lastOne = refusal(
  'last-duty-of-subject',
  text(
    '这是该事项在全区的最后一条承办规定，停用后将无人负责',
    'This is the last row that names an owner for the subject; without it nobody answers',
  ),
  { help: text('请先新增一条，再停用本条', 'Add another row first') },
)

const dutyById = (list: DutyList, id: string) => list.all().find(duty => duty.id === id)

/** What keeps a row from being written: an unknown subject or place, or a row that says the same thing already. */
export function checkDuty(list: DutyList, line: DutyLine, knowsPlace: (code: string) => boolean): Refusal | undefined {
  if (!list.subject(line.subject))
    return refusal('unknown-subject', text('事项目录没有这个事项', 'The catalogue has no such subject'), {
      fields: [{ path: 'subject', because: text('请从事项目录中选择', 'Choose one from the catalogue') }],
    })
  if (line.place !== null && !knowsPlace(line.place))
    return refusal('bad-input', text('提交的内容有误，请按提示修改', 'Some of what was sent needs correcting'), {
      fields: [{ path: 'place', because: text('没有这个地点', 'There is no such place') }],
    })
  const same = list.dutiesOf(line.subject).find(
    duty =>
      duty.id !== line.id &&
      duty.level === line.level &&
      duty.part === line.part &&
      duty.place === line.place &&
      // Two owners at one level and place would make the answer a matter of chance; two assistants do not.
      (line.part === 'own' || duty.unitKind === line.unitKind),
  )
  if (!same) return undefined
  return refusal('duty-stands-already', text(`清单第 ${same.id} 条已作规定`, `Row ${same.id} of the list says so already`), {
    help: text('请修改已有的一条', 'Change that row instead'),
  })
}
