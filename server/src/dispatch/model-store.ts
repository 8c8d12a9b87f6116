import { sql } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { ModelFigures } from './figures.ts'

/** Owns: models, standing orders and the background in the database. */
export interface ModelRow {
  readonly id: string
  readonly trained_at: string
  readonly rows: number
  readonly state: 'proposed' | 'active' | 'retired' | 'rejected'
  readonly threshold: number
  readonly figures: ModelFigures
  readonly before: ModelFigures | null
  readonly decided_by: string | null
  readonly decided_at: string | null
}

export interface OrderRow {
  readonly set_at: string
  readonly threshold: number
  readonly automatic: boolean
  readonly name: string
}

const modelColumns = ['id', 'trained_at', 'rows', 'state', 'threshold', 'figures', 'before', 'decided_by', 'decided_at'] as const

/** Newest first. */
export const listModels = (db: Db, district: string): Promise<ModelRow[]> =>
  db.selectFrom('triage_model').select(modelColumns).where('district', '=', district).orderBy('trained_at', 'desc').limit(30).execute()

export const findModel = (db: Db, district: string, id: string): Promise<ModelRow | undefined> =>
  db.selectFrom('triage_model').select(modelColumns).where('district', '=', district).where('id', '=', id).executeTakeFirst()

export interface NewModel {
  readonly id: string
  readonly trainedAt: string
  readonly rows: number
  readonly state: 'proposed' | 'active'
  readonly threshold: number
  readonly figures: ModelFigures
  readonly before: ModelFigures | null
  readonly chosen: number
  readonly kept: number
  readonly bytes: Uint8Array
  readonly askedBy: string | null
  readonly decidedBy: string | null
}

export async function putModel(db: Db, district: string, model: NewModel): Promise<void> {
  await db
    .insertInto('triage_model')
    .values({
      district,
      id: model.id,
      trained_at: model.trainedAt,
      rows: model.rows,
      state: model.state,
      threshold: model.threshold,
      figures: JSON.stringify(model.figures),
      before: model.before && JSON.stringify(model.before),
      chosen: model.chosen,
      kept: model.kept,
      bytes: Buffer.from(model.bytes),
      asked_by: model.askedBy,
      decided_by: model.decidedBy,
      decided_at: model.decidedBy === null ? null : model.trainedAt,
    })
    .execute()
}

/** Puts a proposed model to work or turns it down; false when it is no longer proposed. The one at work before retires. */
export function settleModel(db: Db, district: string, id: string, approve: boolean, by: string, at: string): Promise<boolean> {
  return db.transaction().execute(async trx => {
    const proposed = await trx
      .selectFrom('triage_model')
      .select('id')
      .where('district', '=', district)
      .where('id', '=', id)
      .where('state', '=', 'proposed')
      .forUpdate()
      .executeTakeFirst()
    if (!proposed) return false
    if (approve)
      await trx
        .updateTable('triage_model')
        .set({ state: 'retired', bytes: null })
        .where('district', '=', district)
        .where('state', '=', 'active')
        .execute()
    const settled = approve ? { state: 'active' as const } : { state: 'rejected' as const, bytes: null }
    await trx
      .updateTable('triage_model')
      .set({ ...settled, decided_by: by, decided_at: at })
      .where('district', '=', district)
      .where('id', '=', id)
      .execute()
    return true
  })
}

export interface AtWork {
  readonly model: string | null
  readonly background: number | null
  readonly order: OrderRow | undefined
}

/** What is in force now, without its bytes: cheap enough to ask every other second. */
export async function readAtWork(db: Db, district: string): Promise<AtWork> {
  const { rows } = await sql<{ model: string | null; background: number | null }>`
    select (select id from triage_model where district = ${district} and state = 'active') as model,
           (select max(version) from triage_background where district = ${district}) as background`.execute(db)
  const order = await db
    .selectFrom('triage_order')
    .select(['set_at', 'threshold', 'automatic', 'name'])
    .where('district', '=', district)
    .orderBy('set_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { model: rows[0]?.model ?? null, background: rows[0]?.background ?? null, order }
}

export const readModelBytes = (db: Db, district: string, id: string) =>
  db
    .selectFrom('triage_model')
    .select(['bytes', 'trained_at', 'chosen', 'kept'])
    .where('district', '=', district)
    .where('id', '=', id)
    .executeTakeFirst()

export async function putOrder(db: Db, district: string, order: OrderRow & { readonly account: string | null }): Promise<void> {
  await db
    .insertInto('triage_order')
    .values({ district, ...order })
    .execute()
}

export const readBackground = (db: Db, district: string, version: number) =>
  db
    .selectFrom('triage_background')
    .select(['messages', 'seen'])
    .where('district', '=', district)
    .where('version', '=', version)
    .executeTakeFirst()

/** The next version of the background; the one before is dropped with its cursor, since all keys are to be made with the new one. */
export async function putBackground(db: Db, district: string, learned: { messages: number; seen: Uint32Array; at: string }): Promise<void> {
  const { messages, seen, at } = learned
  await sql`
    insert into triage_background (district, version, learned_at, messages, seen)
    select ${district}, coalesce(max(version), 0) + 1, ${at}, ${messages}, ${Buffer.from(seen.buffer, seen.byteOffset, seen.byteLength)}
    from triage_background where district = ${district}`.execute(db)
  await sql`delete from triage_background b where district = ${district} and version < (select max(version) from triage_background where district = ${district})`.execute(
    db,
  )
}
