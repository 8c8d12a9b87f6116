import { expect, test } from 'vitest'
import { groupCode, readCode } from './query-code.ts'

test('a code is shown in groups of four and read back however it was typed', () => {
  expect(groupCode('JRZ7KHNX2XPY')).toBe('JRZ7 KHNX 2XPY')
  for (const typed of [' jrz7 khnx 2xpy ', 'JRZ7-KHNX-2XPY', 'https://fengqiao.example/#/t/JRZ7KHNX2XPY'])
    expect(readCode(typed)).toBe('JRZ7KHNX2XPY')
})
