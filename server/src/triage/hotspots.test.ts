import { describe, expect, it } from 'vitest'
import { type CountedMatter, findHotspots, surpriseOf } from './hotspots.ts'

const day = 86_400_000
const to = Date.parse('2026-03-29T00:00:00+08:00')
const from = to - 14 * day
const matter = (id: string, place: string, daysBack: number, title: string, subject: string | null = '噪声'): CountedMatter => ({
  id,
  place,
  subject,
  at: to - daysBack * day,
  title,
  body: `${title}，请处理。`,
})
const steady = Array.from({ length: 70 }, (_, at) => matter(`s${at}`, '柳荫街', at + 0.5, '路边停车占道'))
const burst = Array.from({ length: 9 }, (_, at) => matter(`b${at}`, '望江里', at + 0.2, '搅拌站夜间施工扰民'))

describe('hotspots', () => {
  it('find the place with unusually many, with its cases and words, and leave the steady one out', () => {
    const found = findHotspots([...steady, ...burst], { from, to })
    expect(found.every(spot => spot.place === '望江里')).toBe(true)
    expect(found.map(spot => spot.subject)).toEqual(['噪声', null])
    expect(found[0]).toMatchObject({ count: 9, cases: burst.map(one => one.id) })
    expect(found[0]!.expected).toBeLessThan(3)
    expect(found[0]!.words).toContain('搅拌站')
  })

  it('count a matter without a subject for its place only', () => {
    const found = findHotspots([...steady, ...burst.map(one => ({ ...one, subject: null }))], { from, to })
    expect(found.map(spot => spot.subject)).toEqual([null])
  })

  it('list nothing for one or two matters, however quiet the place was', () => {
    expect(findHotspots([...steady, ...burst.slice(0, 2)], { from, to })).toEqual([])
  })
})

describe('surprise', () => {
  it('grows with the count and shrinks with what was usual', () => {
    const of = (count: number, before: number): number => surpriseOf(count, before, 4, 0.5).surprise
    expect(of(10, 0)).toBeGreaterThan(of(5, 0))
    expect(of(10, 40)).toBeLessThan(of(10, 0))
    expect(of(0, 10)).toBe(0)
    expect(of(400, 0)).toBeGreaterThan(50)
  })
})
