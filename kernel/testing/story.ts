import { absorb } from '../case/absorb.ts'
import { type Decision, decide, open } from '../case/decide.ts'
import { decideMiss } from '../case/miss.ts'
import type { CaseEvent, CaseState, Channel } from '../case/state.ts'
import { holidays2026 } from '../deadline/holidays-2026.ts'
import { fromLocal, localTime } from '../deadline/local-time.ts'
import type { Actor } from '../permission/who.ts'
import { list, type Procedure } from '../procedure/procedure.ts'
import type { World } from '../procedure/rule.ts'
import { isRefusal, type Refusal } from '../refusal.ts'
import type { RoleId } from '../role.ts'
import { examine } from './examine.ts'
import { type AccountName, fixtureOrganisation, home, people, type ResidentName, residents, type UnitName } from './fixture-city.ts'
import { fail, ToldCase } from './told-case.ts'
import type { After, Outcome, WalkActor, WalkStep } from './walk.ts'

interface Running {
  matter: CaseState | undefined
  events: CaseEvent[]
}

/** When something is done: a day and time in Shanghai, or a time on the day of the last thing told. */
interface Moment<S extends string, D extends string> {
  on(local: string): ToldCase<S, D>
  at(time: string): ToldCase<S, D>
}

/** Somebody of the city, ready to act. */
export interface Hand<S extends string, A extends string, D extends string> {
  files(input: Readonly<Record<string, unknown>>, how?: { channel?: Channel; place?: string }): Moment<S, D>
  does(action: A, input?: Readonly<Record<string, unknown>>): Moment<S, D>
  /** Merges a case into another. */
  absorbs(duplicate: ToldCase<S, D>, into: ToldCase<S, D>): Moment<S, D>
  /** Of another case than the one filed last. */
  about(matter: ToldCase<S, D>): Hand<S, A, D>
}

/**
 * Owns: the fixture city while a story is told. Before anything is done the worker runs every clock that woke in the meantime,
 * each at its own moment, as a live system would. After each step the case is examined (examine.ts).
 */
export class Story<S extends string = string, A extends string = string, D extends string = string> {
  readonly steps: WalkStep[] = []
  readonly #procedure: Procedure
  readonly #cases = new Map<string, Running>()
  #now = ''
  #unexplained: { refusal: Refusal; what: string } | undefined

  constructor(procedure: Procedure) {
    this.#procedure = procedure
  }

  resident(name: ResidentName): Hand<S, A, D> {
    return this.#hand({ kind: 'resident', name, resident: residents[name] })
  }
  get anonymous(): Hand<S, A, D> {
    return this.#hand({ kind: 'anonymous' })
  }
  get system(): Hand<S, A, D> {
    return this.#hand({ kind: 'system' })
  }
  get triageOfficer(): Hand<S, A, D> {
    return this.post('triageOfficer', 'wanghai-centre')
  }
  get dispatcher(): Hand<S, A, D> {
    return this.person('dengtao')
  }
  get commander(): Hand<S, A, D> {
    return this.post('dutyCommander', 'wanghai-centre')
  }
  get followUpClerk(): Hand<S, A, D> {
    return this.post('followUpClerk', 'wanghai-centre')
  }
  get station(): Hand<S, A, D> {
    return this.post('frontDesk', 'yuge-station')
  }
  get supervisor(): Hand<S, A, D> {
    return this.post('supervisionOfficer', 'supervision-office')
  }
  handler(unit: UnitName): Hand<S, A, D> {
    return this.post('handler', unit)
  }
  unitHead(unit: UnitName): Hand<S, A, D> {
    return this.post('unitHead', unit)
  }
  /** Whoever holds the post; the first, where several do. */
  post(role: RoleId, unit: UnitName): Hand<S, A, D> {
    const account = Object.keys(people).find(name => postsOf(name as AccountName).some(([held, at]) => held === role && at === unit))
    return this.person((account as AccountName | undefined) ?? fail(`nobody in the fixture city is ${role} at ${unit}`), role)
  }
  /** A person by account, in one of the posts held. */
  person(account: AccountName, as?: RoleId): Hand<S, A, D> {
    const post = postsOf(account).find(([role]) => as === undefined || role === as) ?? fail(`${account} holds no post as ${as}`)
    const [role, unit] = post
    return this.#hand({ kind: 'staff', account, name: people[account].name, post: `${unit}/${role}`, unit, role })
  }

