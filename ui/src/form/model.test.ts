import { text } from '@fengqiao/kernel'
import { expect, test } from 'vitest'
import { checkField, checkForm, emptyValues, type FormField, inputModel, toInput } from './model.ts'

const field = (name: string, kind: string, required = true): FormField => ({
  name,
  kind,
  label: text(name, name),
  required,
  masking: 'open',
})
const form = [
  field('title', 'text'),
  field('phone', 'phone', false),
  field('media', 'files', false),
  field('count', 'number', false),
  field('agreed', 'yesNo'),
]

test('an untouched form misses what is required and nothing else', () => {
  expect(Object.keys(checkForm(form, emptyValues(form)))).toEqual(['title', 'agreed'])
  expect(checkForm(form, { title: '积水', agreed: false })).toEqual({})
})

test('“no” and zero are answers', () => {
  expect(checkField(field('agreed', 'yesNo'), false)).toBeUndefined()
  expect(checkField(field('count', 'number'), 0)).toBeUndefined()
  expect(toInput(form, { agreed: false, count: 0 })).toEqual({ agreed: false, count: 0 })
})

test('spaces are no answer', () => {
  expect(checkField(field('title', 'text'), '   ')?.zh).toBe('请填写title')
})

test('phones are mobiles or landlines with an area code', () => {
  const phone = field('phone', 'phone', false)
  for (const right of ['13812341234', '0755-82345678', '075582345678', '']) expect(checkField(phone, right), right).toBeUndefined()
  for (const wrong of ['12812341234', '82345678', '1381234123']) expect(checkField(phone, wrong), wrong).toBeDefined()
})

test('every person of a list has a name', () => {
  const people = field('representatives', 'people', false)
  expect(checkField(people, [{ name: '林桦' }])).toBeUndefined()
  expect(checkField(people, [{ name: '林桦' }, { name: '' }])).toBeDefined()
})

test('what is sent is trimmed, without empty answers and without what was not asked', () => {
  expect(toInput(form, { title: ' 积水 ', phone: '', media: [], count: undefined, agreed: true, other: 1 })).toEqual({
    title: '积水',
    agreed: true,
  })
})

test('a kind that this screen does not know yet is a line of text', () => {
  expect(inputModel('hologram').empty).toBe('')
})
