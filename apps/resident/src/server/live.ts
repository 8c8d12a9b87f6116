import { useEffect, useRef } from 'react'

/**
 * Owns: being told at once that a case has moved. Read by fetch, because an EventSource cannot carry the query code as a
 * header. When the stream cannot be had, asks every half minute while the screen is seen.
 */

const pollMs = 30_000
const retryMs = 5_000

/** Splits a stream of server-sent events; gives back the events that are whole and the rest. */
export function splitEvents(buffer: string): { events: { type: string; data: string }[]; rest: string } {
  const parts = buffer.replaceAll('\r\n', '\n').split('\n\n')
  const rest = parts.pop() ?? ''
  const events = parts.flatMap(part => {
    const lines = part.split('\n')
    const field = (name: string) => lines.filter(line => line.startsWith(`${name}:`)).map(line => line.slice(name.length + 1).trim())
    const data = field('data')
    return data.length === 0 ? [] : [{ type: field('event')[0] ?? 'message', data: data.join('\n') }]
  })
  return { events, rest }
}

/** What the stream is about: a case by its query code, one of the signed-in resident's cases, or notices only. */
export interface Watched {
  readonly code?: string | undefined
  readonly matter?: string | undefined
}

async function listen({ code, matter }: Watched, signal: AbortSignal, heard: (type: string, data: string) => void): Promise<void> {
  const headers: Record<string, string> = { Accept: 'text/event-stream', 'X-Requested-With': 'fengqiao-resident' }
  if (code) headers['Query-Code'] = code
  const response = await fetch(matter ? `/api/events?case=${encodeURIComponent(matter)}` : '/api/events', {
    headers,
    signal,
    credentials: 'same-origin',
  })
  if (!response.ok || !response.body) throw new Error(`events: ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let buffer = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const { events, rest } = splitEvents(buffer + value)
    buffer = rest
    for (const { type, data } of events) heard(type, data)
  }
}

/** Calls `changed` when the server says that something moved (`kinds` of events), while the component is mounted. */
export function useLive({ code, matter }: Watched, kinds: readonly string[], changed: () => void): void {
  const latest = useRef(changed)
  useEffect(() => {
    latest.current = changed
  }, [changed])
  const watched = kinds.join()
  useEffect(() => {
    const stop = new AbortController()
    let live = false
    const open = async () => {
      while (!stop.signal.aborted) {
        try {
          live = true
          await listen({ code, matter }, stop.signal, type => (type === 'reset' || watched.split(',').includes(type)) && latest.current())
        } catch {
          // Lost or refused: the poll below goes on, and the stream is tried again.
        }
        live = false
        await new Promise(resolve => setTimeout(resolve, retryMs))
      }
    }
    void open()
    const poll = setInterval(() => !live && document.visibilityState === 'visible' && latest.current(), pollMs)
    const seen = () => document.visibilityState === 'visible' && latest.current()
    document.addEventListener('visibilitychange', seen)
    return () => {
      stop.abort()
      clearInterval(poll)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [code, matter, watched])
}
