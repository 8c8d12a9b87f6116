import type { Walk } from '@fengqiao/kernel/testing'
import { procedures } from '@fengqiao/procedures'
import { walks } from '@fengqiao/procedures/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestHouse, testHouse } from '../testing/house.ts'
import { replayWalk, unfilled } from '../testing/replay.ts'

/**
 * Every story of every procedure, lived again through HTTP and PostgreSQL by people signed in to their posts. A new procedure's walks
 * come here by being told.
 */
const stories: readonly Walk[] = walks.map(({ run }) => run())
const merging = mergingAction(stories)
const drawn = new Map<string, number>()
const said = new Map<string, Set<string>>()

let city: TestHouse
beforeAll(async () => {
  city = await testHouse()
})
afterAll(() => city.close())

describe('stories through HTTP and PostgreSQL', () => {
  for (const story of stories)
    test(`${story.procedure}: ${story.title}`, async () => {
      await emptied(city)
      const replayed = await replayWalk(city, story, { merging })
      expect(replayed.steps).toBe(story.steps.length)
      for (const letter of replayed.letters) drawn.set(`${story.procedure}.${letter}`, (drawn.get(`${story.procedure}.${letter}`) ?? 0) + 1)
      for (const [template, sentences] of replayed.sentences) said.set(template, new Set([...(said.get(template) ?? []), ...sentences]))
      expect(await city.fsck()).toMatchObject({ breaches: [], warnings: [], unsaid: 0 })
    })
})

test('every kind of letter was fetched as PDF', () => {
  expect([...drawn.keys()].toSorted()).toEqual(
    procedures.flatMap(({ id, letters }) => Object.keys(letters).map(letter => `${id}.${letter}`)).toSorted(),
  )
})

test('every message reached somebody as a whole sentence, in both languages', () => {
  expect([...said.keys()].toSorted()).toEqual(
    procedures.flatMap(({ id, words }) => Object.keys(words.messages).map(message => `${id}.${message}`)).toSorted(),
  )
  expect([...said.values()].flatMap(sentences => [...sentences]).filter(sentence => unfilled(sentence).length > 0)).toEqual([])
})

test('a story that is told wrongly is not accepted', async () => {
  const story = stories.find(one => one.steps.length > 3)
  const last = story?.steps.at(-1)
  if (!story || !last || 'refused' in last.outcome)
    throw new Error('the stories have changed: choose another that ends with something done')
  const { outcome } = last
  const wrongly = [
    { ...outcome, owner: 'somebody-else' },
    { ...outcome, letters: [...outcome.letters, 'receipt#9'] },
    {
      ...outcome,
      clocks: Object.fromEntries(Object.entries(outcome.clocks).map(([id, clock]) => [id, { ...clock, due: '2026-03-03T00:00:00.000Z' }])),
    },
  ]
  for (const told of wrongly) {
    await emptied(city)
    const steps = [...story.steps.slice(0, -1), { ...last, outcome: told }]
    await expect(replayWalk(city, { ...story, steps }, { merging, draws: () => false })).rejects.toThrow(
      /in the tables, (owner|letters|clocks) is/,
    )
  }
})

test('one story over a real socket', async () => {
  const longest = stories.toSorted((a, b) => b.steps.length - a.steps.length)[0]
  expect(longest).toBeDefined()
  const other = await testHouse({ socket: true })
  try {
    if (longest) await replayWalk(other, longest, { merging })
    expect((await other.fsck()).breaches).toEqual([])
  } finally {
    await other.close()
  }
})

/** One story at a time: what others left open would fire in this one's days. */
async function emptied({ database, clock }: TestHouse): Promise<void> {
  clock.now = new Date('2026-03-02T00:00:00Z')
  await sql`truncate case_record, event, assignment, deadline, case_mark, case_reporter, case_search, outbox, tally, tally_month, reply, notice, local_message`.execute(
    database.db,
  )
}

/** The action that merges, as the stories themselves show it: the one that follows an absorption. */
function mergingAction(all: readonly Walk[]): string {
  for (const { steps } of all)
    for (const [n, step] of steps.entries()) {
      const next = steps[n + 1]
      if (step.kind === 'absorbs' && !('refused' in step.outcome) && next?.kind === 'acts' && next.case === step.duplicate)
        return next.action
    }
  throw new Error('no story merges a case')
}
