import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, chooseThreshold, probabilities, reachAt } from './calibration.ts'
import { figuresOf } from './figures.ts'
import { seeded } from './random.ts'

describe('calibration', () => {
  const random = seeded(3)
  /** Scores whose true probabilities are a softmax of twice the scores. */
  const scores = Array.from({ length: 4000 }, () => Float64Array.from({ length: 3 }, () => random() * 4 - 2))
  const truth = scores.map(score => {
    let left = random()
    const found = probabilities({ slope: 2, shifts: [0, 0.5, 0] }, score)
    return found.findIndex(part => (left -= part) <= 0)
  })
  const fitted = calibrate(scores, truth, 3)

  it('finds the slope and the shifts that made the labels', () => {
    expect(fitted.slope).toBeGreaterThan(1.8)
    expect(fitted.slope).toBeLessThan(2.2)
    expect(fitted.shifts[1]! - fitted.shifts[0]!).toBeCloseTo(0.5, 0)
  })

  it('means what it says: of messages given about 80%, about 80% are right', () => {
    const sure = scores.flatMap((score, row) => {
      const found = probabilities(fitted, score)
      const top = Math.max(...found)
      return top > 0.75 && top < 0.85 ? [found.indexOf(top) === truth[row]] : []
    })
    expect(sure.filter(Boolean).length / sure.length).toBeCloseTo(0.8, 1)
  })

  it('never gives a label less for a higher score of it', () => {
    const score = fc.double({ min: -20, max: 20, noNaN: true })
    fc.assert(
      fc.property(fc.array(score, { minLength: 3, maxLength: 3 }), fc.double({ min: 0, max: 10, noNaN: true }), (raw, more) => {
        const before = probabilities(fitted, Float64Array.from(raw))[0]!
        const after = probabilities(fitted, Float64Array.from([raw[0]! + more, raw[1]!, raw[2]!]))[0]!
        expect(after).toBeGreaterThanOrEqual(before - 1e-12)
      }),
    )
  })
})

describe('the threshold', () => {
  const outcome = fc.record({ confidence: fc.double({ min: 0.2, max: 0.999, noNaN: true }), right: fc.boolean() })

  it('keeps its precision and agrees with what is counted at it', () => {
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 60 }), fc.constantFrom(0.5, 0.8, 0.98), (outcomes, precision) => {
        const chosen = chooseThreshold(outcomes, precision)
        expect(reachAt(outcomes, chosen.threshold)).toEqual(chosen)
        if (chosen.coverage > 0) expect(chosen.precision).toBeGreaterThanOrEqual(precision)
      }),
    )
  })

  it('lets nothing out when no confidence is right often enough, or the evidence is thin', () => {
    expect(chooseThreshold([{ confidence: 0.9, right: false }])).toEqual({ threshold: 1, coverage: 0, precision: 1 })
    expect(chooseThreshold([{ confidence: 0.9, right: true }], 0.98, 50).threshold).toBe(1)
  })

  it('takes as many as it may', () => {
    const outcomes = [0.9, 0.8, 0.7, 0.6].map(confidence => ({ confidence, right: confidence !== 0.8 }))
    expect(chooseThreshold(outcomes, 0.75)).toEqual({ threshold: 0.6, coverage: 1, precision: 0.75 })
  })
})

describe('figures', () => {
  it('count accuracy, macro-F1 and reach as the textbooks do', () => {
    const judged = [
      { truth: '甲', label: '甲', confidence: 0.9, right: true },
      { truth: '甲', label: '乙', confidence: 0.6, right: false },
      { truth: '乙', label: '乙', confidence: 0.8, right: true },
    ]
    const figures = figuresOf(judged, 0.7)
    expect(figures.accuracy).toBeCloseTo(2 / 3)
    expect(figures.macroF1).toBeCloseTo(2 / 3)
    expect(figures.coverage).toBeCloseTo(2 / 3)
    expect(figures.precision).toBe(1)
    expect(figures.coverageAt98).toBeCloseTo(2 / 3)
  })
})
