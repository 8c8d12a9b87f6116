import { describe, expect, it } from 'vitest'
import { walks } from './walks/index.ts'

describe('stories of the appeal', () => {
  for (const { title, run } of walks)
    it(title, () => {
      expect(run().steps.length).toBeGreaterThan(0)
    })
})
