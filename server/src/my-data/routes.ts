import { answerDataRequest, copyMyData, type DataRequest, fileDataRequest, listDataRequests, listMyDataRequests } from '@fengqiao/contract'
import { dueAt, type Holidays, type Language, type Refusal, refusal, text, workingDays } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { cut } from '../identity/page.ts'
import { rowId } from '../identity/row-id.ts'
import type { IdentityServices } from '../identity/services.ts'
import { changeResident, eraseResident, openFields } from '../residents/record.ts'
import { findResident, together } from '../residents/store.ts'
import { closeRequest, type DataRequestRow, insertDataRequest, listOpenRequests, listOwnRequests, lockRequest } from './store.ts'

/** One part of a person's copy of their data (PIPL 45): each noun that keeps any gives one. */
export interface DataPart {
  /** Key in the copy: `cases`, `notices`. */
  readonly name: string
  read(residentId: string): Promise<unknown>
}

/** House rule (domain.md F): an answer within 15 working days. */
const answerDue = workingDays(15)

const remedy = text(
  '对答复不服的，可以向履行个人信息保护职责的部门投诉、举报，或者依法向人民法院提起诉讼。',
  'If you disagree, you may complain to the authority for personal information protection, or bring an action in the people’s court.',
)

/** Copy, correct, delete, object: the rights of PIPL 44 to 50, and the privacy officer's answers. */
export function myDataRoutes(
  app: FastifyInstance,
  services: IdentityServices,
  more: { readonly holidays: () => Holidays; readonly parts: readonly DataPart[] },
): void {
  const { db, district, keyring, log, now, sessions } = services
  const sealedAt = (id: string, what: 'wish' | 'answer'): string => `data_request.${what}/${id}`

  const shape = (row: DataRequestRow, language: Language): DataRequest => ({
    id: row.id,
    kind: row.kind,
    field: row.field as DataRequest['field'],
    wish: keyring.open(row.wish_sealed, sealedAt(row.id, 'wish')),
    filedAt: row.filed_at,
    dueAt: row.due_at,
    state: row.state,
    answer: row.answer_sealed === null ? null : keyring.open(row.answer_sealed, sealedAt(row.id, 'answer')),
    answeredAt: row.answered_at,
    remedy: row.state === 'refused' ? remedy[language] : null,
  })

  serve(app, copyMyData, async ({ caller, reply }) => {
    const id = caller.residentId
    const row = await findResident(db, district, id)
    if (!row) return refusal('not-found', text('没有您的登记信息', 'There is no record of you'))
    const requests = await listOwnRequests(db, district, id, { limit: 1000 })
    const parts: Record<string, unknown> = {
      profile: { id, ...openFields(keyring, row, ['name', 'phone', 'idNumber', 'address']), place: row.place, since: row.created_at },
      dataRequests: requests.map(one => shape(one, caller.language)),
    }
    for (const part of more.parts) parts[part.name] = await part.read(id)
    reply.header('Content-Disposition', 'attachment; filename="my-data.json"').header('Cache-Control', 'no-store')
    return { at: now().toISOString(), parts }
  })

  serve(app, listMyDataRequests, async ({ caller, query }) =>
    cut(await listOwnRequests(db, district, caller.residentId, query), query.limit, row => shape(row, caller.language)),
  )

  serve(app, fileDataRequest, async ({ caller, body, key }) => {
    const at = now()
    const id = rowId(at)
    const row = await insertDataRequest(db, {
      district,
      id,
      resident: caller.residentId,
      kind: body.kind,
      wish_sealed: keyring.seal(body.wish, sealedAt(id, 'wish')),
      field: body.field ?? null,
      filed_at: at.toISOString(),
      due_at: dueAt(at, answerDue, answerDue.calendar, more.holidays()).due,
      state: 'open',
      answer_sealed: null,
      answered_at: null,
      answered_by: null,
      request_key: key,
    })
    return shape(row, caller.language)
  })

  serve(app, listDataRequests, async ({ caller, query, request }) => {
    return together(db, async tx => {
      const found = cut(await listOpenRequests(tx, district, query), query.limit, row => row)
      const looks = found.rows.map(row => ({
        resident: row.resident,
        fields: ['dataRequest'],
        masked: false,
        purpose: 'answerDataRequest' as const,
      }))
      await log.looks(tx, caller, request.id, looks)
      return { rows: found.rows.map(row => ({ ...shape(row, caller.language), resident: row.resident })), next: found.next }
    })
  })

  serve(app, answerDataRequest, async ({ caller, params, body, request }) => {
    let erased: string | undefined
    const answer = await together(db, async tx => {
      const row = await lockRequest(tx, district, params.id)
      if (!row) return refusal('not-found', text('没有这项请求', 'There is no such request'))
      if (row.state !== 'open') return refusal('requestIsAnswered', text('该请求已答复', 'This request has been answered'))
      const within = { ...services, db: tx }
      if (body.granted) {
        const refused = await carryOut(within, row, body.value)
        if (refused) return refused
        if (row.kind === 'deletion') erased = row.resident
      }
      await closeRequest(tx, district, row.id, {
        state: body.granted ? 'granted' : 'refused',
        answer_sealed: keyring.seal(body.reason, sealedAt(row.id, 'answer')),
        answered_at: now().toISOString(),
        answered_by: caller.accountId,
      })
      const detail = { kind: row.kind, granted: body.granted }
      await log.deed(tx, { actor: caller.accountId, act: 'dataRequest.answered', subject: row.id, detail, request: request.id })
      return {}
    })
    if (erased) await sessions.end({ resident: erased })
    return answer
  })

  /** A correction changes the field that was named; a deletion empties the registry's row; an objection is for the units to heed. */
  async function carryOut(within: IdentityServices, row: DataRequestRow, value: string | undefined): Promise<Refusal | undefined> {
    if (row.kind === 'deletion') {
      await eraseResident(within, row.resident)
      return undefined
    }
    if (row.kind === 'objection' || row.field === null || row.field === 'phone') return undefined
    if (!value)
      return refusal('correctionNeedsValue', text('同意更正时须填写更正后的内容', 'Granting a correction needs the corrected value'))
    return changeResident(within, row.resident, { [row.field]: value })
  }
}
