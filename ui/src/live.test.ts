import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { eventReader, type LiveEvent, refresh } from './live.ts'

function read(...pieces: string[]): LiveEvent[] {
  const heard: LiveEvent[] = []
  const reader = eventReader(event => heard.push(event))
  for (const piece of pieces) reader.feed(piece)
  return heard
}

test('reads events however the stream is cut', () => {
  const stream = 'retry: 3000\n\n: beat\n\nevent: case\ndata: {"id":"a","revision":4}\n\nevent: inbox\ndata: {}\n\n'
  const whole = read(stream)
  expect(whole).toEqual([
    { type: 'case', id: '', data: { id: 'a', revision: 4 } },
    { type: 'inbox', id: '', data: {} },
  ])
  expect(read(...stream)).toEqual(whole)
})

test('an event that is not finished is not told', () => {
  expect(read('event: case\ndata: {"id":"a"}\n')).toEqual([])
})

function cache() {
  const queries = new QueryClient()
  const put = (key: readonly unknown[]): void => void queries.setQueryData([...key], {})
  put(['getCase', { params: { id: 'a' } }])
  put(['getCase', { params: { id: 'b' } }])
  put(['listInbox', { query: {} }, 'pages'])
  put(['listPlaces', { query: {} }])
  const stale = (): string[] =>
    queries
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => JSON.stringify(queryKey))
  return { queries, stale }
}

test('a changed case makes only that case stale', () => {
  const { queries, stale } = cache()
  refresh(queries, { type: 'case', id: '', data: { id: 'a', revision: 2 } })
  expect(stale()).toEqual(['["getCase",{"params":{"id":"a"}}]'])
})

test('a changed list makes lists stale, and a missed stretch everything', () => {
  const { queries, stale } = cache()
  refresh(queries, { type: 'inbox', id: '', data: {} })
  expect(stale()).toEqual(['["listInbox",{"query":{}},"pages"]'])
  refresh(queries, { type: 'reset', id: '', data: {} })
  expect(stale()).toHaveLength(4)
})
