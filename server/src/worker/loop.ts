import type { Log } from '../log/log.ts'

export interface Loop {
  /** Finishes the turn under way, then stops. */
  stop(): Promise<void>
}

/** Repeats a turn until stopped: at once while it says there is more, else after `everyMs`. A failed turn is logged and tried again. */
export function looper(name: string, log: Log, everyMs: number, turn: () => Promise<boolean>): Loop {
  let stopped = false
  let wake = (): void => undefined
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const more = await turn().catch((error: unknown) => {
        if (!stopped) log.error({ error }, `${name}: a turn failed and will be tried again`)
        return false
      })
      if (more || stopped) continue
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, everyMs)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const done = loop()
  return {
    stop() {
      stopped = true
      wake()
      return done
    },
  }
}
