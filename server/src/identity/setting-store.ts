import { SecuritySettings } from '@fengqiao/contract'
import type { Db } from '../database/connect.ts'

/** The district's rules of sign-in; while none were set, those of the deployment (`defaults`) and the house. */
export async function loadSecuritySettings(db: Db, district: string, defaults: Partial<SecuritySettings> = {}): Promise<SecuritySettings> {
  const row = await db.selectFrom('security_setting').select('setting').where('district', '=', district).executeTakeFirst()
  return SecuritySettings.parse({ ...defaults, ...(row?.setting as Partial<SecuritySettings> | undefined) })
}

export async function saveSecuritySettings(db: Db, district: string, setting: SecuritySettings, by: string, now: string): Promise<void> {
  const value = { setting: JSON.stringify(setting), changed_at: now, changed_by: by }
  await db
    .insertInto('security_setting')
    .values({ ...value, district })
    .onConflict(conflict => conflict.column('district').doUpdateSet(value))
    .execute()
}
