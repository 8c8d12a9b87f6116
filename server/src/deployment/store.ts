import type { Db } from '../database/connect.ts'

export interface Deployment {
  readonly district: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly demo: boolean
}

export async function readDeployment(db: Db): Promise<Deployment | undefined> {
  const row = await db.selectFrom('deployment').selectAll().orderBy('created_at').executeTakeFirst()
  return row && { district: row.district, name: { zh: row.name_zh, en: row.name_en }, demo: row.demo }
}

/** Records what the database serves; false when it serves something already. */
export async function putDeployment(db: Db, { district, name, demo }: Deployment): Promise<boolean> {
  const result = await db
    .insertInto('deployment')
    .values({ district, name_zh: name.zh, name_en: name.en, demo })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0
}
