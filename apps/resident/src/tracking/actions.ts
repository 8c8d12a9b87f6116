import type { MatterAction } from './source.ts'

/** A resident's actions by the part they play, told from their forms alone: a screen knows no action by name. */
export interface SortedActions {
  /** Answers the handler's question or adds to what was told: leaves the case where it is and takes a long text. */
  readonly tell: MatterAction | undefined
  /** Ratings: the ways to say whether it is settled. */
  readonly rate: readonly MatterAction[]
  readonly others: readonly MatterAction[]
}

export function sortActions(actions: readonly MatterAction[]): SortedActions {
  const tell = actions.find(({ to, form }) => to === null && form.some(({ kind, required }) => kind === 'longText' && required))
  const rate = actions.filter(({ form }) => form.some(({ kind }) => kind === 'rating'))
  return { tell, rate, others: actions.filter(action => action !== tell && !rate.includes(action)) }
}
