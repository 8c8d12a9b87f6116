import { rebuiltSchema } from '@fengqiao/server/testing'

/** What `server/schema.sql` should hold, by path from the root. Starts a PostgreSQL of its own, which ends with the process. */
export async function generateSchema(): Promise<Record<string, string>> {
  return { 'server/schema.sql': await rebuiltSchema() }
}
