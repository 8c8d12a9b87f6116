import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acceptNewMigrations, breachesOf, houseRules, readTree } from './house-rules.ts'
import { plantHouse } from './planted.ts'
import type { Tree } from './rules/rule.ts'

const glossary = '| 诉求 | appeal | `appeal` | `complaint`, `workItem` |\n'
const sha = (text: string): string => createHash('sha256').update(text).digest('hex')
const lines = (count: number): string => 'export {}\n'.repeat(count)

/** A tree in which nothing is wrong except what `files` plants. */
function tree(files: Record<string, string>): Tree {
  const all = { 'docs/glossary.md': glossary, 'server/migrations/checksums.json': '{}', ...files }
  const paths = Object.keys(all)
  return {
    files: Object.entries(all).map(([path, text]) => ({ path, text })),
    has: path => paths.some(known => known === path || known.startsWith(`${path}/`)),
  }
}

/** Rule → planted files → the beginning of the sentence expected. Banned words are joined here, or this file would be found itself. */
const planted: readonly (readonly [rule: string, files: Record<string, string>, sentence: string])[] = [
  ['length', { 'kernel/long.ts': lines(301) }, 'kernel/long.ts has 301 lines; the limit is 300'],
  ['length', { 'procedures/appeal/procedure.ts': lines(251) }, 'procedures/appeal/procedure.ts has 251 lines; the limit is 250'],
  ['no-junk-drawers', { 'server/src/utils/date.ts': '' }, 'server/src/utils/date.ts is kept in a junk drawer ("utils")'],
  ['no-junk-drawers', { 'ui/src/helpers.ts': '' }, 'ui/src/helpers.ts is kept in a junk drawer'],
  ['file-names', { 'kernel/dueDate.ts': '' }, 'kernel/dueDate.ts must be called in kebab-case'],
  ['file-names', { 'ui/src/case-page.tsx': '' }, 'ui/src/case-page.tsx holds a component'],
  ['depth', { 'apps/desk/src/a/b/c/d.ts': '' }, 'apps/desk/src/a/b/c/d.ts stands deeper'],
  [
    'procedure-ids',
    { 'procedures/appeal/procedure.ts': '', 'server/src/cases/open.ts': "\nif (id === 'appeal') open()\n" },
    'server/src/cases/open.ts:2 knows the procedure "appeal"',
  ],
  [
    'procedure-ids',
    { 'procedures/appeal/procedure.ts': '', 'server/src/deadline/due.ts': "find('appeal.answer.general')\n" },
    'server/src/deadline/due.ts:1 knows the procedure "appeal"',
  ],
  [
    'banned-synonyms',
    { 'server/src/cases/x.ts': 'const a = 1\nexport const newComplaintId = a\n' },
    'server/src/cases/x.ts:2 calls something "newComplaintId"',
  ],
  [
    'banned-synonyms',
    { 'server/src/cases/x.ts': 'export interface X { workItems: string[] }\n' },
    'server/src/cases/x.ts:1 calls something "workItems"',
  ],
  ['banned-synonyms', { 'server/src/cases/complaint-list.ts': '' }, 'server/src/cases/complaint-list.ts:1 calls something'],
  ['banned-synonyms', { 'docs/glossary.md': 'no table\n' }, 'docs/glossary.md lists no banned synonym'],
  ['no-skipped-tests', { 'kernel/x.test.ts': `it.${'skip'}('later', () => {})\n` }, 'kernel/x.test.ts:1 skips'],
  ['no-skipped-tests', { 'kernel/x.test.ts': `describe.${'only'}('this', () => {})\n` }, 'kernel/x.test.ts:1 skips'],
  ['no-skipped-tests', { 'kernel/x.test.ts': `it.${'skipIf'}(slow)('x', () => {})\n` }, 'kernel/x.test.ts:1 skips a test on a condition'],
  ['no-machine-paths', { 'tools/x.ts': `const a = '${'/ho'}me/lin/fengqiao'\n` }, 'tools/x.ts:1 names a path of one machine'],
  ['no-registry-hosts', { '.npmrc': `registry=https://registry.npm${'js'}.org\n` }, '.npmrc:1 names a package registry host'],
  ['no-placeholders', { 'kernel/x.ts': `// ${'TO'}DO: later\n` }, 'kernel/x.ts:1 holds a placeholder'],
  ['no-double-casts', { 'kernel/x.ts': `const a = b as ${'unknown'} as string\n` }, 'kernel/x.ts:1 casts twice'],
  ['pure-kernel', { 'kernel/x.ts': 'const now = Date.now()\n' }, 'kernel/x.ts:1 reads the clock'],
  [
    'no-url-pathname',
    { 'server/x.ts': `const a = new URL('x', import.meta.url).${'pathname'}\n` },
    'server/x.ts:1 takes a path from a URL',
  ],
  ['migrations-unchanged', { 'server/migrations/0001_a.sql': 'select 1' }, 'server/migrations/0001_a.sql is not in checksums.json'],
  [
    'migrations-unchanged',
    {
      'server/migrations/0001_a.sql': 'select 2',
      'server/migrations/checksums.json': JSON.stringify({ '0001_a.sql': sha('select 1') }),
    },
    'server/migrations/0001_a.sql was edited after it was added',
  ],
  ['migrations-unchanged', { 'server/migrations/checksums.json': '{"0001_a.sql":"00"}' }, 'server/migrations/0001_a.sql was removed'],
  ['links-resolve', { 'docs/a.md': 'see [b](b.md)\n' }, 'docs/a.md links to b.md, which does not exist'],
  ['links-resolve', { 'docs/a.md': 'see [b](b.md#two)\n', 'docs/b.md': '# One\n' }, 'docs/a.md links to b.md#two, but no heading'],
]

