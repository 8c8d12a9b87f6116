import { text } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { claimKey } from './store.ts'

/**
 * Refuses to run with a root key that is not the one the database was sealed with: names and numbers could not be read, and new
 * ones would be sealed so that nobody else can. Throws StartupProblem.
 */
export async function checkKey(db: Db, district: string, keyring: Keyring): Promise<void> {
  const check = keyring.index('deployment', district)
  if ((await claimKey(db, district, check)) === check) return
  throw new StartupProblem(
    text(
      '数据目录中的 keys/root.key 不是此数据库所用的密钥：请从备份或首台机器复制原密钥文件。',
      'keys/root.key in the data folder is not the key this database was sealed with: copy the original from the backup or the first machine.',
    ),
  )
}
