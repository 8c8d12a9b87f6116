import { createHash } from 'node:crypto'
import {
  type Actor,
  type CaseEvent,
  type CaseState,
  checkCase,
  checkChain,
  decide,
  decideMiss,
  type Field,
  fits,
  isLive,
  isRefusal,
  open,
  permits,
  recompute,
  replay,
  sealEvents,
  type World,
} from '@fengqiao/kernel'
import { fixtureOrganisation, holidays2026, home, people, residents, units } from '@fengqiao/kernel/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appeal } from './procedure.ts'

const actors: readonly Actor[] = [
  ...Object.entries(people).flatMap(([account, { name, posts }]) =>
    posts.map(([role, unit]): Actor => ({ kind: 'staff', account, name, post: `${unit}/${role}`, unit, role })),
  ),
  ...Object.values(residents).map((resident): Actor => ({ kind: 'resident', resident })),
  { kind: 'resident', resident: null },
  { kind: 'system', name: 'worker' },
]
const actions = Object.keys(appeal.actions)
const unitNames = Object.keys(units)

const worldAt = (now: string): World => ({ now, holidays: holidays2026, org: fixtureOrganisation, period: (_, byDefault) => byDefault })

/** A value of a field as people give them: mostly right, sometimes not. */
function valueOf(field: Field, pick: (below: number) => number): unknown {
  if (pick(25) === 0) return ['', null, -1, {}, undefined, ['x'], 'x'.repeat(5000)][pick(7)]
  const options = Object.keys(field.options ?? {})
  switch (field.kind) {
    case 'choice':
      return options[pick(options.length)]
    case 'unit':
      return pick(12) === 0 ? 'nowhere' : unitNames[pick(unitNames.length)]
    case 'units':
      return [unitNames[pick(unitNames.length)], unitNames[pick(unitNames.length)]].slice(pick(2))
    case 'number':
      return [1, 5, 30, 0.5][pick(4)]
    case 'rating':
      return 1 + pick(5)
    case 'yesNo':
      return pick(2) === 0
    case 'phone':
      return '13812345678'
    case 'files':
      return ['a'.repeat(64)]
    case 'people':
      return Array.from({ length: pick(7) }, (_, index) => ({ name: `代表${index}` }))
    case 'point':
      return [114, 22]
    case 'case':
      return '00000000-0000-7000-8000-000000000009'
    default:
      return 'drainage'
  }
}

function inputFor(action: string, pick: (below: number) => number): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const asked of appeal.actions[action]?.asks ?? []) {
    const name = asked.replace(/\?$/, '')
    const field = appeal.fields[name]
    if (field && !(asked.endsWith('?') && pick(2) === 0)) input[name] = valueOf(field, pick)
  }
  if (pick(30) === 0) input['somethingElse'] = 1
  return input
}

interface Journey {
  readonly matter: CaseState
  readonly events: readonly CaseEvent[]
}

/** A whole life of a case from one list of numbers; every expectation is held at every step. */
function live(numbers: readonly number[]): Journey | undefined {
  let at = 0
  const pick = (below: number): number => (numbers[at++ % numbers.length] ?? 0) % below
  let now = Date.parse('2026-03-02T01:00:00.000Z')
  const opening = {
    id: '00000000-0000-7000-8000-000000000001',
    district: '440399',
    number: 'X1',
    place: home,
    point: null,
    channel: 'app',
  } as const
  const opener: Actor = pick(3) === 0 ? { kind: 'resident', resident: null } : { kind: 'resident', resident: 'r-linhua' }
  const first = open(
    appeal,
    opening,
    { action: 'file', input: inputFor('file', pick), actor: opener },
    worldAt(new Date(now).toISOString()),
  )
  if (isRefusal(first)) return undefined
  let { matter } = first
  let events = [...first.events]
  for (let step = 0; step < 30; step++) {
    now += [60_000, 1_800_000, 14_400_000, 86_400_000, 259_200_000][pick(5)] ?? 0
    const world = worldAt(new Date(now).toISOString())
    for (const clock of matter.clocks) {
      const missed = decideMiss(appeal, matter, clock.id, world)
      if (!missed) continue
      expect(decideMiss(appeal, missed.matter, clock.id, world)).toBeUndefined()
      matter = missed.matter
      events = [...events, ...missed.events]
      holdAll(matter, events)
    }
    const kind = pick(8)
    const all = kind === 0 ? [] : takers(matter, world)
    const onward = all.filter(([name]) => leadsOn(name, matter.step))
    const able = kind < 5 && onward.length > 0 ? onward : all
    const [action, actor] = able[pick(Math.max(1, able.length))] ?? [
      actions[pick(actions.length)] ?? '',
      actors[pick(actors.length)] as Actor,
    ]
    const request = { action, actor, input: inputFor(action, pick), isReporter: isReporter(matter, actor) }
    const made = decide(appeal, matter, request, world)
    if (isRefusal(made)) {
      expect(made.because.zh && made.because.en && made.rule).toBeTruthy()
      continue
    }
    matter = made.matter
    events = [...events, ...made.events]
    holdAll(matter, events)
  }
  return { matter, events }
}

