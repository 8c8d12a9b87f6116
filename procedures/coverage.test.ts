import { untold } from '@fengqiao/kernel/testing'
import { expect, it } from 'vitest'
import { procedures } from './index.ts'
import { walks } from './testing.ts'

const told = walks.map(walk => walk.run())

it.each(procedures.map(procedure => [procedure.id, procedure] as const))(
  'every action, refusal, deadline and letter of %s is in a walk',
  (_, procedure) => {
    expect(untold(procedure, told)).toEqual([])
  },
)

it('says what is missing', () => {
  for (const procedure of procedures) expect(untold(procedure, []).length).toBeGreaterThan(5)
})

it('keeps every walk as plain data', () => {
  for (const walk of told) expect(JSON.parse(JSON.stringify(walk))).toStrictEqual(walk)
})
