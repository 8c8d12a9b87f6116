import { expect, test } from 'vitest'
import { splitEvents } from './live.ts'

test('events are cut at blank lines, beats and half events are kept out', () => {
  const stream = 'retry: 3000\n\nevent: case\ndata: {"id":"a"}\n\n: \n\nevent: notice\r\ndata: {}\r\n\r\nevent: ca'
  expect(splitEvents(stream)).toEqual({
    events: [
      { type: 'case', data: '{"id":"a"}' },
      { type: 'notice', data: '{}' },
    ],
    rest: 'event: ca',
  })
})
