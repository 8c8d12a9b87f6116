// A small false house in a temporary folder, for tests which plant a breach and expect it to be named.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Workspaces with their doors, as in the real house. */
const doors: Record<string, Record<string, string>> = {
  kernel: { '.': './index.ts', './testing': './testing.ts' },
  procedures: { '.': './index.ts' },
  contract: { '.': './index.ts' },
  ui: { '.': './src/index.ts' },
  server: { './testing': './src/testing/index.ts' },
}
const packages = ['zod', 'antd', 'kysely', 'react']

export interface PlantedHouse {
  readonly root: string
  readonly remove: () => void
}

/**
 * Writes `files` (path → content) into a new temporary house whose workspaces and a few npm packages resolve as in the
 * real one. The folder's name carries a space and Chinese characters on purpose: checkouts do too.
 */
export function plantHouse(files: Record<string, string>): PlantedHouse {
  const root = mkdtempSync(join(tmpdir(), '枫桥 house-'))
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  write('package.json', JSON.stringify({ name: 'planted', private: true, workspaces: [...Object.keys(doors), 'apps/*'] }))
  mkdirSync(join(root, 'node_modules/@fengqiao'), { recursive: true })
  for (const [folder, exports] of Object.entries(doors)) {
    const dependencies = Object.fromEntries(packages.map(name => [name, '1.0.0']))
    write(`${folder}/package.json`, JSON.stringify({ name: `@fengqiao/${folder}`, type: 'module', exports, dependencies }))
    for (const door of Object.values(exports)) write(join(folder, door), 'export const door = 1\n')
    symlinkSync(join(root, folder), join(root, 'node_modules/@fengqiao', folder))
  }
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', type: 'module', exports: './index.js' }))
    write(`node_modules/${name}/index.js`, 'export const it = 1\n')
  }
  for (const [path, content] of Object.entries(files)) write(path, content)
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}
