// The walls between packages, checked on every source file. Owns no rule itself (walls.cjs does), but it refuses to be
// blind: a source file the cruiser did not see is a breach too, because a gate that sees nothing lets everything pass.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import { root } from './root.ts'
import { listFiles, sourceFolders } from './tree.ts'

/** One forbidden import, said in a sentence: rule, importing file, imported thing, why it matters. */
export interface Breach {
  readonly rule: string
  readonly from: string
  readonly to: string
  readonly sentence: string
}

/** The rules as dependency-cruiser takes them, from walls.cjs. */
export const rules = createRequire(import.meta.url)('./walls.cjs') as IFlattenedRuleSet

if (import.meta.main) {
  const breaches = await findBreaches()
  for (const { sentence } of breaches) console.log(sentence)
  process.exitCode = breaches.length > 0 ? 1 : 0
}

/**
 * Cruises every source file below `base` (the checkout, or a planted tree in tests).
 * `blindTo` hides files from the cruiser, so that a test can see its blindness noticed.
 */
export async function findBreaches(base: string = root, blindTo?: RegExp): Promise<Breach[]> {
  const folders = sourceFolders.filter(folder => existsSync(join(base, folder)))
  const sources = sourcesIn(base, folders)
  const { output } = await cruise(
    folders,
    {
      baseDir: base,
      ruleSet: rules,
      validate: true,
      tsPreCompilationDeps: true,
      combinedDependencies: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: blindTo ? ['(^|/)dist/', blindTo.source] : '(^|/)dist/' },
      skipAnalysisNotInRules: true,
    },
    {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  )
  if (typeof output === 'string') throw new Error('dependency-cruiser gave a text instead of a result; its API has changed.')
  const seen = new Set(output.modules.map(module => module.source))
  return [...violations(output), ...unseen(sources, seen)]
}

function violations(result: ICruiseResult): Breach[] {
  return result.summary.violations.map(({ rule, from, to, cycle }) => {
    const path = cycle ? cycle.map(step => step.name).join(' → ') : to
    const why = rules.forbidden?.find(({ name }) => name === rule.name)?.comment ?? ''
    return { rule: rule.name, from, to: path, sentence: `${from} imports ${path}: ${why} (${rule.name})` }
  })
}

/** Every file with code, listed before the cruise: a file written meanwhile is the next run's. */
function sourcesIn(base: string, folders: readonly string[]): string[] {
  const files = folders.flatMap(folder => listFiles(join(base, folder)).map(file => `${folder}/${file}`))
  return files.filter(file => /\.(ts|tsx|mjs|cjs)$/.test(file))
}

/** Sources that were not part of the cruise. */
function unseen(sources: readonly string[], seen: ReadonlySet<string>): Breach[] {
  return sources
    .filter(file => !seen.has(file))
    .map(file => ({
      rule: 'every-file-seen',
      from: file,
      to: '',
      sentence: `${file} was not seen by dependency-cruiser: the walls cannot be trusted until it is. (every-file-seen)`,
    }))
}
