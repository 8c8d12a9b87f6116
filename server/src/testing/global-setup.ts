import { serverVariable, startTestPostgres } from './server.ts'
import { asOwner, clonePrefix, ensureTemplate } from './template.ts'

/**
 * Vitest's global setup: one PostgreSQL per run, its template migrated once. Test processes inherit the address.
 * At the end every cloned database must be gone, or the run fails: a test forgot `end()`.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const shared = Boolean(process.env[serverVariable])
  const server = await startTestPostgres()
  process.env[serverVariable] = server.url
  await ensureTemplate(server.url)
  return async () => {
    // On a server that outlives the run, other runs' databases may be there too: only our own server can be judged.
    const left = shared ? [] : await clones(server.url)
    await server.stop()
    delete process.env[serverVariable]
    if (left.length > 0) {
      process.exitCode = 1
      throw new Error(`${left.length} test database(s) were never ended: call end() in afterAll`)
    }
  }
}

function clones(url: string): Promise<string[]> {
  return asOwner(url, async client => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [
      clonePrefix,
    ])
    return rows.map(({ datname }) => datname)
  })
}
