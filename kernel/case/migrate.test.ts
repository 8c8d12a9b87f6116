import { describe, expect, it } from 'vitest'
import { holidays2026 } from '../deadline/holidays-2026.ts'
import type { Actor } from '../permission/who.ts'
import { isRefusal } from '../refusal.ts'
import { fixtureOrganisation, home } from '../testing/fixture-city.ts'
import { room, roomWith } from '../testing/small-procedure.ts'
import { absorb } from './absorb.ts'
import { checkCase } from './check.ts'
import { decide, open } from './decide.ts'
import { replay } from './evolve.ts'
import { checkMigration, type Migration, migrate, procedureOf } from './migrate.ts'
import type { CaseState } from './state.ts'

const world = {
  now: '2026-03-02T01:00:00.000Z',
  holidays: holidays2026,
  org: fixtureOrganisation,
  period: (_: string, byDefault: never) => byDefault,
}
const resident = (id: string): Actor => ({ kind: 'resident', resident: id })
const clerk: Actor = {
  kind: 'staff',
  account: 'hejing',
  name: '何静',
  post: 'wanghai-centre/handler',
  unit: 'wanghai-centre',
  role: 'handler',
}

const opened = (id: string, who = 'r-linhua') => {
  const opening = { id, district: '440399', number: id, place: home, point: null, channel: 'app' } as const
  const made = open(room, opening, { action: 'ask', input: { title: '议事会', seats: 12 }, actor: resident(who) }, world)
  if (isRefusal(made)) throw new Error(made.because.en)
  return made
}
const must = <T>(made: T) => {
  if (isRefusal(made)) throw new Error(made.because.en)
  return made as Exclude<T, { refused: true }>
}

/** Version 2 calls the first step `waiting`, its deadline `review`, and asks no number of seats. */
const second = roomWith(({ steps, deadlines, fields: { seats: _seats, ...fields }, words }) => ({
  version: 2,
  fields,
  steps: {
    waiting: { ...steps['asked'], due: 'review' } as never,
    lent: steps['lent'] as never,
    returned: steps['returned'] as never,
    refused: steps['refused'] as never,
  },
  deadlines: {
    review: deadlines['decision'] as never,
    giveBack: deadlines['giveBack'] as never,
    objection: deadlines['objection'] as never,
  },
  words: { ...words, steps: { ...words.steps, waiting: words.steps['asked'] as never } },
}))
const versions = [room, second]
const migration: Migration = {
  procedure: room.id,
  from: 1,
  to: 2,
  steps: { asked: 'waiting', lent: 'lent', returned: 'returned', refused: 'refused' },
  deadlines: { decision: 'review' },
  data: ({ seats: _seats, ...rest }) => rest,
  because: '取消人数登记',
}

describe('versions', () => {
  it('give each case the rules it began with, and say which are missing', () => {
    expect(procedureOf(versions, 'room-loan', 1)).toBe(room)
    expect(() => procedureOf(versions, 'room-loan', 3)).toThrow("'room-loan' version 3 is not kept (only 1, 2)")
    expect(() => procedureOf(versions, 'nothing', 1)).toThrow("There is no procedure 'nothing'")
  })

  it('move an open case: step, data and clock go over, what was due stays due', () => {
    const { matter, events } = opened('a')
    const moved = migrate(versions, matter, migration, { kind: 'system', name: 'migration' }, world)
    expect(moved.matter).toMatchObject({ version: 2, step: 'waiting', data: { title: '议事会' }, revision: 2 })
    expect(moved.matter.data).not.toHaveProperty('seats')
    expect(moved.events[0]).toMatchObject({ type: 'procedure.migrated', version: 2, from: 'asked', to: 'waiting' })
    expect(moved.matter.clocks).toMatchObject([
      { id: 'decision#1', key: 'review', rule: 'room-loan.review.otherwise', state: 'running', due: matter.clocks[0]?.due },
    ])
    expect(checkCase(second, moved.matter, holidays2026)).toEqual([])
    expect(replay(JSON.parse(JSON.stringify([...events, ...moved.events])))).toStrictEqual(moved.matter)
  })

  it('start the new step’s deadline where the old one has no counterpart', () => {
    const { matter } = opened('a')
    const moved = migrate(versions, matter, { ...migration, deadlines: {} }, { kind: 'system', name: 'migration' }, world)
    expect(moved.matter.clocks.map(({ id, state }) => `${id} ${state}`)).toEqual(['decision#1 stopped', 'review#1 running'])
    expect(checkCase(second, moved.matter, holidays2026)).toEqual([])
  })

  it('are refused when a step leads nowhere, ends a case, or the data does not fit', () => {
    const { asked: _asked, ...unmapped } = migration.steps
    expect(checkMigration(versions, migration)).toEqual([])
    expect(checkMigration(versions, { ...migration, steps: unmapped }).map(breach => breach.place)).toEqual([
      'room-loan › migration 1 → 2 › step asked',
    ])
    expect(checkMigration(versions, { ...migration, steps: { ...migration.steps, asked: 'returned' } })[0]?.sentence).toContain(
      'neither ends nor reopens',
    )
    expect(checkMigration(versions, { ...migration, deadlines: { decision: 'nothing' } })[0]?.law).toBe(4)
    const { matter } = opened('a')
    const go =
      (change: Partial<Migration>, on: CaseState = matter) =>
      () =>
        migrate(versions, on, { ...migration, ...change }, clerk, world)
    expect(go({ steps: unmapped })).toThrow('leads nowhere')
    expect(go({ data: old => old })).toThrow("'seats' does not fit the form of version 2")
    expect(go({}, { ...matter, version: 2 })).toThrow('runs on room-loan version 2')
    expect(go({}, { ...matter, closedAt: world.now })).toThrow('is closed and stays on version 1')
  })
})

describe('merging', () => {
  it('gives the original the duplicate’s reporters and a link', () => {
    const [original, duplicate] = [opened('a'), opened('b', 'r-chenxiuying')]
    const made = must(absorb(room, original.matter, duplicate.matter, clerk, world))
    expect(made.matter).toMatchObject({
      reporters: ['r-linhua', 'r-chenxiuying'],
      links: [{ kind: 'absorbed', case: 'b' }],
      revision: 2,
      step: 'asked',
    })
    expect(made.matter.data).toEqual(original.matter.data)
    expect(replay([...original.events, ...made.events])).toStrictEqual(made.matter)
    expect(absorb(room, made.matter, duplicate.matter, clerk, world)).toMatchObject({ refused: true, rule: 'alreadyAbsorbed' })
  })

  it('is refused into itself, into a closed case and into one that was itself merged', () => {
    const [{ matter }, other] = [opened('a'), opened('b')]
    const closed = must(decide(room, other.matter, { action: 'refuse', input: { reason: '维修' }, actor: clerk }, world)).matter
    const merged: CaseState = { ...other.matter, links: [{ kind: 'duplicateOf', case: 'c' }] }
    expect(absorb(room, matter, matter, clerk, world)).toMatchObject({ rule: 'sameCase' })
    expect(absorb(room, closed, matter, clerk, world)).toMatchObject({ rule: 'originalIsClosed' })
    expect(absorb(room, merged, matter, clerk, world)).toMatchObject({ rule: 'originalIsMerged' })
  })
})
