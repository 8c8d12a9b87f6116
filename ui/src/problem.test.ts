import { type Problem, ProblemError } from '@fengqiao/contract'
import { expect, test } from 'vitest'
import { KeyKeeper } from './Client.tsx'
import { fieldProblems, isProblem, problemOf, remedyOf } from './problem.ts'

const problem = (rule: string, status: number, more: Partial<Problem> = {}): Problem => ({
  type: `/problems/${rule}`,
  title: rule,
  rule,
  status,
  ...more,
})

test('sentences find their inputs, however deep the path', () => {
  const said = problem('bad-input', 400, {
    fields: [
      { path: 'input.phone', because: '格式不对' },
      { path: 'people.0.name', because: '请填写' },
      { path: 'elsewhere', because: '-' },
    ],
  })
  expect(fieldProblems(said, ['phone', 'people'])).toEqual({ phone: '格式不对', people: '请填写' })
})

test('each kind of “no” has its remedy', () => {
  expect(remedyOf(problem('offline', 0))).toBe('retry')
  expect(remedyOf(problem('too-many', 429))).toBe('retry')
  expect(remedyOf(problem('sign-in-required', 401))).toBe('signIn')
  expect(remedyOf(problem('version-conflict', 409))).toBe('lookAgain')
  expect(remedyOf(problem('bad-input', 400))).toBe('correct')
  expect(remedyOf(problem('objectionIsLate', 409))).toBe('none')
})

test('a bug of ours is told as one', () => {
  expect(problemOf(new TypeError('x is undefined'), 'en')).toMatchObject({ rule: 'unexpected', detail: 'x is undefined' })
  expect(isProblem(new ProblemError(problem('not-found', 404)), 'not-found')).toBe(true)
})

test('the same content keeps its key until it succeeded; other content gets another', () => {
  const keeper = new KeyKeeper()
  const first = keeper.keyFor({ body: { action: 'accept' } })
  expect(keeper.keyFor({ body: { action: 'accept' } })).toBe(first)
  expect(keeper.keyFor({ body: { action: 'object' } })).not.toBe(first)
  const again = keeper.keyFor({ body: { action: 'object' } })
  keeper.done()
  expect(keeper.keyFor({ body: { action: 'object' } })).not.toBe(again)
})
