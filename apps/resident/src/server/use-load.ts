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
  const [held, setHeld] = useState<{ asked: string | undefined; value?: Reply<R>; trouble?: Trouble; loading: boolean }>({
    asked,
    loading: asked !== undefined,
  })
  const latest = useRef(sending)
  latest.current = sending
  useEffect(() => {
    if (asked === undefined) return
    const stop = new AbortController()
    setHeld(before => ({ ...(before.asked === asked ? before : { asked }), loading: true }))
    call(endpoint, { ...latest.current, signal: stop.signal }).then(
      answer => setHeld(before => keep(before.value, asked, answer)),
      () => undefined,
    )
    return () => stop.abort()
  }, [endpoint, asked, language, turn])
  const reload = useCallback(() => setTurn(before => before + 1), [])
  const lost = held.trouble?.offline === true
  useEffect(() => {
    if (!lost) return
    addEventListener('online', reload)
    return () => removeEventListener('online', reload)
  }, [lost, reload])
  const fits = held.asked === asked
  return {
    value: fits ? held.value : undefined,
    trouble: fits ? held.trouble : undefined,
    loading: fits ? held.loading : asked !== undefined,
    reload,
  }
}

function keep<T>(shown: T | undefined, asked: string, answer: Answer<T>) {
  if (answer.ok) return { asked, value: answer.value, loading: false }
  return { asked, ...(shown === undefined || !answer.trouble.offline ? {} : { value: shown }), trouble: answer.trouble, loading: false }
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
