import { parentPort, workerData } from 'node:worker_threads'
import { deserialise, evaluate, holdOut, type LabelledMessage, learnBackground, type Message, serialise, train } from '../triage/index.ts'
import { type ModelFigures, shown } from './figures.ts'

/** Runs in a thread of its own, so that learning never makes a request wait. Takes rows, gives back bytes; no database. */
export interface Lesson {
  readonly messages: readonly Message[]
  /** Absent when only the background is to be learned. */
  readonly confirmed?: {
    readonly rows: readonly LabelledMessage[]
    /** The model at work, to be compared on the same held-out rows. */
    readonly active: Uint8Array | null
    /** The confidence in force, at which both are judged; undefined judges each at its own. */
    readonly threshold: number | undefined
  }
}

export interface Learnt {
  readonly background: { readonly messages: number; readonly seen: Uint32Array }
  readonly model?: {
    readonly bytes: Uint8Array
    readonly threshold: number
    readonly figures: ModelFigures
    readonly before: ModelFigures | null
  }
}

export type Said = { readonly progress: number } | { readonly learnt: Learnt }

function learn({ messages, confirmed }: Lesson, say: (progress: number) => void): Learnt {
  const background = learnBackground(messages)
  if (!confirmed) return { background }
  const { rows, active, threshold } = confirmed
  if (!active) {
    const model = train(rows, { progress: say })
    return {
      background,
      model: { bytes: serialise(model), threshold: model.parts.threshold, figures: shown(model.parts.expected), before: null },
    }
  }
  const { train: taught, held } = holdOut(rows)
  const candidate = train(taught, { progress: share => say(share / 2) })
  const figures = shown(evaluate(candidate, held, threshold))
  const before = shown(evaluate(deserialise(active), held, threshold))
  const whole = train(rows, { progress: share => say(0.5 + share / 2) })
  return { background, model: { bytes: serialise(whole), threshold: whole.parts.threshold, figures, before } }
}

const port = parentPort
if (port) {
  const learnt = learn(workerData as Lesson, progress => port.postMessage({ progress } satisfies Said))
  port.postMessage({ learnt } satisfies Said)
}
