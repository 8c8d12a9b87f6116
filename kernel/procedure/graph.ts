import { isFinal, list, type Procedure } from './procedure.ts'

/** One arrow of the step graph. `from` is `start` for the action that opens a case. */
export interface Move {
  readonly action: string
  readonly from: string
  readonly to: string
}

/** Every arrow of the procedure, in the order in which the actions are written. */
export function movesOf(procedure: Procedure): readonly Move[] {
  return Object.entries(procedure.actions).flatMap(([action, { from, to }]) =>
    to ? list(from).map(one => ({ action, from: one, to })) : [],
  )
}

export function reachable(procedure: Procedure): ReadonlySet<string> {
  return spread(new Set(['start']), movesOf(procedure), move => [move.from, move.to])
}

export function reachesFinal(procedure: Procedure): ReadonlySet<string> {
  const ends = Object.entries(procedure.steps).filter(([, step]) => isFinal(step))
  return spread(new Set(ends.map(([name]) => name)), movesOf(procedure), move => [move.to, move.from])
}

function spread(reached: Set<string>, moves: readonly Move[], ends: (move: Move) => readonly [string, string]): Set<string> {
  for (let grew = true; grew; ) {
    grew = false
    for (const move of moves) {
      const [here, there] = ends(move)
      if (reached.has(here) && !reached.has(there)) {
        reached.add(there)
        grew = true
      }
    }
  }
  return reached
}
