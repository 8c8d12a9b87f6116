import { expect, test } from 'vitest'
import { dueView, formatSpan, formatTime, shortTime, since } from './time.ts'

const now = '2026-03-02T01:10:00Z' // 09:10 in Shanghai

test('times are Shanghai’s, wherever the machine stands', () => {
  expect(formatTime('2026-03-01T16:30:00Z')).toBe('2026-03-02 00:30')
})

test('today, yesterday and tomorrow are said as such', () => {
  expect(shortTime('2026-03-02T10:00:00Z', now, 'zh')).toBe('今天 18:00')
  expect(shortTime('2026-03-01T15:59:00Z', now, 'zh')).toBe('昨天 23:59')
  expect(shortTime('2026-03-02T16:00:00Z', now, 'en')).toBe('tomorrow 00:00')
  expect(shortTime('2026-03-09T10:00:00Z', now, 'zh')).toBe('3月9日 18:00')
  expect(shortTime('2026-03-09T10:00:00Z', now, 'en')).toBe('9 Mar 18:00')
  expect(shortTime('2025-12-31T10:00:00Z', now, 'zh')).toBe('2025年12月31日')
})

test('what just happened is told by its age', () => {
  expect(since('2026-03-02T01:09:40Z', now, 'zh')).toBe('刚刚')
  expect(since('2026-03-02T01:07:00Z', now, 'en')).toBe('3 min ago')
  expect(since('2026-03-01T22:10:00Z', now, 'zh')).toBe('3 小时前')
  expect(since('2026-02-20T22:10:00Z', now, 'zh')).toBe('2月21日 06:10')
})

test('a deadline is calm, then soon, then late', () => {
  expect(dueView({ due: '2026-03-09T10:00:00Z', now })).toMatchObject({ tone: 'calm', left: { zh: '剩余 7 天' }, countdown: null })
  expect(dueView({ due: '2026-03-02T03:10:00Z', now })).toMatchObject({
    tone: 'soon',
    left: { zh: '剩余 2 小时', en: '2 hours left' },
    countdown: null,
  })
  expect(dueView({ due: '2026-03-02T01:22:34Z', now })).toMatchObject({ tone: 'soon', countdown: '12:34' })
  expect(dueView({ due: '2026-03-02T01:07:55Z', now })).toMatchObject({ tone: 'late', countdown: '-02:05', left: { zh: '已逾期 2 分钟' } })
})

test('a paused or settled clock neither hurries nor blames', () => {
  const past = '2026-03-01T00:00:00Z'
  expect(dueView({ due: past, now, state: 'paused' }).tone).toBe('paused')
  expect(dueView({ due: past, now, state: 'met' })).toMatchObject({ tone: 'met', countdown: null })
})

test('spans choose the unit people would', () => {
  expect(formatSpan(45).zh).toBe('45 秒')
  expect(formatSpan(15 * 60).zh).toBe('15 分钟')
  expect(formatSpan(2.5 * 3600).en).toBe('2.5 h')
  expect(formatSpan(3 * 86_400).zh).toBe('3 天')
})
