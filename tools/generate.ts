// `npm run generate`: writes everything that follows from the source. `-- --check` only compares and names what is stale.
// `-- deadlines` makes only the generators of that name. A new generator is one line in the list below.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { generateOpenApi } from './generate-openapi.ts'
import { generateProcedures } from './generate-procedures.ts'
import { generateSchema } from './generate-schema.ts'
import { generateSettings } from './generate-settings.ts'
import { root } from './root.ts'

interface Generator {
  readonly name: string
  /** Text of each file, by path from the root. */
  readonly make: () => Record<string, string> | Promise<Record<string, string>>
  /** A folder that holds nothing but what this generator makes: a file it no longer makes is stale too. */
  readonly owns?: string
}

export const generators: readonly Generator[] = [
  { name: 'procedures', make: generateProcedures, owns: 'docs/generated/procedures' },
  { name: 'openapi', make: generateOpenApi },
  { name: 'settings', make: generateSettings },
  { name: 'schema', make: generateSchema },
]

if (import.meta.main) {
  const args = process.argv.slice(2)
  const check = args.includes('--check')
  const only = args.filter(arg => !arg.startsWith('--'))
  const unknown = only.filter(name => !generators.some(generator => generator.name === name))
  if (unknown.length > 0)
    throw new Error(`No such generator: ${unknown.join(', ')}. There are: ${generators.map(generator => generator.name).join(', ')}.`)
  let stale = 0
  for (const generator of generators.filter(({ name }) => only.length === 0 || only.includes(name))) {
    for (const { path, text } of await changes(generator, root)) {
      stale++
      if (check) console.log(`${path} is stale; run npm run generate and commit it`)
      else if (text === undefined) rmSync(join(root, path))
      else {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), text)
      }
    }
  }
  console.log(check ? `${stale} generated file(s) are stale` : `${stale} generated file(s) written`)
  process.exitCode = check && stale > 0 ? 1 : 0
}

/** Files that differ from what the generator makes; text undefined for one that should not be there. */
export async function changes({ make, owns }: Generator, base: string): Promise<readonly { path: string; text: string | undefined }[]> {
  const made = await make()
  const differing = Object.entries(made).flatMap(([path, text]) => {
    const file = join(base, path)
    return existsSync(file) && readFileSync(file, 'utf8') === text ? [] : [{ path, text }]
  })
  const present = owns && existsSync(join(base, owns)) ? readdirSync(join(base, owns)).map(name => `${owns}/${name}`) : []
  return [...differing, ...present.filter(path => !(path in made)).map(path => ({ path, text: undefined }))]
}
