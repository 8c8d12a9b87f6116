import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log/log.ts'
import { silentLog } from '../log/log.ts'
import { startEmbedded } from '../postgres/embedded.ts'
import { readOwner } from '../postgres/instance-lock.ts'
import { isAlive } from '../postgres/process-state.ts'

/** Where tests find the server: set by the caller's environment, or by startTestPostgres for everything it starts later. */
export const serverVariable = 'FENGQIAO_TEST_DATABASE_URL'

export interface TestPostgres {
  readonly url: string
  stop(): Promise<void>
}

/**
 * A PostgreSQL for tests, end-to-end runs and benches: the one FENGQIAO_TEST_DATABASE_URL names (its role needs
 * CREATEDB), else an embedded one in a temporary folder, which ends with this process. fsync is off unless `durable`:
 * a bench that reports figures must set it.
 */
export async function startTestPostgres({
  durable = false,
  log = silentLog,
}: {
  durable?: boolean
  log?: Log
} = {}): Promise<TestPostgres> {
  const given = process.env[serverVariable]
  if (given) return { url: given, stop: async () => undefined }
  sweep()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  const server = await startEmbedded({ folder: join(folder, 'postgres'), log, durable }).catch(error => {
    rmSync(folder, { recursive: true, force: true })
    throw error
  })
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const prefix = 'fengqiao-test-'

/** Removes the folders of runs that were killed before they could do it themselves. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const folder = join(tmpdir(), name)
    const owner = readOwner(join(folder, 'postgres', 'owner.json'))
    const abandoned = owner ? !isAlive(owner) : Date.now() - statSync(folder).mtimeMs > 600_000
    // Another run may sweep at the same time.
    if (abandoned) rmSync(folder, { recursive: true, force: true, maxRetries: 2 })
  }
}
