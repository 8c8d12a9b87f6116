import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { exampleMessages } from './example-messages.ts'
import { deserialise, evaluate, groupCopies, holdOut, serialise, type TriageModel, train, whyNotTrain } from './index.ts'
import { seeded } from './random.ts'

const history = exampleMessages(320)
const unseen = exampleMessages(80, 99)
let model: TriageModel
beforeAll(() => {
  model = train(history)
})

const anyMessage = fc.record({
  title: fc.string({ unit: 'grapheme', maxLength: 40 }),
  body: fc.string({ unit: 'grapheme', maxLength: 200 }),
})

describe('a model trained from confirmed history', () => {
  it('suggests the subject of messages that it has not seen', () => {
    expect(evaluate(model, unseen).accuracy).toBeGreaterThan(0.9)
    expect(model.suggest({ title: '老板不发工资', body: '干了半年活，工资一分没给' }).label).toBe('劳动保障')
  })

  it('says why with words that stand in the message, the strongest first', () => {
    for (const message of unseen) {
      const { reasons } = model.suggest(message)
      expect(reasons.length).toBeGreaterThan(0)
      for (const { words, weight } of reasons) {
        expect(`${message.title}\n${message.body}`).toContain(words)
        expect(weight).toBeGreaterThan(0)
      }
      expect(reasons.map(reason => reason.weight)).toEqual(reasons.map(reason => reason.weight).toSorted((a, b) => b - a))
    }
  })

  it('finds the telling word', () => {
    const { reasons } = model.suggest({ title: '拖欠工资', body: '老板一直不发工资' })
    expect(reasons[0]?.words).toContain('工资')
  })

  it('reads a body that is already cut into words like the plain one', () => {
    const plain = model.suggest({ title: '红绿灯坏了', body: '路口红绿灯不亮' })
    const cut = model.suggest({ title: '红绿灯 坏 了', body: '路口 红绿灯 不亮' })
    expect(cut.ranked).toEqual(plain.ranked)
  })

  it('gives probabilities that sum to 1 and rank downwards, for any text at all', () => {
    fc.assert(
      fc.property(anyMessage, message => {
        const { ranked, confidence, label } = model.suggest(message)
        expect(ranked.reduce((sum, row) => sum + row.confidence, 0)).toBeCloseTo(1, 9)
        expect(ranked.map(row => row.confidence)).toEqual(ranked.map(row => row.confidence).toSorted((a, b) => b - a))
        expect(ranked[0]?.label).toBe(label)
        expect(confidence).toBeLessThan(1)
      }),
    )
  })

  it('decides the same with and without reasons', () => {
    for (const message of unseen) {
      const { label, confidence } = model.suggest(message)
      expect(model.decide(message)).toEqual({ label, confidence })
    }
  })

  it('comes out the same from the same rows, byte for byte', () => {
    expect(Buffer.compare(serialise(train(history)), serialise(model))).toBe(0)
  })

  it('comes back from bytes with the very same answers', () => {
    const again = deserialise(serialise(model))
    expect(again.parts).toEqual(model.parts)
    for (const message of unseen.slice(0, 20)) expect(again.suggest(message)).toEqual(model.suggest(message))
  })

  it('refuses bytes that are no model or are cut short', () => {
    expect(() => deserialise(new Uint8Array(40))).toThrow('not a triage model')
    expect(() => deserialise(serialise(model).slice(0, -4))).toThrow('cut short')
  })

  it('is honest about itself: what it expects is near what unseen messages show', () => {
    const shown = evaluate(model, unseen)
    expect(Math.abs(model.parts.expected.accuracy - shown.accuracy)).toBeLessThan(0.12)
    expect(model.parts.expected.rows).toBe(history.length)
  })
})

describe('rows to learn from', () => {
  it('are refused in a sentence when they are too few or all alike', () => {
    expect(whyNotTrain(history.slice(0, 5))).toContain('at least 20')
    expect(whyNotTrain(history.map(row => ({ ...row, label: '一样' })))).toContain('at least two')
    expect(() => train([])).toThrow(RangeError)
  })

  it('are split with copies of a message on one side', () => {
    const random = seeded(5)
    const anyText = (length: number): string => String.fromCharCode(...Array.from({ length }, () => 0x4e00 + Math.floor(random() * 5000)))
    const rows = Array.from({ length: 80 }, (_, at) => ({ title: anyText(9), body: anyText(60), label: at % 2 ? '甲' : '乙' }))
    const copied = [...rows, ...rows.slice(0, 20).map(row => ({ ...row, body: `${row.body}急。` }))]
    const { train: taught, held } = holdOut(copied)
    expect(taught.length + held.length).toBe(copied.length)
    expect(held.length).toBeGreaterThan(0)
    const titles = new Set(taught.map(row => row.title + row.body))
    for (const row of held) expect(titles.has(row.title + row.body.replace(/急。$/, ''))).toBe(false)
  })

  it('count a message and its slightly changed copy as one group, another message as another', () => {
    const [first, second] = [history[0]!, history[1]!]
    const groups = groupCopies([first, second, { title: first.title, body: `补充：${first.body}` }])
    expect(groups[0]).toBe(groups[2])
    expect(groups[0]).not.toBe(groups[1])
  })
})