const isReporter = (matter: CaseState, actor: Actor): boolean => actor.kind === 'resident' && matter.reporters.includes(actor.resident)

/** Most steps go on towards an answer, or a random life would end before it begins. */
const ends = new Set(['closed', 'redirected', 'merged', 'withdrawn'])
function leadsOn(name: string, step: string): boolean {
  const to = appeal.actions[name]?.to
  return to !== undefined && to !== step && !ends.has(to) && name !== 'handToRescue'
}

/** Who could do what now; actions that do not fit the step are left out before anyone is asked. */
const takers = (matter: CaseState, world: World): (readonly [string, Actor])[] =>
  Object.entries(appeal.actions).flatMap(([action, rules]) =>
    fits(appeal, rules, matter.step)
      ? actors.flatMap(actor =>
          permits(appeal, matter, { action, actor, isReporter: isReporter(matter, actor) }, world) ? [] : [[action, actor] as const],
        )
      : [],
  )

function holdAll(matter: CaseState, events: readonly CaseEvent[]): void {
  const broken = checkCase(appeal, matter, holidays2026)
  if (broken.length > 0) throw new Error(broken.join('; '))
  for (const clock of matter.clocks)
    if (isLive(clock) && (clock.wake === null || recompute(clock, holidays2026).due !== clock.due)) throw new Error(`${clock.id} is off`)
  const last = events.at(-1)
  expect(JSON.parse(JSON.stringify(last))).toStrictEqual(last)
}

function holdAtTheEnd({ matter, events }: Journey): void {
  const stored = JSON.parse(JSON.stringify(events)) as CaseEvent[]
  expect(stored).toStrictEqual(events)
  expect(replay(stored)).toStrictEqual(matter)
}

const lives = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 200, maxLength: 400 })

describe('any sequence of actions by anyone', () => {
  it('is decided without throwing, replays to the same state, and never leaves an open case without owner, holder and clock', () => {
    const reached = new Set<string>()
    fc.assert(
      fc.property(lives, numbers => {
        const journey = live(numbers)
        if (!journey) return
        reached.add(journey.matter.step)
        holdAtTheEnd(journey)
      }),
      { numRuns: 200, endOnFailure: true },
    )
    expect(reached.size).toBeGreaterThan(7)
  }, 60_000)

  it('leaves a chain that verifies, and that any change breaks', () => {
    const hash = (input: string): string => createHash('sha256').update(input).digest('hex')
    fc.assert(
      fc.property(lives, fc.nat(), fc.nat(), (numbers, which, where) => {
        const journey = live(numbers)
        if (!journey) return
        const sealed = sealEvents(
          journey.events,
          '0'.repeat(64),
          journey.events.map((_, index) => hash(`salt ${index}`)),
          hash,
        )
        expect(checkChain(sealed, hash)).toEqual([])
        const nth = which % sealed.length
        const forged = sealed.map((one, index) => (index === nth ? { ...one, event: tamper(one.event, where) } : one))
        expect(checkChain(forged, hash)).not.toEqual([])
        if (sealed.length > 1) expect(checkChain(sealed.toSpliced(Math.min(nth, sealed.length - 2), 1), hash)).not.toEqual([])
        const erased = sealed.map(one => ({ ...one, salt: '', event: { ...one.event, input: {}, effects: [], birth: undefined } }))
        expect(checkChain(erased, hash)).toEqual([])
      }),
      { numRuns: 30, endOnFailure: true },
    )
  }, 60_000)
})

/** Changes one leaf of the event, whichever comes `where`th. */
function tamper(event: CaseEvent, where: number): CaseEvent {
  const copy = JSON.parse(JSON.stringify(event)) as CaseEvent
  const leaves: (() => void)[] = []
  const walk = (node: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(node)) {
      if (value !== null && typeof value === 'object') walk(value as Record<string, unknown>)
      else leaves.push(() => (node[key] = typeof value === 'string' ? `${value}!` : 'changed'))
    }
  }
  walk(copy as object as Record<string, unknown>)
  leaves[where % leaves.length]?.()
  return copy
}
