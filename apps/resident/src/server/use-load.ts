import type { Route } from '@fengqiao/contract'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useSettings } from '../settings/settings.ts'
import { type Answer, call, type Endpoint, newKey, type Reply, type Sending, type Trouble } from './call.ts'

export interface Loaded<T> {
  readonly value: T | undefined
  readonly trouble: Trouble | undefined
  readonly loading: boolean
  reload(): void
}

/**
 * Reads an endpoint and reads it again when its input, the language or `reload` says so. What was shown stays while newer is
 * on its way. `undefined` as input waits.
 */
export function useLoad<R extends Route>(endpoint: Endpoint<R>, sending: Sending<R> | undefined): Loaded<Reply<R>> {
  const { language } = useSettings()
  const [turn, setTurn] = useState(0)
  const asked = sending ? JSON.stringify(sending) : undefined
  const wanted = `${turn} ${language} ${asked}`
  const [held, setHeld] = useState<Held<Reply<R>>>({ asked, answered: '' })
  useEffect(() => {
    if (asked === undefined) return
    const stop = new AbortController()
    call(endpoint, { ...(JSON.parse(asked) as Sending<R>), signal: stop.signal }).then(
      answer => setHeld(before => keep(before, asked, wanted, answer)),
      () => undefined,
    )
    return () => stop.abort()
  }, [endpoint, asked, wanted])
  const reload = useCallback(() => setTurn(before => before + 1), [])
  const fits = held.asked === asked
  const trouble = fits ? held.trouble : undefined
  const lost = trouble?.offline === true
  useEffect(() => {
    if (!lost) return
    addEventListener('online', reload)
    return () => removeEventListener('online', reload)
  }, [lost, reload])
  return { value: fits ? held.value : undefined, trouble, loading: asked !== undefined && held.answered !== wanted, reload }
}

interface Held<T> {
  readonly asked: string | undefined
  /** The reading that gave this answer; another one is on its way while it differs from what is wanted. */
  readonly answered: string
  readonly value?: T
  readonly trouble?: Trouble
}

/** A lost network leaves what was shown; a "no" takes its place. */
function keep<T>(before: Held<T>, asked: string, answered: string, answer: Answer<T>): Held<T> {
  if (answer.ok) return { asked, answered, value: answer.value }
  const shown = before.asked === asked && answer.trouble.offline ? before.value : undefined
  return { asked, answered, ...(shown === undefined ? {} : { value: shown }), trouble: answer.trouble }
}

/** A write with its key kept until it has arrived: pressing again after a lost network repeats, never doubles. */
export function useSend<R extends Route>(endpoint: Endpoint<R>) {
  const key = useRef(newKey())
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const run = async (sending: Sending<R>): Promise<Answer<Reply<R>>> => {
    setBusy(true)
    setTrouble(undefined)
    const answer = await call(endpoint, { key: key.current, ...sending })
    setBusy(false)
    if (answer.ok || !answer.trouble.offline) key.current = newKey()
    if (!answer.ok) setTrouble(answer.trouble)
    return answer
  }
  return { run, busy, trouble, clear: () => setTrouble(undefined) }
}
