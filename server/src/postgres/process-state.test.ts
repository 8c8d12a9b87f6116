import { expect, test } from 'vitest'
import { isAlive, markOf } from './process-state.ts'

test('a process is told by number and start time, so that a reused number is not the old process', () => {
  const own = markOf(process.pid)
  expect(own && isAlive(own)).toBe(true)
  expect(isAlive({ pid: process.pid, started: 1 })).toBe(false)
})

test('a number that no process has is nobody', () => {
  expect(markOf(4_194_305)).toBeUndefined()
})
