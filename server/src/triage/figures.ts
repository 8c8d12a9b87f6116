import { chooseThreshold, type Outcome, reachAt } from './calibration.ts'

/** Owns: how well labels were suggested, in numbers that mean the same everywhere. */

export interface Judged extends Outcome {
  readonly truth: string
  readonly label: string
}

export interface Figures {
  readonly rows: number
  readonly accuracy: number
  /** Mean of the F1 of every label that occurs among the truths or the suggestions. */
  readonly macroF1: number
  /** Share of rows at or above the threshold that was chosen from training rows only. */
  readonly coverage: number
  /** Share of those that were right. */
  readonly precision: number
  /** Largest share of these very rows, surest first, of which 98% are right: an upper bound, since it looks at the answers. */
  readonly coverageAt98: number
  readonly perLabel: readonly {
    readonly label: string
    readonly rows: number
    readonly precision: number
    readonly recall: number
    readonly f1: number
  }[]
}

export function figuresOf(judged: readonly Judged[], threshold: number | ((index: number) => number)): Figures {
  const labels = [...new Set(judged.flatMap(row => [row.truth, row.label]))].toSorted()
  const perLabel = labels.map(label => {
    const truths = judged.filter(row => row.truth === label)
    const suggested = judged.filter(row => row.label === label)
    const hits = truths.filter(row => row.label === label).length
    return {
      label,
      rows: truths.length,
      precision: suggested.length > 0 ? hits / suggested.length : 0,
      recall: truths.length > 0 ? hits / truths.length : 0,
      f1: hits > 0 ? (2 * hits) / (truths.length + suggested.length) : 0,
    }
  })
  const above = judged.filter((row, index) => row.confidence >= (typeof threshold === 'number' ? threshold : threshold(index)))
  const reach = reachAt(above, 0)
  return {
    rows: judged.length,
    accuracy: judged.length > 0 ? judged.filter(row => row.right).length / judged.length : 0,
    macroF1: perLabel.length > 0 ? perLabel.reduce((sum, row) => sum + row.f1, 0) / perLabel.length : 0,
    coverage: judged.length > 0 ? above.length / judged.length : 0,
    precision: reach.precision,
    coverageAt98: chooseThreshold(judged, 0.98).coverage,
    perLabel,
  }
}
