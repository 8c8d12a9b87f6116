import { expect, test } from 'vitest'
import { builtinMappings, MappingProblem, readMapping, textOf, valueOf } from './mapping.ts'
import { readTime } from './time.ts'

test('times are read in their zone, with its summer time; what is no time is none', () => {
  expect(readTime('2020/1/6 12:09:38', 'yyyy/M/d H:mm:ss', 'Asia/Shanghai')).toBe('2020-01-06T04:09:38.000Z')
  expect(readTime('02/17/2020 12:19:00 AM', 'MM/dd/yyyy hh:mm:ss a', 'America/New_York')).toBe('2020-02-17T05:19:00.000Z')
  expect(readTime('07/17/2020 12:19:00 PM', 'MM/dd/yyyy hh:mm:ss a', 'America/New_York')).toBe('2020-07-17T16:19:00.000Z')
  expect(readTime('2026-03-02T09:10:00+08:00', undefined, 'Asia/Shanghai')).toBe('2026-03-02T01:10:00.000Z')
  expect(readTime('2026-03-02', undefined, 'Asia/Shanghai')).toBe('2026-03-01T16:00:00.000Z')
  for (const bad of ['2020/2/30 1:00:00', '2020/1/6', 'yesterday'])
    expect(readTime(bad, 'yyyy/M/d H:mm:ss', 'Asia/Shanghai')).toBeUndefined()
})

test('every builtin mapping can be read', () => {
  expect(builtinMappings()).toEqual(['appeals-dev', 'appeals-replies', 'nyc311'])
  for (const name of builtinMappings()) expect(readMapping(name).source).toBe(name)
  expect(() => readMapping('no-such')).toThrow(MappingProblem)
})

test('a value is a template, a constant, the first that is there, a lookup, or text cut to a length', () => {
  const row = { a: ' x ', n: 7, empty: null, yes: true }
  expect(valueOf('{a}-{n}-{yes}{empty}', row)).toBe('x -7-true')
  expect(valueOf('{empty}', row)).toBeUndefined()
  expect(valueOf({ const: 0 }, row)).toBe(0)
  expect(valueOf({ or: ['{empty}', '{missing}', '{@key}'] }, row, { key: 'k' })).toBe('k')
  expect(valueOf({ of: '{n}', table: { 7: 'seven' } }, row)).toBe('seven')
  expect(valueOf({ of: '{a}', table: { 7: 'seven' }, otherwise: 'other' }, row)).toBe('other')
  expect(textOf({ of: '{long}', max: 60 }, { long: '长'.repeat(100) })).toMatch(/^长{48}……（原文过长，已截断）$/)
  expect(textOf({ of: '{long}', max: 80 }, { long: '长'.repeat(80) })).toHaveLength(80)
})
