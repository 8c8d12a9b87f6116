import type { CaseState } from '@fengqiao/kernel'
import { sql, type SqlBool } from 'kysely'
import { type Cursor, type ListRow, rowColumns } from '../cases/list-store.ts'
import { type Scope, scoped } from '../cases/store.ts'
import type { Db } from '../database/connect.ts'

/** Owns: matters that wait to be sorted or assigned, and the automatic dispatcher's claims on them. */
const never = '9999-12-31T00:00:00.000Z'

export type WaitingRow = ListRow & { readonly state: CaseState; readonly sorted_at: string; readonly verdict: string | null }

/** Waiting at one of `steps` where the unit may see it, the earliest due first, with what the automatic dispatcher noted under `mark`. */
export function waitingRows(
  db: Db,
  scope: Scope,
  district: string,
  query: { unit: string; steps: readonly string[]; mark: string; after?: Cursor | undefined; limit: number },
): Promise<WaitingRow[]> {
  if (query.steps.length === 0) return Promise.resolve([])
  return scoped(db, scope, trx => {
    const order = sql<string>`coalesce(a.due_at, ${never}::timestamptz)`
    let rows = trx
      .selectFrom('assignment as a')
      .innerJoin('case_record as c', join => join.onRef('c.district', '=', 'a.district').onRef('c.id', '=', 'a.case_id'))
      .leftJoin('triage_look as l', join =>
        join
          .onRef('l.district', '=', 'c.district')
          .onRef('l.case_id', '=', 'c.id')
          .onRef('l.revision', '=', 'c.revision')
          .on('l.mark', '=', query.mark),
      )
      .select(rowColumns.map(column => `c.${column}` as const))
      .select(['c.state', order.as('sorted_at'), 'l.verdict'])
      .where('a.district', '=', district)
      .where('a.kind', '=', 'holder')
      .where('a.step', 'in', [...query.steps])
      .where(sql<SqlBool>`c.sees @> array[${query.unit}]::text[]`)
      .orderBy(order)
      .orderBy('a.case_id')
      .limit(query.limit)
    if (query.after) rows = rows.where(sql<SqlBool>`(${order}, a.case_id) > (${query.after.at}::timestamptz, ${query.after.id}::uuid)`)
    return rows.execute()
  })
}

/** A claim without a verdict is somebody's who has died. */
const lapsesAfter = '1 minute'

/**
 * Claims up to `limit` waiting cases that nobody has looked at in their present revision under this mark. Two workers never get
 * the same case: the second one's insert finds the row already marked.
 */
export async function claimWaiting(
  db: Db,
  district: string,
  steps: readonly string[],
  mark: string,
  now: string,
  limit: number,
): Promise<string[]> {
  if (steps.length === 0) return []
  return scoped(db, 'system', async trx => {
    const { rows } = await sql<{ case_id: string }>`
      insert into triage_look as seen (district, case_id, revision, mark, at)
      select c.district, c.id, c.revision, ${mark}, ${now}::timestamptz
      from assignment a join case_record c on c.district = a.district and c.id = a.case_id
        left join triage_look l on l.district = c.district and l.case_id = c.id
      where a.district = ${district} and a.kind = 'holder' and a.step = any(${[...steps]})
        and (l.case_id is null or l.revision <> c.revision or l.mark <> ${mark} or (l.verdict is null and l.at < ${now}::timestamptz - interval '${sql.raw(lapsesAfter)}'))
      order by c.id
      limit ${limit}
      on conflict (district, case_id) do update set revision = excluded.revision, mark = excluded.mark, at = excluded.at, verdict = null
      where (seen.revision, seen.mark) is distinct from (excluded.revision, excluded.mark) or (seen.verdict is null and seen.at < excluded.at - interval '${sql.raw(lapsesAfter)}')
      returning case_id`.execute(trx)
    return rows.map(row => row.case_id)
  })
}

/** Leaves to people, under this mark, everything that waits now. Runs in the caller's transaction. */
export async function leaveWaiting(trx: Db, district: string, steps: readonly string[], mark: string, at: string): Promise<void> {
  await sql`select set_config('fengqiao.scope', 'system', true)`.execute(trx)
  await sql`
    insert into triage_look (district, case_id, revision, mark, at, verdict)
    select district, id, revision, ${mark}, ${at}, 'waited' from case_record
    where district = ${district} and not final and step = any(${[...steps]})
    on conflict (district, case_id) do update set revision = excluded.revision, mark = excluded.mark, at = excluded.at, verdict = excluded.verdict`.execute(
    trx,
  )
}

/** Notes why each case was left to a person. A newer claim is not touched. */
export async function noteVerdicts(
  db: Db,
  district: string,
  mark: string,
  verdicts: readonly { id: string; verdict: string }[],
): Promise<void> {
  if (verdicts.length === 0) return
  await sql`
    update triage_look l set verdict = v.verdict
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as v(id uuid, verdict text)
    where l.district = ${district} and l.case_id = v.id and l.mark = ${mark}`.execute(db)
}

export async function forgetLooks(db: Db, district: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0)
    await db
      .deleteFrom('triage_look')
      .where('district', '=', district)
      .where('case_id', 'in', [...ids])
      .execute()
}

/** Drops what was noted of cases that wait no longer. */
export function sweepLooks(db: Db, district: string, steps: readonly string[]): Promise<void> {
  return scoped(db, 'system', async trx => {
    await sql`
      delete from triage_look l where l.district = ${district}
        and not exists (select from assignment a where a.district = l.district and a.case_id = l.case_id and a.kind = 'holder' and a.step = any(${[...steps]}))`.execute(
      trx,
    )
  })
}
