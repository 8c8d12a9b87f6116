import { listAccessLog, listMyAccessLog, listSecurityLog, type PurposeId, purposes } from '@fengqiao/contract'
import { roles, type RoleId, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { cut } from '../identity/page.ts'
import type { IdentityServices } from '../identity/services.ts'
import { listAccess, listOwnAccess, listSecurity } from './store.ts'

/** Who looked at what: for the person, the auditor and the privacy officer. The log shows fields' names, never their values. */
export function accessLogRoutes(app: FastifyInstance, { db, district, log, now }: IdentityServices): void {
  serve(app, listAccessLog, async ({ query }) =>
    cut(await listAccess(db, district, query), query.limit, row => ({
      id: row.id,
      at: row.at,
      viewer: row.viewer,
      post: row.post,
      role: row.role as RoleId,
      unit: row.unit,
      resident: row.resident,
      case: row.case_id,
      fields: row.fields,
      masked: row.masked,
      purpose: row.purpose as PurposeId,
      reason: row.reason,
      withheldUntil: row.withheld_until,
      intact: log.accessIsIntact(row),
    })),
  )

  serve(app, listMyAccessLog, async ({ caller, query }) =>
    cut(await listOwnAccess(db, district, caller.residentId, query, now().toISOString()), query.limit, row => ({
      id: row.id,
      at: row.at,
      unit: text(row.unit_zh ?? row.unit, row.unit_en ?? row.unit),
      post: row.post_zh && row.post_en ? text(row.post_zh, row.post_en) : roles[row.role as RoleId],
      purpose: purposes[row.purpose as PurposeId],
      fields: row.fields,
      masked: row.masked,
      case: row.case_id,
    })),
  )

  serve(app, listSecurityLog, async ({ query }) =>
    cut(await listSecurity(db, district, query), query.limit, row => ({
      id: row.id,
      at: row.at,
      actor: row.actor,
      act: row.act,
      subject: row.subject,
      detail: row.detail,
      intact: log.securityIsIntact(row),
    })),
  )
}
