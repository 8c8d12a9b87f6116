import { isLive } from '../case/clocks.ts'
import type { CaseClock, CaseState } from '../case/state.ts'
import { fromLocal, localTime } from '../deadline/local-time.ts'
import type { Refusal } from '../refusal.ts'

/**
 * Owns: what a story says about a case. Every saying either holds or throws with what is true instead.
 * It always speaks of the case as it stands when it is asked.
 */
export class ToldCase<S extends string = string, D extends string = string> {
  readonly id: string
  readonly #read: () => CaseState | undefined
  /** Gives the refusal that still has to be explained, once. */
  readonly #refusal: () => Refusal | undefined

  constructor(id: string, read: () => CaseState | undefined, refusal: () => Refusal | undefined) {
    this.id = id
    this.#read = read
    this.#refusal = refusal
  }

  get state(): CaseState {
    return this.#read() ?? fail(`case ${this.id} was never opened`)
  }

  /** The last thing done was refused, by this rule. */
  isRefused(rule: string): this {
    const refusal = this.#refusal()
    if (!refusal) fail(`it was not refused; '${rule}' should have refused it`)
    return this.#holds(refusal.rule === rule, `refused by '${refusal.rule}' (${refusal.because.en}), not by '${rule}'`)
  }

  isAt(step: S): this {
    return this.#holds(this.state.step === step, `it stands at '${this.state.step}', not at '${step}'`)
  }
  isOwnedBy(unit: string): this {
    return this.#holds(this.state.owner === unit, `it is owned by '${this.state.owner}', not by '${unit}'`)
  }
  isHeldBy(role: string, unit: string): this {
    const holder = this.state.assignments.find(one => one.kind === 'holder' && !one.to)
    return this.#holds(
      holder?.unit === unit && holder.role === role,
      `it is held by ${holder?.role} at ${holder?.unit}, not by ${role} at ${unit}`,
    )
  }

  /** The latest clock of this name runs and is due then, local time; `24:00` may be written. */
  isDue(deadline: D, local: string, unit?: string): this {
    const clock = this.#clock(deadline, unit)
    const at = fromLocal(local)
    return this.#holds(isLive(clock) && clock.due === at, `${deadline} is ${clock.state} and due ${localTime(clock.due)}, not ${local}`)
  }
  isPaused(deadline: D): this {
    return this.#is(deadline, 'paused')
  }
  isLate(deadline: D, unit?: string): this {
    return this.#is(deadline, 'late', unit)
  }
  hasMet(deadline: D, unit?: string): this {
    return this.#is(deadline, 'met', unit)
  }
  /** It runs no more, without having been met: a right that lapsed, or a clock nobody needs now. */
  hasStopped(deadline: D, unit?: string): this {
    return this.#is(deadline, 'stopped', unit)
  }
  #is(deadline: D, state: CaseClock['state'], unit?: string): this {
    const clock = this.#clock(deadline, unit)
    return this.#holds(clock.state === state, `${deadline} is ${clock.state}, not ${state}`)
  }
  #clock(deadline: D, unit?: string): CaseClock {
    const clock = this.state.clocks.findLast(one => one.key === deadline && (unit === undefined || one.unit === unit))
    return clock ?? fail(`case ${this.id}: no clock '${deadline}'${unit ? ` at ${unit}` : ''} ever ran`)
  }

  hasIssued(letter: string, times = 1, to?: string): this {
    const count = this.state.letters.filter(one => one.letter === letter && (to === undefined || one.to === to)).length
    return this.#holds(count === times, `'${letter}' was issued ${count} time(s), not ${times}`)
  }
  hasCard(colour: 'yellow' | 'red', unit: string): this {
    const cards = this.state.cards.filter(card => !card.lifted).map(card => `${card.colour} ${card.unit}`)
    return this.#holds(cards.includes(`${colour} ${unit}`), `cards: ${cards.join(', ') || 'none'}; not ${colour} for ${unit}`)
  }
  hasNoCard(unit: string): this {
    return this.#holds(!this.state.cards.some(card => card.unit === unit && !card.lifted), `${unit} has a card`)
  }
  isFlagged(flag: string): this {
    return this.#holds(this.state.flags.includes(flag), `its flags are ${this.state.flags.join(', ') || 'none'}, without '${flag}'`)
  }
  isNotFlagged(flag: string): this {
    return this.#holds(!this.state.flags.includes(flag), `it is flagged '${flag}'`)
  }
  /** Someone above has been told of this missed deadline and still has it on the desk. */
  isEscalatedTo(role: string, unit: string): this {
    const open = this.state.assignments.filter(one => one.kind === 'escalation' && !one.to).map(one => `${one.role} ${one.unit}`)
    return this.#holds(open.includes(`${role} ${unit}`), `escalated to ${open.join(', ') || 'nobody'}; not to ${role} ${unit}`)
  }
  isClosed(): this {
    return this.#holds(this.state.closedAt !== null, `it is open at '${this.state.step}'`)
  }
  /** Anything else a story wants to hold it to. */
  satisfies(what: string, holds: (state: CaseState) => boolean): this {
    return this.#holds(holds(this.state), `it does not hold that ${what}`)
  }

  #holds(holds: boolean, otherwise: string): this {
    if (!holds) fail(`case ${this.id}: ${otherwise}`)
    return this
  }
}

export function fail(sentence: string): never {
  throw new Error(sentence)
}
