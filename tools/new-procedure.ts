// `npm run new:procedure -- street-lamp "路灯报修" "Street lamp repair"`: a small procedure that keeps every law and passes its own walk.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newProcedureFiles } from './new-procedure-files.ts'
import { root } from './root.ts'

if (import.meta.main) {
  const [id = '', zh = '', en = ''] = process.argv.slice(2)
  for (const path of createProcedure(root, id, zh, en)) console.log(`written: ${path}`)
  console.log('Next: read procedure.ts, then npm run generate, and npm run check -- procedure-laws')
}

/** Writes the folder and lists it; returns the paths written. Throws, before writing anything, when the names cannot be used. */
export function createProcedure(base: string, id: string, zh: string, en: string): readonly string[] {
  const usage = 'npm run new:procedure -- <kebab-id> "中文名" "English name"'
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Error(`"${id}" is no id: kebab-case such as street-lamp. Usage: ${usage}`)
  if (!zh.trim() || !en.trim()) throw new Error(`A procedure is named in both languages. Usage: ${usage}`)
  if (/['\\]/.test(zh + en)) throw new Error('A name may not contain a straight quote or a backslash; write ’ for an apostrophe.')
  if (existsSync(join(base, 'procedures', id))) throw new Error(`procedures/${id} exists already; choose another id or change that one.`)
  const name = id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const files = newProcedureFiles({ id, name, zh, en })
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(base, path)), { recursive: true })
    writeFileSync(join(base, path), text)
  }
  list(base, 'procedures/index.ts', `import { ${name} } from './${id}/procedure.ts'`, /(readonly Procedure\[\] = \[)([^\]]*)\]/, name)
  list(
    base,
    'procedures/testing.ts',
    `import { walks as ${name} } from './${id}/walks/index.ts'`,
    /(readonly Telling\[\] = \[)([^\]]*)\]/,
    `...${name}`,
  )
  return [...Object.keys(files), 'procedures/index.ts', 'procedures/testing.ts']
}

/** Adds an import after the last one and an entry at the end of the list. */
function list(base: string, path: string, line: string, array: RegExp, entry: string): void {
  const text = readFileSync(join(base, path), 'utf8')
  const last = text.lastIndexOf('\nimport ')
  const end = text.indexOf('\n', last + 1)
  const imported = `${text.slice(0, end)}\n${line}${text.slice(end)}`
  if (!array.test(imported)) throw new Error(`${path} has no list to add to; restore the one that procedures are listed in.`)
  writeFileSync(
    join(base, path),
    imported.replace(array, (_, head: string, items: string) => `${head}${items.replace(/,\s*$/, '')}, ${entry}]`),
  )
}
