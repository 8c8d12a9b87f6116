import { type Client, type Extra, streamEvents } from '@fengqiao/contract'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useClient } from './Client.tsx'

/**
 * Owns the server-sent events that keep open screens fresh. Read through `fetch`, because `EventSource` cannot carry the headers that say
 * which screen asks and under which query code. Nothing is taken from an event but the hint to read again.
 */
export interface LiveEvent {
  readonly type: string
  readonly id: string
  readonly data: unknown
}

/** Cuts a stream into events (WHATWG HTML 9.2.6); call `feed` with each piece of text. */
export function eventReader(emit: (event: LiveEvent) => void): { feed(piece: string): void; readonly lastId: string } {
  let rest = ''
  let [type, id, lines] = ['', '', [] as string[]]
  const finish = (): void => {
    if (lines.length > 0) emit({ type: type || 'message', id, data: parse(lines.join('\n')) })
    ;[type, lines] = ['', []]
  }
  const take = (line: string): void => {
    if (line === '') return finish()
    const colon = line.indexOf(':')
    if (colon === 0) return
    const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')]
    if (name === 'event') type = value
    if (name === 'data') lines.push(value)
    if (name === 'id') id = value
  }
  return {
    feed: piece => {
      const parts = (rest + piece).split(/\r\n|\n|\r/)
      rest = parts.pop() ?? ''
      for (const line of parts) take(line)
    },
    get lastId() {
      return id
    },
  }
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}

/** Listens until `stop` is called; a broken line is taken up again after 1, 2, 4 … at most 30 seconds. */
export function listen(
  client: Client,
  heard: (event: LiveEvent) => void,
  { watched, ...extra }: Extra & { watched?: string | undefined } = {},
): () => void {
  const stopped = new AbortController()
  void (async () => {
    let [wait, lastId] = [1000, '']
    while (!stopped.signal.aborted) {
      try {
        const response = await fetch(client.address(streamEvents, { query: watched ? { case: watched } : {} }), {
          headers: { ...client.headers(extra), accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) },
          credentials: 'same-origin',
          signal: stopped.signal,
        })
        if (response.status === 401 || response.status === 403 || response.status === 404) return
        if (response.ok && response.body) {
          wait = 1000
          const reader = eventReader(heard)
          for await (const piece of response.body.pipeThrough(new TextDecoderStream())) reader.feed(piece)
          lastId = reader.lastId || lastId
        }
      } catch {
        if (stopped.signal.aborted) return
      }
      await new Promise(resolve => setTimeout(resolve, wait))
      wait = Math.min(wait * 2, 30_000)
    }
  })()
  return () => stopped.abort()
}

/** Which reads an event makes stale, by operation id. */
const stale: Readonly<Record<string, readonly string[]>> = {
  case: ['getCase', 'getSuggestion', 'listWhistles', 'trackCase', 'getMyCase', 'listMyCases'],
  inbox: ['listInbox', 'countInbox', 'listQueue', 'listWhistles', 'listSupervision', 'listMyNotices'],
  notice: ['listMyNotices'],
}

export function refresh(queries: QueryClient, { type, data }: LiveEvent): void {
  // Changes may have been missed: everything shown is read again.
  if (type === 'reset') {
    void queries.invalidateQueries()
    return
  }
  const id = typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : undefined
  void queries.invalidateQueries({
    predicate: ({ queryKey: [route, sent] }) => {
      if (!stale[type]?.includes(String(route))) return false
      const params = (sent as { params?: { id?: string } } | undefined)?.params
      return params?.id === undefined || id === undefined || params.id === id
    },
  })
}

export interface LiveOptions {
  readonly enabled?: boolean
  readonly queryCode?: string | undefined
  /** The case that the screen shows; others are heard of only when they touch the reader's unit. */
  readonly watched?: string | undefined
  /** Reacts to an event besides refreshing (a title, a sound). */
  readonly heard?: (event: LiveEvent) => void
}

/** Keeps every open query fresh while the component is shown. One stream a page: browsers allow only six to a server. */
export function useLiveEvents({ enabled = true, queryCode, watched, heard }: LiveOptions = {}): void {
  const client = useClient()
  const queries = useQueryClient()
  const listener = useRef(heard)
  useEffect(() => {
    listener.current = heard
  }, [heard])
  useEffect(() => {
    if (!enabled) return undefined
    const take = (event: LiveEvent): void => {
      refresh(queries, event)
      listener.current?.(event)
    }
    return listen(client, take, { watched, ...(queryCode ? { queryCode } : {}) })
  }, [client, queries, enabled, queryCode, watched])
}
