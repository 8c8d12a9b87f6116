/**
 * Owns: from scores to honest probabilities, and the confidence from which matters may go out by themselves.
 * One slope for all labels and one shift per label, fitted on messages the scoring model had not seen. The slope is positive,
 * so a higher score of a label never means a lower probability of it.
 */

export interface Calibration {
  readonly slope: number
  readonly shifts: readonly number[]
}

/** Certainty is never claimed: a confidence stays below this, so a threshold of 1 means "nothing by itself". */
export const highestConfidence = 0.9999

export function probabilities({ slope, shifts }: Calibration, scores: Float64Array): Float64Array {
  const raised = scores.map((score, label) => slope * score + shifts[label]!)
  const top = Math.max(...raised)
  const parts = raised.map(value => Math.exp(value - top))
  const sum = parts.reduce((total, part) => total + part, 0)
  return parts.map(part => part / sum)
}

/** Least log-loss by full-batch descent with momentum; deterministic. `scores[i]` belongs to a message labelled `labels[i]`. */
export function calibrate(scores: readonly Float64Array[], labels: ArrayLike<number>, labelCount: number): Calibration {
  let logSlope = Math.log(3)
  const shifts = new Float64Array(labelCount)
  const pull = new Float64Array(labelCount)
  const speed = new Float64Array(labelCount)
  let slopeSpeed = 0
  for (let round = 0; round < 300; round++) {
    const slope = Math.exp(logSlope)
    let slopePull = 0
    pull.fill(0)
    scores.forEach((score, row) => {
      const found = probabilities({ slope, shifts: Array.from(shifts) }, score)
      for (let label = 0; label < labelCount; label++) {
        const error = found[label]! - (labels[row] === label ? 1 : 0)
        pull[label]! += error
        slopePull += error * score[label]! * slope
      }
    })
    // A light weight towards no shift: a rare label's few messages should not move it far.
    const n = Math.max(1, scores.length)
    slopeSpeed = 0.9 * slopeSpeed - (0.2 * slopePull) / n
    logSlope = Math.min(Math.log(50), Math.max(Math.log(0.05), logSlope + slopeSpeed))
    for (let label = 0; label < labelCount; label++) {
      speed[label] = 0.9 * speed[label]! - 0.5 * (pull[label]! / n + 0.001 * shifts[label]!)
      shifts[label]! += speed[label]!
    }
  }
  return { slope: Math.exp(logSlope), shifts: Array.from(shifts) }
}

/** One decided message: how sure the model was, and whether it was right. */
export interface Outcome {
  readonly confidence: number
  readonly right: boolean
}

export interface Reach {
  /** Lowest confidence that still goes out by itself; 1 when no threshold keeps the precision. */
  readonly threshold: number
  /** Share of messages at or above the threshold, 0–1. */
  readonly coverage: number
  /** Share of those that were right; 1 when there are none. */
  readonly precision: number
}

/**
 * The largest share of messages, taken from the surest down, of which at least `precision` are right. Messages of equal
 * confidence stand or fall together. With fewer than `atLeast` messages in that share it is no evidence, and nothing goes out.
 */
export function chooseThreshold(outcomes: readonly Outcome[], precision = 0.98, atLeast = 1): Reach {
  const sorted = outcomes.toSorted((a, b) => b.confidence - a.confidence)
  let right = 0
  let best: Reach = { threshold: 1, coverage: 0, precision: 1 }
  sorted.forEach((outcome, at) => {
    if (outcome.right) right++
    if (sorted[at + 1]?.confidence === outcome.confidence) return
    const found = right / (at + 1)
    if (found >= precision && at + 1 >= atLeast)
      best = { threshold: outcome.confidence, coverage: (at + 1) / sorted.length, precision: found }
  })
  return best
}

/** What a given threshold does to these messages. */
export function reachAt(outcomes: readonly Outcome[], threshold: number): Reach {
  const out = outcomes.filter(outcome => outcome.confidence >= threshold)
  return {
    threshold,
    coverage: outcomes.length > 0 ? out.length / outcomes.length : 0,
    precision: out.length > 0 ? out.filter(outcome => outcome.right).length / out.length : 1,
  }
}
