import { listenOn } from '../database/listener.ts'
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
  #stop: (() => Promise<void>) | undefined
  #closed = false

  constructor(url: string, log: Log) {
    this.#url = url
    this.#log = log
  }

  async open(): Promise<void> {
    const heard = (payload: string): void => {
      for (const line of payload.split('\n')) this.#say(parse(line))
    }
    this.#stop = await listenOn(this.#url, 'fengqiao', heard, () => {
      this.#say('reset')
      this.#again()
    })
    if (this.#closed) await this.#stop()
  }

  #again(): void {
    if (this.#closed) return
    const retry = (): void => {
      void this.open().catch(error => {
        this.#log.warn({ error }, 'live changes: reconnecting failed')
        this.#again()
      })
    }
    setTimeout(retry, 1000).unref()
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
    await this.#stop?.()
  }

  #say(change: Change | 'reset' | undefined): void {
    if (change) for (const listener of this.#listeners) listener(change)
  }
}

function parse(line: string): Change | undefined {
  const [id, revision, step, units] = line.split(' ')
  return id && revision && step ? { case: id, revision: Number(revision), step, units: units ? units.split(',') : [] } : undefined
}
