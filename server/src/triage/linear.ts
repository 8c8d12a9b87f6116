import type { Sparse } from './features.ts'
import { seeded, shuffle } from './random.ts'

/**
 * Owns: the learner. One linear support vector machine per label with squared hinge loss, all labels trained in one pass over
 * the rows by dual coordinate descent (Hsieh et al., ICML 2008), on features scaled by how strongly each one tells a label from
 * the rest (naive-Bayes log-ratio; Wang and Manning, ACL 2012).
 */

export interface Taught {
  readonly vectors: readonly Sparse[]
  /** Label number per vector. */
  readonly labels: Int32Array
  readonly labelCount: number
  readonly featureCount: number
}

export interface LearnerOptions {
  /** Price of an error. */
  readonly cost: number
  readonly passes: number
  /** Exponent on the log-ratio: 0 is a plain machine, 1 trusts naive Bayes fully. */
  readonly trust: number
  readonly seed: number
}

export const learnerDefaults: LearnerOptions = { cost: 3, passes: 12, trust: 0.6, seed: 1 }

/** |log ratio| of each feature for each label, add-one smoothed, raised to `trust`. Shape: feature × label. */
function tellingScale({ vectors, labels, labelCount, featureCount }: Taught, trust: number): Float32Array {
  const within = new Float64Array(featureCount * labelCount)
  const anywhere = new Float64Array(featureCount)
  const perLabel = new Float64Array(labelCount)
  vectors.forEach((vector, row) => {
    const label = labels[row]!
    perLabel[label]!++
    for (const feature of vector.index) {
      within[feature * labelCount + label]!++
      anywhere[feature]!++
    }
  })
  const scale = new Float32Array(featureCount * labelCount)
  for (let feature = 0; feature < featureCount; feature++)
    for (let label = 0; label < labelCount; label++) {
      const inside = within[feature * labelCount + label]!
      const here = (inside + 1) / (perLabel[label]! + 2)
      const elsewhere = (anywhere[feature]! - inside + 1) / (vectors.length - perLabel[label]! + 2)
      scale[feature * labelCount + label] = Math.abs(Math.log(here / elsewhere)) ** trust
    }
  return scale
}

/** Weights, shape (feature + 1) × label; the last row holds the constants. */
export function learn(taught: Taught, options: LearnerOptions): Float32Array {
  const { vectors, labels, labelCount, featureCount } = taught
  const scale = tellingScale(taught, options.trust)
  const weights = new Float32Array((featureCount + 1) * labelCount)
  const constants = featureCount * labelCount
  const dual = new Float32Array(vectors.length * labelCount)
  const lengths = squaredLengths(taught, scale)
  const costs = costOfMissing(taught, options.cost)
  const order = Int32Array.from(vectors, (_, row) => row)
  const random = seeded(options.seed)
  const step = new Float64Array(labelCount)
  for (let pass = 0; pass < options.passes; pass++) {
    shuffle(order, random)
    for (const row of order) {
      const { index, value } = vectors[row]!
      for (let label = 0; label < labelCount; label++) step[label] = weights[constants + label]!
      for (let at = 0; at < index.length; at++) {
        const base = index[at]! * labelCount
        const x = value[at]!
        for (let label = 0; label < labelCount; label++) step[label]! += weights[base + label]! * x * scale[base + label]!
      }
      let moved = false
      for (let label = 0; label < labelCount; label++) {
        const sign = labels[row] === label ? 1 : -1
        const softness = 0.5 / (sign > 0 ? costs[label]! : options.cost)
        const at = row * labelCount + label
        const before = dual[at]!
        const after = Math.max(0, before - (sign * step[label]! - 1 + softness * before) / (lengths[at]! + softness))
        dual[at] = after
        step[label] = (after - before) * sign
        if (step[label] !== 0) moved = true
      }
      if (!moved) continue
      for (let at = 0; at < index.length; at++) {
        const base = index[at]! * labelCount
        const x = value[at]!
        for (let label = 0; label < labelCount; label++) weights[base + label]! += step[label]! * x * scale[base + label]!
      }
      for (let label = 0; label < labelCount; label++) weights[constants + label]! += step[label]!
    }
  }
  for (let at = 0; at < scale.length; at++) weights[at]! *= scale[at]!
  return weights
}

function squaredLengths({ vectors, labelCount }: Taught, scale: Float32Array): Float32Array {
  const lengths = new Float32Array(vectors.length * labelCount).fill(1)
  vectors.forEach(({ index, value }, row) => {
    for (let at = 0; at < index.length; at++)
      for (let label = 0; label < labelCount; label++)
        lengths[row * labelCount + label]! += (value[at]! * scale[index[at]! * labelCount + label]!) ** 2
  })
  return lengths
}

/** A rare label's own rows cost more, by the square root of its rarity, so that it is not simply given up. */
function costOfMissing({ labels, labelCount }: Taught, cost: number): Float64Array {
  const rows = new Float64Array(labelCount)
  for (const label of labels) rows[label]!++
  return rows.map(n => (n > 0 ? cost * Math.sqrt(labels.length / labelCount / n) : cost))
}

/** One score per label: how far on its side of the line the message lies. */
export function scoresOf(weights: Float32Array, labelCount: number, { index, value }: Sparse): Float64Array {
  const constants = weights.length - labelCount
  const scores = new Float64Array(labelCount)
  for (let label = 0; label < labelCount; label++) scores[label] = weights[constants + label]!
  for (let at = 0; at < index.length; at++) {
    const base = index[at]! * labelCount
    const x = value[at]!
    for (let label = 0; label < labelCount; label++) scores[label]! += weights[base + label]! * x
  }
  return scores
}
