import { existsSync, readFileSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { Passwords } from './cluster.ts'
import { readOwner } from './instance-lock.ts'
import { isAlive } from './process-state.ts'

export interface Attached {
  readonly url: string
  readonly adminUrl: string
  /** Process of the Fengqiao that runs the server. */
  readonly pid: number
}

/**
 * The embedded PostgreSQL that another live Fengqiao runs in this folder; undefined when none does, or it is only starting or
 * stopping. Reads its port from postmaster.pid and the passwords beside it, so it serves only whoever may read those.
 */
export async function attachEmbedded(wanted: string): Promise<Attached | undefined> {
  if (!existsSync(wanted)) return undefined
  const folder = await realpath(wanted)
  const owner = readOwner(join(folder, 'owner.json'))
  if (!owner || !isAlive(owner)) return undefined
  try {
    const lines = readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')
    const [port, state] = [Number(lines[3]), lines[7]?.trim()]
    if (!port || state !== 'ready') return undefined
    const passwords = JSON.parse(readFileSync(join(folder, 'passwords.json'), 'utf8')) as Passwords
    const address = (user: keyof Passwords): string => `postgres://${user}:${passwords[user]}@127.0.0.1:${port}/fengqiao`
    return { url: address('fengqiao'), adminUrl: address('postgres'), pid: owner.pid }
  } catch {
    return undefined // not ours to read, or gone in between: starting says why
  }
}
