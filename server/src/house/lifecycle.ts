import type { Log } from '../log/log.ts'

/** Longest a stop may take; then the process ends with code 1 (PostgreSQL, if ours, still ends cleanly by itself). */
const patienceMs = 5_000

/** What was opened, to be closed in the opposite order, once, whoever asks: a signal, a lost database, a start that failed. */
export class Lifecycle {
  readonly #closers: { name: string; close: () => Promise<void> }[] = []
  #stopping: Promise<void> | undefined

  get stopping(): boolean {
    return this.#stopping !== undefined
  }

  /** Registers what was just opened. */
  opened(name: string, close: () => Promise<void>): void {
    this.#closers.unshift({ name, close })
  }

  /** Closes everything; never rejects. */
  close(log: Pick<Log, 'error'>): Promise<void> {
    this.#stopping ??= (async () => {
      for (const { name, close } of this.#closers)
        await close().catch((error: unknown) => log.error({ error, part: name }, 'a part did not close cleanly'))
    })()
    return this.#stopping
  }

  /** Closes everything and ends the process with `code`. */
  async exit(code: number, log: Pick<Log, 'error'>): Promise<never> {
    setTimeout(() => {
      log.error({ patienceMs }, 'did not stop in time; ending now')
      process.exit(1)
    }, patienceMs)
    await this.close(log)
    process.exit(code)
  }
}
