import { describe, expect, it } from 'vitest'
import { clusterByWords } from './clusters.ts'
import { exampleMessages } from './example-messages.ts'
import { keysOf, learnBackground, offerFrom, profileOf, similarity } from './similarity.ts'

const history = exampleMessages(200)
const background = learnBackground(history)
const day = 86_400_000
const at = Date.parse('2026-03-02T09:00:00+08:00')
const first = { title: '云栖苑开发商捆绑销售车位', body: '云栖苑二期选房时必须同时购买车位，不买车位就不给选房。', place: '440306001', at }
const second = {
  title: '投诉云栖苑强制买车位',
  body: '我在云栖苑二期买房，销售说车位捆绑，一个车位十八万。',
  place: '440306001002',
  at: at + 2 * day,
}
const other = { title: '石桥社区路灯不亮', body: '晚上路灯全黑，老人走路不方便。', place: '440306002', at }

describe('two messages on the same thing', () => {
  it('share a stored key, so that the index finds them', () => {
    const keys = keysOf(first, profileOf(first, background))
    expect(keysOf(second, profileOf(second, background)).some(key => keys.includes(key))).toBe(true)
    expect(keys.length).toBeLessThanOrEqual(24)
    for (const key of keys) expect(key).toBe(key | 0)
  })

  it('are offered with the passages that both contain', () => {
    const found = similarity(first, second, background)
    expect(found.score).toBeGreaterThan(offerFrom)
    expect(found.samePlace).toBe(true)
    expect(found.daysApart).toBe(2)
    expect(found.shared.some(passage => passage.includes('云栖苑'))).toBe(true)
    for (const passage of found.shared) {
      expect(first.title + first.body).toContain(passage)
      expect(second.title + second.body).toContain(passage)
    }
  })

  it('score the same whichever is asked about', () => {
    expect(similarity(second, first, background).score).toBeCloseTo(similarity(first, second, background).score, 12)
  })

  it('score less in another place and after a long time', () => {
    const near = similarity(first, second, background).score
    expect(similarity(first, { ...second, place: '440306009' }, background).score).toBeLessThan(near)
    expect(similarity(first, { ...second, at: at + 365 * day }, background).score).toBeLessThan(near * 0.55)
  })
})

it('a message is wholly like itself, and hardly like one on something else', () => {
  expect(similarity(first, first, background).score).toBeCloseTo(1, 9)
  expect(similarity(first, other, background).score).toBeLessThan(0.1)
})

it('an empty message is like nothing', () => {
  expect(similarity({ ...first, title: '', body: '' }, second, background).score).toBe(0)
})

it('clusters gather matters on one thing and leave others out', () => {
  const [cluster] = clusterByWords([first, other, second], background)
  expect(cluster?.members).toEqual([0, 2])
})
