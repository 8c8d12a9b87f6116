import { procedures } from '@fengqiao/procedures'
import { describe, expect, it } from 'vitest'
import { subjects } from '../duty/catalogue.ts'
import { keywordConfidence, matchKeywords, mostByKeywords } from './keywords.ts'
import { holds, sayRule, wordRules } from './rules.ts'
import { fillIn, waysOf } from './ways.ts'

const leaves = subjects.filter(subject => subject.parent !== null)

describe('ways are read from the procedure', () => {
  const procedure = procedures.find(one => waysOf(one).sort)
  if (!procedure) throw new Error('no procedure sorts by subject')
  const ways = waysOf(procedure)

  it('finds what sorts, what assigns, what objects and what settles it', () => {
    expect(ways).toMatchObject({
      sort: { action: 'triage', bySystem: true },
      assign: { action: 'dispatch', bySystem: true },
      unit: 'unit',
      grade: 'grade',
      kind: { field: 'kind', ordinary: 'appeal' },
    })
    expect(ways.objections).toEqual(['object'])
    expect(ways.designations).toEqual(['designate'])
    expect(ways.waiting).toEqual(expect.arrayContaining(['registered', 'triaged']))
    expect(ways.waiting).not.toContain('dispatched')
  })

  it('fills an action only when it knows everything that is asked', () => {
    const filling = { subject: 'water.drainage', grade: 'urgent', unit: 'u', reason: 'r', confidence: 0.99 }
    if (!ways.sort || !ways.assign) throw new Error('no ways')
    expect(fillIn(procedure, ways, ways.sort, filling)).toEqual({
      subject: 'water.drainage',
      grade: 'urgent',
      kind: 'appeal',
      reason: 'r',
      confidence: 0.99,
    })
    expect(fillIn(procedure, ways, ways.assign, filling)).toEqual({ unit: 'u', reason: 'r', confidence: 0.99 })
    expect(fillIn(procedure, ways, { ...ways.assign, required: [...ways.assign.required, 'finding'] }, filling)).toBeUndefined()
  })
})

describe('keywords', () => {
  it('suggest the subject whose words stand there, the title before the body, and never enough to go out', () => {
    const matches = matchKeywords(leaves, { title: '下水道堵塞，污水外溢', body: '一楼积水，路灯也不亮' })
    expect(matches[0]).toMatchObject({ subject: 'water.drainage' })
    expect(matches[0]?.words.map(one => one.words)).toContain('下水道')
    expect(matches.map(one => one.subject)).toContain('road.light')
    for (const match of matches) expect(keywordConfidence(match, matches)).toBeLessThan(mostByKeywords)
  })
  it('say nothing of a message without any', () => expect(matchKeywords(leaves, { title: '你好', body: '在吗' })).toEqual([]))
})

describe('rules', () => {
  it('have distinct ids, words and sentences in two languages', () => {
    const ids = [...wordRules.map(rule => rule.id), ...Object.keys(holds)]
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids)
      expect(sayRule(id)).toMatchObject({ zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/[a-z]{3}/) })
    for (const rule of wordRules) expect(rule.words.length).toBeGreaterThan(3)
  })
})
