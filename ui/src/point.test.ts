import { expect, test } from 'vitest'
import { formatDistance, metresBetween } from './point.ts'

test('a hundredth of a degree of latitude is about 1.1 km', () => {
  expect(metresBetween([114, 22.5], [114, 22.51])).toBeCloseTo(1112, 0)
  expect(metresBetween([114, 22.5], [114, 22.5])).toBe(0)
})

test('distances are told as people would', () => {
  expect(formatDistance(347).zh).toBe('350 米')
  expect(formatDistance(2349).en).toBe('2.3 km')
})
