import type { Shift } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import { bumpRevision } from '../reference/store.ts'

export interface ShiftQuery {
  readonly unit?: string | undefined
  readonly account?: string | undefined
  readonly role?: RoleId | undefined
  readonly from: Date
  readonly to: Date
  /** Start and id of the last shift of the page before. */
  readonly after?: { readonly startsAt: string; readonly id: string } | undefined
  readonly limit?: number | undefined
}

/** Shifts that touch the span [from, to), by start then id. */
export async function readShifts(db: Db, district: string, query: ShiftQuery): Promise<Shift[]> {
  const { unit, account, role, from, to, after, limit } = query
  const conditions: RawBuilder<unknown>[] = [
    sql`shift.district = ${district}`,
    sql`shift.starts_at < ${to}`,
    sql`shift.ends_at > ${from}`,
    // No shift is longer than a day: this lets the index on the start find the span.
    sql`shift.starts_at > ${new Date(from.getTime() - 25 * 3_600_000)}`,
  ]
  if (unit) conditions.push(sql`shift.unit = ${unit}`)
  if (account) conditions.push(sql`shift.account = ${account}`)
  if (role) conditions.push(sql`shift.role = ${role}`)
  if (after) conditions.push(sql`(shift.starts_at, shift.id) > (${after.startsAt}::timestamptz, ${after.id}::uuid)`)
  return select(db, sql.join(conditions, sql` and `), limit ?? 20_000)
}

export async function findShift(db: Db, district: string, id: string): Promise<Shift | undefined> {
  const found = await select(db, sql`shift.district = ${district} and shift.id = ${id}::uuid`, 1)
  return found[0]
}

async function select(db: Db, where: RawBuilder<unknown>, limit: number): Promise<Shift[]> {
  const { rows } = await sql<{
    id: string
    unit: string
    role: string
    account: string
    name_zh: string
    name_en: string
    starts_at: string
    ends_at: string
    note: string
    handover: string
    version: number
  }>`
    select shift.id, shift.unit, shift.role, shift.account, shift.starts_at, shift.ends_at, shift.note, shift.handover, shift.version,
      coalesce(account.name_zh, shift.account) as name_zh, coalesce(account.name_en, shift.account) as name_en
    from shift left join account on account.district = shift.district and account.id = shift.account
    where ${where} order by shift.starts_at, shift.id limit ${limit}`.execute(db)
  return rows.map(row => ({
    id: row.id,
    unit: row.unit,
    role: row.role as RoleId,
    account: row.account,
    name: { zh: row.name_zh, en: row.name_en },
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    note: row.note,
    handover: row.handover,
    version: row.version,
  }))
}

export type ShiftLine = Pick<Shift, 'id' | 'unit' | 'role' | 'account' | 'startsAt' | 'endsAt' | 'note'>

/** Writes new shifts; one whose id is there already is left alone, so that a repeated request or import adds nothing. */
export async function addShifts(db: Db, district: string, shifts: readonly ShiftLine[]): Promise<void> {
  for (let from = 0; from < shifts.length; from += 500)
    await db
      .insertInto('shift')
      .values(
        shifts.slice(from, from + 500).map(shift => ({
          district,
          id: shift.id,
          unit: shift.unit,
          role: shift.role,
          account: shift.account,
          starts_at: shift.startsAt,
          ends_at: shift.endsAt,
          note: shift.note,
        })),
      )
      .onConflict(conflict => conflict.doNothing())
      .execute()
  if (shifts.length > 0) await bumpRevision(db, district, ['shift'])
}

type ShiftChange = Partial<Omit<ShiftLine, 'id'>> & { readonly handover?: string }

/** Changes a shift that is still at `version`; false when somebody was faster. */
export async function changeShiftAt(db: Db, district: string, id: string, change: ShiftChange, version: number): Promise<boolean> {
  const { startsAt, endsAt, ...rest } = change
  const done = await db
    .updateTable('shift')
    .set({ ...rest, ...(startsAt ? { starts_at: startsAt } : {}), ...(endsAt ? { ends_at: endsAt } : {}), version: version + 1 })
    .where('district', '=', district)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (done.numUpdatedRows === 0n) return false
  await bumpRevision(db, district, ['shift'])
  return true
}

export async function dropShift(db: Db, district: string, id: string): Promise<void> {
  await db.deleteFrom('shift').where('district', '=', district).where('id', '=', id).execute()
  await bumpRevision(db, district, ['shift'])
}