  /** Time passes, with nothing but the worker running. */
  waits(until: string): void {
    this.#explain()
    this.#advance(fromLocal(until))
  }

  /** Ends the story; a refusal nobody spoke of is a mistake in it. */
  end(): readonly WalkStep[] {
    this.#explain()
    return this.steps
  }

  #hand(by: WalkActor, about?: string): Hand<S, A, D> {
    return {
      files: (input, how = {}) => this.#moment(() => this.#file(by, input, how)),
      does: (action, input = {}) => this.#moment(() => this.#act(by, about ?? this.#last(), action, input)),
      absorbs: (duplicate, into) => this.#moment(() => this.#absorb(by, into.id, duplicate.id)),
      about: matter => this.#hand(by, matter.id),
    }
  }

  #moment(happen: () => string): Moment<S, D> {
    const go = (at: string): ToldCase<S, D> => {
      this.#explain()
      this.#advance(at)
      return this.#told(happen())
    }
    return { on: local => go(fromLocal(local)), at: time => go(fromLocal(`${localTime(this.#now).slice(0, 10)} ${time}`)) }
  }

  #told(id: string): ToldCase<S, D> {
    return new ToldCase(
      id,
      () => this.#cases.get(id)?.matter,
      () => {
        const refusal = this.#unexplained?.refusal
        this.#unexplained = undefined
        return refusal
      },
    )
  }

  #file(by: WalkActor, input: Readonly<Record<string, unknown>>, how: { channel?: Channel; place?: string }): string {
    const procedure = this.#procedure
    const action = Object.entries(procedure.actions).find(([, one]) => list(one.from).includes('start'))?.[0] ?? fail('no action starts it')
    const nth = this.#cases.size + 1
    const id = `00000000-0000-7000-8000-${String(nth).padStart(12, '0')}`
    const place = how.place ?? home
    const channel = how.channel ?? 'app'
    const opening = { id, district: '440399', number: `${procedure.id}-2026-${nth}`, place, point: null, channel }
    const running: Running = { matter: undefined, events: [] }
    this.#cases.set(id, running)
    const outcome = this.#settle(running, open(procedure, opening, { action, input, actor: actorOf(by) }, this.#world()), action)
    this.steps.push({ kind: 'files', case: id, at: this.#now, by, place, channel, action, input, outcome })
    return id
  }

  #act(by: WalkActor, id: string, action: string, input: Readonly<Record<string, unknown>>): string {
    const running = this.#running(id)
    const matter = running.matter ?? fail(`case ${id} was refused at filing; nothing can be done on it`)
    const isReporter =
      by.kind === 'resident' ? matter.reporters.includes(by.resident) : by.kind === 'anonymous' && matter.reporters.includes(null)
    const made = decide(this.#procedure, matter, { action, input, actor: actorOf(by), isReporter }, this.#world())
    const outcome = this.#settle(running, made, action)
    this.steps.push({ kind: 'acts', case: id, at: this.#now, by, action, input, outcome })
    return id
  }

  #absorb(by: WalkActor, id: string, duplicate: string): string {
    const running = this.#running(id)
    const other = this.#running(duplicate).matter
    if (!running.matter || !other) fail('only cases that were opened can be merged')
    const outcome = this.#settle(running, absorb(this.#procedure, running.matter, other, actorOf(by), this.#world()), 'absorb')
    this.steps.push({ kind: 'absorbs', case: id, duplicate, at: this.#now, by, outcome })
    return id
  }

  /** Runs the worker for every clock that wakes up to then, in order of time. */
  #advance(to: string): void {
    if (to < this.#now) fail(`the story goes back in time, from ${localTime(this.#now)} to ${localTime(to)}`)
    for (let rounds = 0; ; rounds++) {
      if (rounds > 2000) fail('the worker never comes to rest')
      const woken = [...this.#cases]
        .flatMap(([id, { matter }]) => (matter?.clocks ?? []).map(clock => ({ id, clock: clock.id, wake: clock.wake })))
        .filter(one => one.wake !== null && one.wake <= to)
        .sort((a, b) => ((a.wake ?? '') < (b.wake ?? '') ? -1 : 1))[0]
      if (!woken) break
      const running = this.#running(woken.id)
      this.#now = woken.wake && woken.wake > this.#now ? woken.wake : this.#now
      const decision = running.matter && decideMiss(this.#procedure, running.matter, woken.clock, this.#world())
      if (!decision) fail(`clock ${woken.clock} of case ${woken.id} was awake and nothing was decided`)
      if (decideMiss(this.#procedure, decision.matter, woken.clock, this.#world()))
        fail(`clock ${woken.clock} of case ${woken.id} fired twice`)
      const outcome = this.#settle(running, decision, 'deadline') as After
      this.steps.push({ kind: 'deadline', case: woken.id, at: this.#now, clock: woken.clock, outcome })
    }
    this.#now = to
  }

  #settle(running: Running, made: Decision | Refusal, what: string): Outcome {
    if (isRefusal(made)) {
      this.#unexplained = { refusal: made, what }
      return { refused: made.rule }
    }
    const before = running.matter
    running.matter = made.matter
    running.events = [...running.events, ...made.events]
    examine(this.#procedure, before, running.events, made, this.#world())
    return after(made)
  }

  #explain(): void {
    const unexplained = this.#unexplained
    this.#unexplained = undefined
    if (!unexplained) return
    const { refusal, what } = unexplained
    const fields = refusal.fields?.map(field => ` ${field.path}: ${field.because.en}`).join(';') ?? ''
    fail(
      `'${what}' was refused by '${refusal.rule}' (${refusal.because.en}${fields}), and the story does not say so; add isRefused('${refusal.rule}')`,
    )
  }

  #world(): World {
    return { now: this.#now, holidays: holidays2026, org: fixtureOrganisation, period: (_, byDefault) => byDefault }
  }
  #running(id: string): Running {
    return this.#cases.get(id) ?? fail(`no case ${id} in this story`)
  }
  #last(): string {
    return [...this.#cases.keys()].at(-1) ?? fail('nothing has been filed yet')
  }
}

const postsOf = (account: AccountName): readonly (readonly [RoleId, UnitName])[] => people[account].posts

function actorOf(by: WalkActor): Actor {
  if (by.kind === 'staff') return by
  if (by.kind === 'system') return { kind: 'system', name: 'worker' }
  return { kind: 'resident', resident: by.kind === 'resident' ? by.resident : null }
}

function after({ events, matter }: Decision): After {
  const holder = matter.assignments.find(one => one.kind === 'holder' && !one.to)
  return {
    step: matter.step,
    owner: matter.owner,
    holder: holder ? { unit: holder.unit, role: holder.role ?? '' } : null,
    revision: matter.revision,
    closed: matter.closedAt !== null,
    events: events.map(event => event.type),
    actions: events.flatMap(event => event.action ?? []),
    clocks: Object.fromEntries(matter.clocks.map(({ id, state, due, unit, fired }) => [id, { state, due, unit, fired }])),
    letters: matter.letters.map(letter => letter.id),
    flags: matter.flags,
    cards: matter.cards.map(card => `${card.colour} ${card.unit}${card.lifted ? ' lifted' : ''}`),
  }
}
