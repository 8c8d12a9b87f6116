import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runNode } from './child.ts'
import { plantHouse } from './planted.ts'
import { root } from './root.ts'

/** What lint must name, type-aware rules included: without its type checker it would pass in silence. */
const planted: Record<string, readonly [source: string, rule: string]> = {
  'server/src/floating.ts': ['async function save(): Promise<void> {}\nexport const go = () => {\n  save()\n}\n', 'no-floating-promises'],
  'server/src/untyped.ts': ['export const read = (value: any) => String(value)\n', 'no-explicit-any'],
  'server/src/unused.ts': ['export const go = () => {\n  const left = 1\n}\n', 'no-unused-vars'],
  'server/src/silenced.ts': [`// @ts-${'ignore'}\nexport const go: string = 1\n`, 'ban-ts-comment'],
  'server/src/misused.ts': ['const ask = async () => true\nexport const go = () => (ask() ? 1 : 2)\n', 'no-misused-promises'],
  'ui/src/Board.tsx': [
    "import { useState } from 'react'\nexport const Board = (p: { on: boolean }) => (p.on ? useState(1)[0] : 0)\n",
    'rules-of-hooks',
  ],
  'kernel/effects.ts': ["export const go = () => console.log('heard')\n", 'no-console'],
  'kernel/environment.ts': ['export const go = () => process.env.HOME\n', 'no-restricted-globals'],
}

it('lint names each planted breach', async () => {
  const house = plantHouse(Object.fromEntries(Object.entries(planted).map(([path, [source]]) => [path, source])))
  try {
    for (const file of ['.oxlintrc.json', 'tsconfig.json']) cpSync(join(root, file), join(house.root, file))
    for (const name of ['oxlint', 'oxlint-tsgolint', '@oxlint', '@oxlint-tsgolint', '@types'])
      symlinkSync(join(root, 'node_modules', name), join(house.root, 'node_modules', name))
    writeFileSync(join(house.root, '.gitignore'), 'node_modules/\n')
    const { code, output } = await runNode(join(root, 'node_modules/oxlint/bin/oxlint'), ['--format=unix'], {
      cwd: house.root,
      env: { PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
    })
    const missed = Object.entries(planted).filter(
      ([path, [, rule]]) => !output.split('\n').some(line => line.includes(path) && line.includes(`(${rule})`)),
    )
    expect(missed, output).toEqual([])
    expect(code).toBe(1)
  } finally {
    house.remove()
  }
})
