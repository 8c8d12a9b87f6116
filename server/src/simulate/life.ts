import {
  type Actor,
  type CaseEvent,
  type CaseState,
  type Decision,
  decide,
  decideMiss,
  isFinal,
  isRefusal,
  isWorkingDay,
  liveClock,
  type Procedure,
  type RoleId,
  type World,
} from '@fengqiao/kernel'
import type { Random } from '../../demo/index.ts'
import type { Organisation } from '../units/organisation.ts'

/**
 * Owns: living one case through the kernel on a seeded clock. Knows time, people and deadlines; what is done when is the script's.
 */
const MINUTE = 60_000

export class Life {
  matter: CaseState
  readonly events: CaseEvent[]
  now: number
  readonly procedure: Procedure
  readonly random: Random
  readonly #organisation: Organisation
  readonly #until: number
  readonly #worldAt: (at: string) => World

  constructor(
    procedure: Procedure,
    born: Decision,
    start: number,
    until: number,
    random: Random,
    organisation: Organisation,
    worldAt: (at: string) => World,
  ) {
    this.procedure = procedure
    this.matter = born.matter
    this.events = [...born.events]
    this.now = start
    this.random = random
    this.#organisation = organisation
    this.#until = until
    this.#worldAt = worldAt
  }

  get world(): World {
    return this.#worldAt(new Date(this.now).toISOString())
  }
  get ended(): boolean {
    return isFinal(this.procedure.steps[this.matter.step])
  }

  /** Somebody who holds the role at the unit or above it; never one who did `not` on this case. */
  staff(unit: string, role: RoleId, not?: string): Actor | undefined {
    const barred = not ? this.matter.acts[not]?.actor : undefined
    const posts = this.#organisation.postsOf(unit, role)
    const free = posts
      .flatMap(post => post.holders.map(holder => ({ post, holder })))
      .filter(({ holder }) => !(barred?.kind === 'staff' && barred.account === holder.account))
    if (free.length === 0) return undefined
    const { post, holder } = this.random.pick(free)
    return { kind: 'staff', account: holder.account, name: holder.name.zh, post: post.id, unit, role }
  }

  /** Waits and acts; false when the time of the simulation is over, nobody holds the post, or the kernel refuses. */
  act(
    minutes: number,
    action: string,
    input: Record<string, unknown>,
    actor: Actor | undefined,
    how: { night?: boolean; isReporter?: boolean } = {},
  ): boolean {
    if (!actor || !this.wait(minutes, how.night ?? false)) return false
    const decision = decide(
      this.procedure,
      this.matter,
      { action, input, actor, ...(how.isReporter ? { isReporter: true } : {}) },
      this.world,
    )
    if (isRefusal(decision)) return false
    this.#take(decision)
    return true
  }

  /** Lets time pass; deadlines that fall due on the way are missed on their minute. False when `until` comes first. */
  wait(minutes: number, night: boolean): boolean {
    const then = night ? this.now + minutes * MINUTE : this.#officeTime(this.now + minutes * MINUTE)
    const target = Math.min(then, this.#until)
    for (let wake = this.#nextWake(); wake && Date.parse(wake.at) <= target; wake = this.#nextWake()) {
      this.now = Math.max(this.now, Date.parse(wake.at))
      const missed = decideMiss(this.procedure, this.matter, wake.clock, this.world)
      if (!missed) break
      this.#take(missed)
    }
    this.now = target
    return then <= this.#until
  }

  /** Minutes until a deadline of this name falls due, zero when none runs. */
  minutesTo(clock: string): number {
    const due = liveClock(this.matter, clock)?.due
    return due ? Math.max(0, (Date.parse(due) - this.now) / MINUTE) : 0
  }

  #take(decision: Decision): void {
    this.matter = decision.matter
    this.events.push(...decision.events)
  }

  #nextWake(): { at: string; clock: string } | undefined {
    let first: { at: string; clock: string } | undefined
    for (const clock of this.matter.clocks) if (clock.wake && (!first || clock.wake < first.at)) first = { at: clock.wake, clock: clock.id }
    return first
  }

  /** The same moment in office hours: nights and rest days move to the next morning, a little later for each. */
  #officeTime(at: number): number {
    const { holidays } = this.world
    for (let moment = at; ; ) {
      const local = new Date(moment + 8 * 3_600_000)
      const hour = local.getUTCHours() + local.getUTCMinutes() / 60
      if (isWorkingDay(new Date(moment), holidays) && hour >= 8.6 && hour < 18) return moment
      const morning = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + (hour >= 8.6 ? 1 : 0), 1, 0)
      moment = morning + this.random.between(0, 70) * MINUTE
    }
  }
}
