import type { Figures } from '../triage/index.ts'

/** What is kept and shown of a model's figures: the numbers a commander decides by. Shares are 0–1. */
export interface ModelFigures {
  readonly rows: number
  readonly accuracy: number
  readonly macroF1: number
  /** Share at or above the threshold in force. */
  readonly coverage: number
  /** Share of those that were right. */
  readonly precision: number
}

export const shown = ({ rows, accuracy, macroF1, coverage, precision }: Figures): ModelFigures => ({
  rows,
  accuracy,
  macroF1,
  coverage,
  precision,
})
