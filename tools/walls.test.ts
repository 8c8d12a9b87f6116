import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PlantedHouse, plantHouse } from './planted.ts'
import { type Breach, findBreaches, rules } from './walls.ts'

/** One planted import per wall: file, what it imports, and the rule that must name it. */
const planted: readonly (readonly [from: string, imported: string, rule: string])[] = [
  ['kernel/clock.ts', 'node:fs', 'kernel-stands-alone'],
  ['kernel/pretty.ts', 'react', 'kernel-stands-alone'],
  ['kernel/borrowed.test.ts', '@fengqiao/contract', 'kernel-tests-stay-inside'],
  ['procedures/appeal/rules.ts', '@fengqiao/contract', 'procedures-know-only-the-kernel'],
  ['procedures/appeal/form.ts', '../mediation/form.ts', 'procedures-never-each-other'],
  ['contract/case.ts', '@fengqiao/procedures', 'contract-knows-only-the-kernel'],
  ['ui/src/Gallery.tsx', '@fengqiao/procedures', 'ui-knows-no-server-and-no-procedure'],
  ['server/src/page.ts', '@fengqiao/ui', 'server-never-a-screen'],
  ['apps/desk/src/inbox.ts', '@fengqiao/server/testing', 'apps-never-the-server'],
  ['apps/desk/src/borrow.ts', '../../resident/src/piece.ts', 'apps-never-each-other'],
  ['server/src/cases/deep.ts', '../../../contract/page.ts', 'doors-only'],
  ['server/src/cases/nameless.ts', '../../../kernel/index.ts', 'by-name-only'],
  ['server/src/cases/fake.ts', '@fengqiao/kernel/testing', 'testing-doors-are-for-tests'],
  ['server/src/cases/inbox.ts', 'kysely', 'sql-only-in-stores'],
  ['apps/desk/src/Button.tsx', 'antd', 'antd-only-in-ui'],
  ['server/src/cases/a.ts', './b.ts', 'no-cycles'],
  ['server/src/cases/lost.ts', './nowhere.ts', 'resolvable'],
]

/** Imports that must pass: a wall that stops everything would pass the list above as well. */
const allowed: readonly (readonly [from: string, imported: string])[] = [
  ['kernel/text.ts', 'zod'],
  ['procedures/appeal/words.ts', '@fengqiao/kernel'],
  ['server/src/cases/store.ts', 'kysely'],
  ['server/src/cases/cases.test.ts', '@fengqiao/kernel/testing'],
  ['ui/src/Button.tsx', 'antd'],
  ['apps/desk/src/Page.tsx', '@fengqiao/ui'],
]

describe('walls', () => {
  let house: PlantedHouse
  let breaches: Breach[]

  beforeAll(async () => {
    house = plantHouse({
      'procedures/mediation/form.ts': 'export const form = 1\n',
      'contract/page.ts': 'export const page = 1\n',
      'apps/resident/src/piece.ts': 'export const piece = 1\n',
      'server/src/cases/b.ts': "import './a.ts'\n",
      ...Object.fromEntries(
        [...planted, ...allowed].map(([from, imported]) => [from, `import * as it from '${imported}'\nexport const own = it\n`]),
      ),
    })
    breaches = await findBreaches(house.root)
  })
  afterAll(() => house.remove())

  it.each(planted)('%s importing %s breaks %s', (from, _imported, rule) => {
    const found = breaches.filter(breach => breach.from === from).map(breach => breach.rule)
    expect(found).toContain(rule)
    expect(breaches.find(breach => breach.from === from && breach.rule === rule)?.sentence).toContain(`${from} imports`)
  })

  it.each(allowed)('%s may import %s', from => {
    expect(breaches.filter(breach => breach.from === from)).toEqual([])
  })

  it('every wall in walls.cjs is planted above', () => {
    expect(rules.forbidden?.map(rule => rule.name).sort()).toEqual([...new Set(planted.map(([, , rule]) => rule))].sort())
  })
})

describe('the gate is not blind', () => {
  it('names a source file the cruiser did not see', async () => {
    const house = plantHouse({ 'server/src/seen.ts': 'export const seen = 1\n', 'server/src/unseen.ts': 'export const unseen = 1\n' })
    try {
      const breaches = await findBreaches(house.root, /unseen\.ts$/)
      expect(breaches.map(breach => breach.sentence)).toEqual([expect.stringContaining('server/src/unseen.ts was not seen')])
    } finally {
      house.remove()
    }
  })
})
