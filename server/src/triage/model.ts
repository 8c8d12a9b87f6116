import { type Calibration, highestConfidence, probabilities } from './calibration.ts'
import { count, type Vocabulary, vectorise } from './features.ts'
import type { Figures } from './figures.ts'
import { scoresOf } from './linear.ts'
import type { Message } from './reading.ts'
import { type Reason, reasonsFor } from './reasons.ts'

/** Everything a trained model consists of; `wire.ts` writes and reads it. */
export interface ModelParts {
  readonly labels: readonly string[]
  readonly vocabulary: Vocabulary
  /** Shape (feature + 1) × label; the last row holds the constants. */
  readonly weights: Float32Array
  readonly calibration: Calibration
  /** Confidence from which training says matters may go out by themselves; the duty commander may set another. */
  readonly threshold: number
  readonly trainedRows: number
  /** Cross-validated on the training rows, copies held together. */
  readonly expected: Figures
}

export interface Suggestion {
  readonly label: string
  /** Calibrated probability of `label`, below 1. */
  readonly confidence: number
  /** At or above the model's own threshold. */
  readonly sure: boolean
  /** Words of the message that weighed most, strongest first; empty when none is known. */
  readonly reasons: readonly Reason[]
  /** Every label, most probable first; the probabilities sum to 1. */
  readonly ranked: readonly { readonly label: string; readonly confidence: number }[]
}

/** A trained suggester of labels. Immutable and pure: the same message always gets the same answer. */
export class TriageModel {
  readonly parts: ModelParts

  constructor(parts: ModelParts) {
    this.parts = parts
  }

  /** Suggests a label and says why. Decides nothing: a named person or the commander's threshold does. */
  suggest(message: Message): Suggestion {
    const { labels, vocabulary, weights, calibration, threshold } = this.parts
    const counted = count(message)
    const vector = vectorise(vocabulary, counted)
    const found = probabilities(calibration, scoresOf(weights, labels.length, vector))
    const order = [...labels.keys()].toSorted((a, b) => found[b]! - found[a]!)
    const best = order[0]!
    const confidence = Math.min(highestConfidence, found[best]!)
    return {
      label: labels[best]!,
      confidence,
      sure: confidence >= threshold,
      reasons: reasonsFor(message, best, { vocabulary, weights, labelCount: labels.length }, { counted, vector }),
      ranked: order.map(label => ({ label: labels[label]!, confidence: found[label]! })),
    }
  }

  /** The same answer without the reasons, for measuring many rows. */
  decide(message: Message): { label: string; confidence: number } {
    const { labels, vocabulary, weights, calibration } = this.parts
    const found = probabilities(calibration, scoresOf(weights, labels.length, vectorise(vocabulary, count(message))))
    let best = 0
    for (let label = 1; label < labels.length; label++) if (found[label]! > found[best]!) best = label
    return { label: labels[best]!, confidence: Math.min(highestConfidence, found[best]!) }
  }
}
