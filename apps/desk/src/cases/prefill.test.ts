import { text } from '@fengqiao/kernel'
import { expect, test } from 'vitest'
import { type Action, isDecision, isFull, prefill } from './prefill.ts'

const field = (name: string, kind: string, required = true, options?: Record<string, { zh: string; en: string }>) => ({
  name,
  kind,
  label: text(name, name),
  required,
  masking: 'open',
  ...(options ? { options } : {}),
})
const sorting: Action = {
  id: 'sort',
  label: text('研判', 'Sort'),
  to: { id: 'sorted', name: text('已研判', 'Sorted') },
  adverse: false,
  form: [
    field('topic', 'subject'),
    field('level', 'choice', true, { urgent: text('紧急', 'Urgent'), general: text('一般', 'General') }),
    field('way', 'choice', true, { usual: text('普通', 'Usual'), formal: text('正式', 'Formal') }),
    field('confidence', 'number', false),
    field('note', 'text', false),
  ],
}
const sending: Action = { ...sorting, id: 'send', form: [field('unit', 'unit'), field('reason', 'text')] }
const calling: Action = { ...sorting, id: 'call', to: null, form: [field('units', 'units')] }
const suggestion = {
  subject: { id: 'road.flood', name: text('道路积水', 'Flooded road') },
  grade: { id: 'general', name: text('一般', 'General') },
  unit: { id: 'street.water', name: text('水务', 'Water') },
  why: text('权责清单', 'Duty list'),
  confidence: 0.93456,
  threshold: 0.9,
  automatic: true,
  reasons: [],
  ranked: [],
  rule: null,
  model: 'm1',
}
const reason = text('按建议', 'As suggested')

test('a suggestion helps where a subject or a unit is decided, whatever the action is called', () => {
  expect([sorting, sending, calling].map(isDecision)).toEqual([true, true, false])
})

test('it fills a form by the kinds of its fields; a choice it is silent on takes the ordinary option', () => {
  expect(prefill(sorting.form, suggestion, reason, 'zh')).toEqual({
    topic: 'road.flood',
    level: 'general',
    way: 'usual',
    confidence: 0.935,
  })
  expect(prefill(sending.form, suggestion, reason, 'en')).toEqual({ unit: 'street.water', reason: 'Duty list' })
})

test('without a subject the form is not full and is not sent by one click', () => {
  const values = prefill(sorting.form, { ...suggestion, subject: null }, reason, 'zh')
  expect(isFull(sorting.form, values)).toBe(false)
  expect(isFull(sorting.form, prefill(sorting.form, suggestion, reason, 'zh'))).toBe(true)
})