describe('house rules', () => {
  it.each(planted)('%s fires on %o', (rule, files, sentence) => {
    const found = breachesOf(tree(files)).filter(said => said.endsWith(`(${rule})`))
    expect(found).toEqual([expect.stringContaining(sentence)])
  })

  it('every rule is planted above', () => {
    expect([...new Set(planted.map(([rule]) => rule))].sort()).toEqual(houseRules.map(rule => rule.name).sort())
  })

  it('lets honest code pass', () => {
    const honest = {
      'kernel/due-date.ts': 'export const due = (at: Date): Date => new Date(at)\n',
      'kernel/due-date.test.ts': "it.skipIf(!sharedData)('equals the shared calendar', () => {})\n",
      'procedures/appeal/procedure.ts': "export const appeal = procedure('appeal')\n",
      'server/src/cases/CasePage.tsx': 'export const CasePage = () => <p>complaint</p>\n',
      'server/src/cases/read.ts': '// a complaint is called an appeal\nexport const shown = row.complaint_type\n',
      'server/migrations/0001_a.sql': 'select 1',
      'server/migrations/checksums.json': JSON.stringify({ '0001_a.sql': sha('select 1') }),
      'docs/页 一.md': '# 第一 部分\n[here](#第一-部分) [out](https://example.org) `[not](a-link)`\n',
    }
    expect(breachesOf(tree(honest))).toEqual([])
  })

  it('writes down new migrations and keeps the checksum of edited ones', () => {
    const house = plantHouse({
      'server/migrations/0001_a.sql': 'edited',
      'server/migrations/0002_b.sql': 'new',
      'server/migrations/checksums.json': JSON.stringify({ '0001_a.sql': sha('original') }),
    })
    try {
      expect(acceptNewMigrations(house.root)).toEqual(['0002_b.sql'])
      const written: unknown = JSON.parse(readFileSync(join(house.root, 'server/migrations/checksums.json'), 'utf8'))
      expect(written).toEqual({ '0001_a.sql': sha('original'), '0002_b.sql': sha('new') })
      expect(breachesOf(readTree(house.root)).filter(said => said.includes('0001_a.sql'))).toHaveLength(1)
    } finally {
      house.remove()
    }
  })
})
