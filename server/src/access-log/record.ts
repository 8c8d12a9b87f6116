import type { PurposeId } from '@fengqiao/contract'
import type { Db } from '../database/connect.ts'
import type { StaffCaller } from '../identity/caller.ts'
import type { Keyring } from '../identity/keyring.ts'
import { rowId } from '../identity/row-id.ts'
import { type AccessRow, insertAccess, insertSecurity, type SecurityRow } from './store.ts'

/** One look at a person's data. */
export interface Look {
  readonly resident?: string | null | undefined
  readonly case?: string | null | undefined
  /** Names of the fields shown, as in the field register. */
  readonly fields: readonly string[]
  /** Shown masked, or in clear? */
  readonly masked: boolean
  readonly purpose: PurposeId
  readonly reason?: string | null | undefined
  readonly grant?: string | null | undefined
  /** Keeps the look from the person until a moment, only on a ground the law gives (PIPL 18, 35). */
  readonly withheld?: { readonly until: string; readonly ground: string } | undefined
}

export interface LogWriter {
  /**
   * Appends looks at personal data. Give the transaction that reads or grants, so that nothing is shown without its row.
   * Other nouns (cases, dossiers) call this for what they show.
   */
  looks(db: Db, viewer: StaffCaller, request: string, looks: readonly Look[]): Promise<void>
  /** Appends what was done to accounts, keys, settings and sessions. `detail` must hold no personal data and no secrets. */
  deed(db: Db, deed: Deed): Promise<void>
  /** Whether a row is as it was written. */
  accessIsIntact(row: AccessRow): boolean
  securityIsIntact(row: SecurityRow): boolean
}

export interface Deed {
  readonly actor: string | null
  /** `account.created`, `signIn.refused`. */
  readonly act: string
  readonly subject?: string | null
  readonly detail?: Record<string, unknown>
  readonly request: string
}

/** The writer of both logs for one district. Each row carries a keyed hash of its content, so that a change by hand is seen. */
export function logWriter(district: string, keyring: Keyring, now: () => Date): LogWriter {
  const accessMac = (row: Omit<AccessRow, 'mac'>): string =>
    keyring.index(
      'access_log',
      // The order is part of the format: rows written before must still fit.
      JSON.stringify([
        row.district,
        row.id,
        row.at,
        row.viewer,
        row.post,
        row.role,
        row.unit,
        row.resident,
        row.case_id,
        row.fields,
        row.masked,
        row.purpose,
        row.reason,
        row.grant_id,
        row.request,
        row.withheld_until,
        row.withheld_ground,
      ]),
    )
  const securityMac = (row: Omit<SecurityRow, 'mac'>): string =>
    keyring.index(
      'security_log',
      JSON.stringify([district, row.id, row.at, row.actor, row.act, row.subject, sorted(row.detail), row.request]),
    )
  return {
    async looks(db, viewer, request, looks) {
      const at = now()
      await insertAccess(
        db,
        looks.map(look => {
          const row = {
            district,
            id: rowId(at),
            at: at.toISOString(),
            viewer: viewer.accountId,
            post: viewer.postId,
            role: viewer.role,
            unit: viewer.unit,
            resident: look.resident ?? null,
            case_id: look.case ?? null,
            fields: [...look.fields],
            masked: look.masked,
            purpose: look.purpose,
            reason: look.reason ?? null,
            grant_id: look.grant ?? null,
            request,
            withheld_until: look.withheld?.until ?? null,
            withheld_ground: look.withheld?.ground ?? null,
          }
          return { ...row, mac: accessMac(row) }
        }),
      )
    },
    async deed(db, { actor, act, subject = null, detail = {}, request }) {
      const at = now()
      const row = { id: rowId(at), at: at.toISOString(), actor, act, subject, detail, request }
      await insertSecurity(db, district, { ...row, mac: securityMac(row) })
    },
    accessIsIntact: row => row.mac === accessMac(row),
    securityIsIntact: row => row.mac === securityMac(row),
  }
}

/** jsonb does not keep the order of keys. */
const sorted = (detail: Record<string, unknown>): [string, unknown][] => Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1))
