import { type Calibration, calibrate, chooseThreshold, highestConfidence, probabilities } from './calibration.ts'
import { type Counted, count, learnVocabulary, type Vocabulary, vectorise } from './features.ts'
import { type Figures, figuresOf, type Judged } from './figures.ts'
import { learn, learnerDefaults, scoresOf } from './linear.ts'
import { type ModelParts, TriageModel } from './model.ts'
import { foldsOf, groupsForFolds } from './near-copies.ts'
import type { Message } from './reading.ts'

/** Owns: from confirmed history to a model, and what that model is worth. Same rows, same options: same model. */

export interface LabelledMessage extends Message {
  readonly label: string
}

export interface TrainOptions {
  readonly seed?: number
  /** Share of automatic dispatches that must be right; the threshold is chosen for it. */
  readonly precision?: number
  /** Folds for calibration and threshold. */
  readonly folds?: number
  /** Most numbers a model may hold; with many labels the vocabulary shrinks instead of the memory growing. */
  readonly mostWeights?: number
  /** Called after each part with the share done, 0–1. */
  readonly progress?: (share: number) => void
}

/** Fewer messages than this above the threshold are no evidence that it keeps its precision. */
const leastEvidence = 50

/** Why these rows cannot be learned from, or undefined when they can. */
export function whyNotTrain(rows: readonly LabelledMessage[]): string | undefined {
  if (rows.length < 20) return `Only ${rows.length} confirmed messages; at least 20 are needed to learn from.`
  if (new Set(rows.map(row => row.label)).size < 2) return 'All confirmed messages have one and the same label; at least two are needed.'
  return undefined
}

/**
 * Learns from confirmed history. Probabilities and threshold come from folds that the scoring model had not seen, with copies of
 * one message held together where copies are the exception. Throws when `whyNotTrain` has an answer. About 1 ms of one core per row and fold.
 */
export function train(rows: readonly LabelledMessage[], options: TrainOptions = {}): TriageModel {
  const problem = whyNotTrain(rows)
  if (problem !== undefined) throw new RangeError(problem)
  const { seed = 1, precision = 0.98, folds = 5, mostWeights = 6_000_000, progress } = options
  const labels = [...new Set(rows.map(row => row.label))].toSorted()
  const counted = rows.map(row => count(row))
  const answers = Int32Array.from(rows, row => labels.indexOf(row.label))
  const fit = (chosen: readonly number[]): Fitted => fitOn(counted, answers, labels.length, chosen, { seed, mostWeights })

  const fold = foldsOf(
    rows.map(row => row.label),
    groupsForFolds(rows),
    folds,
    seed,
  )
  const unseen: Float64Array[] = []
  for (let held = 0; held < folds; held++) {
    const fitted = fit([...rows.keys()].filter(row => fold[row] !== held))
    for (const row of rows.keys()) if (fold[row] === held) unseen[row] = scoreWith(fitted, labels.length, counted[row]!)
    progress?.((held + 1) / (folds + 1))
  }
  const calibration = calibrate(unseen, answers, labels.length)
  const judged = rows.map((row, at) => judge(labels, calibration, unseen[at]!, row.label))
  const { threshold } = chooseThreshold(judged, precision, Math.min(leastEvidence, rows.length))
  const { vocabulary, weights } = fit([...rows.keys()])
  progress?.(1)
  return new TriageModel({
    labels,
    vocabulary,
    weights,
    calibration,
    threshold,
    trainedRows: rows.length,
    expected: figuresOf(judged, threshold),
  })
}

interface Fitted extends Pick<ModelParts, 'vocabulary' | 'weights'> {
  readonly vocabulary: Vocabulary
}

function fitOn(
  counted: readonly Counted[],
  answers: Int32Array,
  labelCount: number,
  chosen: readonly number[],
  { seed, mostWeights }: { seed: number; mostWeights: number },
): Fitted {
  const own = chosen.map(row => counted[row]!)
  const vocabulary = learnVocabulary(own, Math.floor(mostWeights / labelCount))
  const vectors = own.map(message => vectorise(vocabulary, message))
  const labels = Int32Array.from(chosen, row => answers[row]!)
  const weights = learn({ vectors, labels, labelCount, featureCount: vocabulary.grams.length }, { ...learnerDefaults, seed })
  return { vocabulary, weights }
}

const scoreWith = ({ vocabulary, weights }: Fitted, labelCount: number, counted: Counted): Float64Array =>
  scoresOf(weights, labelCount, vectorise(vocabulary, counted))

function judge(labels: readonly string[], calibration: Calibration, scores: Float64Array, truth: string): Judged {
  const found = probabilities(calibration, scores)
  let best = 0
  for (let label = 1; label < labels.length; label++) if (found[label]! > found[best]!) best = label
  const label = labels[best]!
  return { truth, label, confidence: Math.min(highestConfidence, found[best]!), right: label === truth }
}

/** What each row gets from this model. */
export function judgeWith(model: TriageModel, rows: readonly LabelledMessage[]): Judged[] {
  return rows.map(row => {
    const { label, confidence } = model.decide(row)
    return { truth: row.label, label, confidence, right: label === row.label }
  })
}

/** Figures of a model on rows it was not trained on, at its own threshold unless another is given. */
export function evaluate(model: TriageModel, rows: readonly LabelledMessage[], threshold = model.parts.threshold): Figures {
  return figuresOf(judgeWith(model, rows), threshold)
}

/**
 * Splits rows into those to train on and those to compare models on, before and after. Copies of a message fall on one
 * side where copies are the exception, and one message falls on the same side for the same seed and rows.
 */
export function holdOut<R extends LabelledMessage>(rows: readonly R[], parts = 5, seed = 1): { train: R[]; held: R[] } {
  const fold = foldsOf(
    rows.map(row => row.label),
    groupsForFolds(rows),
    parts,
    seed,
  )
  return { train: rows.filter((_, row) => fold[row] !== 0), held: rows.filter((_, row) => fold[row] === 0) }
}
