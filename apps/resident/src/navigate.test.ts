import { expect, test } from 'vitest'
import { readHash } from './navigate.ts'

test.each([
  ['', { screen: '', rest: [] }],
  ['#/', { screen: '', rest: [] }],
  ['#/t/JRZ7KHNX2XPY', { screen: 't', rest: ['JRZ7KHNX2XPY'] }],
  ['#/file/dispute/check', { screen: 'file', rest: ['dispute', 'check'] }],
  ['#/p/%E0%A4%A', { screen: 'p', rest: ['%E0%A4%A'] }],
])('the address %j', (hash, where) => expect(readHash(hash)).toEqual(where))
