import type { Db } from '../database/connect.ts'
import { type Background, deserialise, keysOf, noBackground, profileOf, type TriageModel } from '../triage/index.ts'
import { type OrderRow, readAtWork, readBackground, readModelBytes } from './model-store.ts'

/** A model at work, with what its confirmed history says of residents' own choices of subject. */
export interface ActiveModel {
  readonly id: string
  readonly trainedAt: string
  readonly model: TriageModel
  /** Share of residents' own choices that stood to the end, with one doubt added; 0 before any was seen. */
  readonly choiceStands: number
}

export interface StandingOrder {
  readonly threshold: number
  readonly automatic: boolean
  readonly name: string | null
  readonly at: string | null
}

const noOrder: StandingOrder = { threshold: 0.98, automatic: false, name: null, at: null }

/**
 * Owns: model, background and standing order in memory. Changes of this process are seen at once by `refresh`, those of
 * others within `every` milliseconds; nothing is read from the database to make a suggestion.
 */
export class Learned {
  readonly #db: Db
  readonly #district: string
  readonly #timer: NodeJS.Timeout | undefined
  #model: ActiveModel | undefined
  #background: { version: number; background: Background } = { version: 0, background: noBackground() }
  #order: StandingOrder = noOrder
  #reading: Promise<void> = Promise.resolve()

  private constructor(db: Db, district: string, every: number, onProblem: (error: unknown) => void) {
    this.#db = db
    this.#district = district
    if (every > 0) this.#timer = setInterval(() => void this.refresh().catch(onProblem), every).unref()
  }

  static async open(
    db: Db,
    district: string,
    { every = 2000, onProblem = () => undefined }: { every?: number; onProblem?: (error: unknown) => void } = {},
  ): Promise<Learned> {
    const learned = new Learned(db, district, every, onProblem)
    await learned.refresh()
    return learned
  }

  get model(): ActiveModel | undefined {
    return this.#model
  }
  get background(): Background {
    return this.#background.background
  }
  get backgroundVersion(): number {
    return this.#background.version
  }
  get order(): StandingOrder {
    return this.#order
  }
  /** Names what suggestions rest on now: a case looked at under another mark is looked at again. */
  get mark(): string {
    return markOf(this.#model?.id, { set_at: this.#order.at, automatic: this.#order.automatic })
  }

  /** Keys of a text for near-duplicates, with the present background. */
  readonly bands = (title: string, body: string): number[] => keysOf({ title, body }, profileOf({ title, body }, this.background))

  refresh(): Promise<void> {
    const next = this.#reading.then(() => this.#read())
    this.#reading = next.catch(() => undefined)
    return next
  }

  /** Stops looking and waits for a look under way. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#reading
  }

  async #read(): Promise<void> {
    const { model, background, order } = await readAtWork(this.#db, this.#district)
    if (model === null) this.#model = undefined
    else if (model !== this.#model?.id) {
      const row = await readModelBytes(this.#db, this.#district, model)
      // Without bytes it has just been retired: the next look finds its successor.
      if (row?.bytes)
        this.#model = {
          id: model,
          trainedAt: row.trained_at,
          model: deserialise(row.bytes),
          choiceStands: row.chosen > 0 ? (row.kept + 1) / (row.chosen + 2) : 0,
        }
    }
    if (background !== null && background !== this.#background.version) {
      const row = await readBackground(this.#db, this.#district, background)
      if (row) this.#background = { version: background, background: { messages: row.messages, seen: wordsOf(row.seen) } }
    }
    this.#order = order ? orderOf(order) : noOrder
  }
}

export const markOf = (model: string | undefined, order: { readonly set_at: string | null; readonly automatic: boolean }): string =>
  `${model ?? 'rules'} ${order.set_at ?? 'none'} ${order.automatic}`

const orderOf = ({ threshold, automatic, name, set_at }: OrderRow): StandingOrder => ({ threshold, automatic, name, at: set_at })

/** The buffer of a row may start anywhere; numbers must not. */
const wordsOf = (bytes: Buffer): Uint32Array => new Uint32Array(new Uint8Array(bytes).buffer)
