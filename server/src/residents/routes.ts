import {
  type MyProfile,
  type ResidentField,
  readMyProfile,
  readResident,
  searchResidents,
  unmaskResident,
  updateMyProfile,
} from '@fengqiao/contract'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { cut } from '../identity/page.ts'
import { rowId } from '../identity/row-id.ts'
import type { IdentityServices } from '../identity/services.ts'
import { changeResident, maskedFields, nameKey, openFields } from './record.ts'
import { findGrant, findResident, insertGrant, listResidents, together } from './store.ts'

const noResident = refusal('not-found', text('没有这位居民', 'There is no such resident'))
const grantIsOver = refusal('grantIsOver', text('查看授权已到期或不属于您当前岗位', 'The grant has ended or is not of your present post'), {
  help: text('如仍需查看，请重新说明目的与理由', 'State purpose and reason again if you still need to see it'),
  source: '《个人信息保护法》第六条、第五十一条',
})

/** Whether the viewer handles this very matter: then the last four of the identity number are shown. The cases noun knows. */
export type HandlesMatter = (caller: StaffCaller, caseId: string) => Promise<boolean>

/**
 * The register of residents: own record for residents; masked search, and clear values under a grant, for staff.
 * Every answer that shows somebody's data appends to the access log in the same transaction.
 */
export function residentRoutes(app: FastifyInstance, services: IdentityServices, handles: HandlesMatter): void {
  const { db, district, keyring, log, now } = services

  async function profile(id: string): Promise<MyProfile | Refusal> {
    const row = await findResident(db, district, id)
    if (!row) return noResident
    const clear = openFields(keyring, row, ['name', 'phone', 'idNumber', 'address'])
    const { name = null, phone, idNumber = null, address = null } = clear
    return { id, name, phone: phone ?? '', idNumber, address, place: row.place, language: row.language }
  }

  serve(app, readMyProfile, ({ caller }) => profile(caller.residentId))

  serve(app, updateMyProfile, async ({ caller, body }) => {
    return (await changeResident(services, caller.residentId, body)) ?? profile(caller.residentId)
  })

  serve(app, searchResidents, async ({ caller, query, request }) => {
    const { name, phone, idNumber, purpose, after, limit } = query
    const filter = {
      nameKey: name && nameKey(keyring, name),
      phoneKey: phone && keyring.index('phone', phone),
      idNumberKey: idNumber && keyring.index('idNumber', idNumber.toUpperCase()),
      within: caller.place,
      after,
      limit,
    }
    return together(db, async tx => {
      const found = cut(await listResidents(tx, district, filter), limit, row => row)
      // A search that finds somebody is a look at them: it tells at least that they are registered.
      const fields = ['name', 'phone', 'idNumber', 'address']
      await log.looks(
        tx,
        caller,
        request.id,
        found.rows.map(({ id }) => ({ resident: id, fields, masked: true, purpose })),
      )
      const rows = found.rows.map(row => ({
        id: row.id,
        place: row.place,
        masked: true as const,
        ...maskedFields(keyring, row, { handler: false }),
      }))
      return { rows, next: found.next }
    })
  })

  serve(app, readResident, async ({ caller, params, query, request }) => {
    const at = now().toISOString()
    const handler = query.case !== undefined && (await handles(caller, query.case))
    return together(db, async tx => {
      const row = await findResident(tx, district, params.id)
      if (!row) return noResident
      const masked = maskedFields(keyring, row, { handler })
      const look = { resident: row.id, case: query.case, purpose: query.purpose }
      if (query.grant === undefined) {
        await log.looks(tx, caller, request.id, [{ ...look, fields: Object.keys(masked), masked: true }])
        return { id: row.id, place: row.place, ...masked, clear: [] }
      }
      const wanted = { id: query.grant, account: caller.accountId, post: caller.postId, resident: row.id }
      const grant = await findGrant(tx, district, wanted, at)
      // Bound to its purpose and its matter: a grant for one is no grant for another.
      if (!grant || grant.purpose !== query.purpose || grant.case_id !== (query.case ?? null)) return grantIsOver
      const clear = grant.fields as ResidentField[]
      await log.looks(tx, caller, request.id, [{ ...look, fields: clear, masked: false, reason: grant.reason, grant: grant.id }])
      return { id: row.id, place: row.place, ...masked, ...openFields(keyring, row, clear), clear }
    })
  })

  serve(app, unmaskResident, async ({ caller, params, body, key, request }) => {
    const at = now()
    const { grantMinutes } = await services.settings()
    return together(db, async tx => {
      const row = await findResident(tx, district, params.id)
      if (!row) return noResident
      const { grant, inserted } = await insertGrant(tx, {
        district,
        id: rowId(at),
        account: caller.accountId,
        post: caller.postId,
        resident: row.id,
        case_id: body.case ?? null,
        purpose: body.purpose,
        reason: body.reason,
        fields: [...new Set(body.fields)],
        given_at: at.toISOString(),
        until: new Date(at.getTime() + Math.min(body.minutes, grantMinutes) * 60_000).toISOString(),
        request_key: key,
      })
      // A retry shows again what the first answer showed, under the row already written; a key used for another person, or late, shows nothing.
      if (grant.resident !== row.id || grant.until <= at.toISOString()) return grantIsOver
      const fields = grant.fields as ResidentField[]
      if (inserted) {
        const { purpose, reason } = body
        await log.looks(tx, caller, request.id, [
          { resident: row.id, case: body.case, fields, masked: false, purpose, reason, grant: grant.id },
        ])
      }
      return { grant: grant.id, until: grant.until, values: openFields(keyring, row, fields) }
    })
  })
}
