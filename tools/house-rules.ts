// Rules of the house that no ready-made tool knows. Each is a small pure function over the checkout's files (tools/rules/),
// and each is shown to fire by a planted breach in house-rules.test.ts.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'
import { linksResolve } from './rules/links.ts'
import { actualChecksums, checksumsFile, listedChecksums, migrationsUnchanged } from './rules/migrations.ts'
import {
  noDoubleCasts,
  noMachinePaths,
  noPlaceholders,
  noRegistryHosts,
  noSkippedTests,
  noUrlPathname,
  pureKernel,
} from './rules/plain-text.ts'
import { procedureIds } from './rules/procedure-ids.ts'
import type { Rule, Tree } from './rules/rule.ts'
import { depth, fileNames, length, noJunkDrawers } from './rules/size-and-names.ts'
import { bannedSynonyms } from './rules/words.ts'
import { listFiles } from './tree.ts'

export const houseRules: readonly Rule[] = [
  length,
  noJunkDrawers,
  fileNames,
  depth,
  procedureIds,
  bannedSynonyms,
  noSkippedTests,
  noMachinePaths,
  noRegistryHosts,
  noPlaceholders,
  noDoubleCasts,
  pureKernel,
  noUrlPathname,
  migrationsUnchanged,
  linksResolve,
]

const readable = /\.(ts|tsx|mjs|cjs|css|json|md|sql|sh|ya?ml|html)$|^\.ci\/|^\.npmrc$/

if (import.meta.main) {
  const breaches = breachesOf(readTree())
  for (const sentence of breaches) console.log(sentence)
  process.exitCode = breaches.length > 0 ? 1 : 0
}

/** Reads the checkout once; the lock file is npm's own and is left out. */
export function readTree(base: string = root): Tree {
  const paths = listFiles(base)
  const files = paths
    .filter(path => readable.test(path) && path !== 'package-lock.json')
    .map(path => ({ path, text: readFileSync(join(base, path), 'utf8') }))
  return { files, has: path => existsSync(join(base, path)) }
}

/** Every breach of every rule, as sentences that begin with the file and end with the rule's name. */
export function breachesOf(tree: Tree): string[] {
  return houseRules.flatMap(rule => rule.find(tree).map(sentence => `${sentence} (${rule.name})`))
}

/** Writes down the checksums of migrations that are new. One already listed keeps its checksum, so an edit still shows. */
export function acceptNewMigrations(base: string = root): string[] {
  const tree = readTree(base)
  const listed = listedChecksums(tree)
  const actual = actualChecksums(tree)
  const added = Object.keys(actual).filter(file => !(file in listed))
  const all = { ...actual, ...listed }
  if (added.length > 0) writeFileSync(join(base, checksumsFile), `${JSON.stringify(all, Object.keys(all).sort(), 2)}\n`)
  return added
}
