// The tools' one way of walking the checkout: sources only, never what was installed, built or made at run time.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const neverSource = new Set(['node_modules', 'dist', 'coverage', '.git', '.cache', '.vite', 'test-results'])

/** Paths of all files below `folder`, relative to it, with forward slashes, sorted. `data` is skipped at the top only. */
export function listFiles(folder: string): string[] {
  const found: string[] = []
  const walk = (at: string): void => {
    for (const entry of readdirSync(join(folder, at), { withFileTypes: true })) {
      const path = at === '' ? entry.name : `${at}/${entry.name}`
      if (neverSource.has(entry.name) || path === 'data') continue
      if (entry.isDirectory()) walk(path)
      else if (entry.isFile() && !entry.name.endsWith('.log') && entry.name !== '.env') found.push(path)
    }
  }
  walk('')
  return found.sort()
}

/** The folders whose sources the checks look at; `apps/*` stands for each app. */
export const sourceFolders = ['kernel', 'procedures', 'contract', 'server', 'ui', 'apps', 'bench', 'e2e', 'tools']
