import pg from 'pg'
import type { Log } from '../log/log.ts'

/** One committed change, as open screens need it: which case, where it stands now, whose lists it touched. */
export interface Change {
  readonly case: string
  readonly revision: number
  readonly step: string
  readonly units: readonly string[]
}

/**
 * Owns: passing changes from PostgreSQL's NOTIFY to this process's open event streams. A lost connection is reopened;
 * clients then get `reset` and ask again, since what was said meanwhile is unknown.
 */
export class Hub {
  readonly #listeners = new Set<(change: Change | 'reset') => void>()
  readonly #url: string
  readonly #log: Log
  #client: pg.Client | undefined
  #closed = false

  constructor(url: string, log: Log) {
    this.#url = url
    this.#log = log
  }

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url, application_name: 'fengqiao-live' })
    client.on('notification', ({ payload }) => {
      for (const line of (payload ?? '').split('\n')) this.#say(parse(line))
    })
    const again = (): void => {
      if (this.#client !== client || this.#closed) return
      this.#client = undefined
      this.#say('reset')
      setTimeout(() => void this.open().catch(error => this.#log.warn({ error }, 'live changes: reconnecting failed')), 1000).unref()
    }
    client.on('error', again)
    client.on('end', again)
    this.#client = client
    try {
      await client.connect()
      await client.query('listen fengqiao')
    } catch (error) {
      again()
      throw error
    }
  }

  listen(listener: (change: Change | 'reset') => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get size(): number {
    return this.#listeners.size
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#client?.end().catch(() => undefined)
  }

  #say(change: Change | 'reset' | undefined): void {
    if (change) for (const listener of this.#listeners) listener(change)
  }
}

function parse(line: string): Change | undefined {
  const [id, revision, step, units] = line.split(' ')
  return id && revision && step ? { case: id, revision: Number(revision), step, units: units ? units.split(',') : [] } : undefined
}
