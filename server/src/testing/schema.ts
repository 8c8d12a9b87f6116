import { dumpSchema } from '../database/schema-dump.ts'
import { testDatabase } from './database.ts'

/** What `server/schema.sql` should hold: every migration applied to an empty database, then written down. */
export async function rebuiltSchema(): Promise<string> {
  const { pool, end } = await testDatabase()
  try {
    return await dumpSchema(pool)
  } finally {
    await end()
  }
}
