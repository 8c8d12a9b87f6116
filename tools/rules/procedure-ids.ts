// A procedure is one folder. Its id in other code means that a generic piece has begun to know it.
import type { Rule, Tree } from './rule.ts'

/** Where an id may stand: its folder, its component folders in apps, journeys, docs, generated lists, tests and measurements. */
const free = /^(e2e|docs|bench|tools)\/|(^|\/)generated\/|^procedures\/(index|generated)\.ts$|\.test\.tsx?$|(^|\/)testing(\/|\.ts$)/

/** Comments and descriptions may give an id as an example. */
const comment = /(^|\s)\/\/.*|^\s*\/?\*.*|\.describe\(['"`][^'"`]*['"`]\)/

/** No quoted procedure id, and no key below it such as `'appeal.answer'`, outside its own places. */
export const procedureIds: Rule = {
  name: 'procedure-ids',
  find: tree => {
    const ids = procedureFolders(tree)
    return tree.files
      .filter(({ path }) => /\.(ts|tsx)$/.test(path) && !free.test(path))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .flatMap((line, index) =>
            ids
              .filter(
                id =>
                  !path.startsWith(`procedures/${id}/`) && !path.includes(`/procedures/${id}/`) && quotes(line.replace(comment, ''), id),
              )
              .map(
                id =>
                  `${path}:${index + 1} knows the procedure "${id}"; extend the language of procedures, or put the piece beside the procedure.`,
              ),
          ),
      )
  },
}

function procedureFolders(tree: Tree): string[] {
  return tree.files.flatMap(({ path }) => path.match(/^procedures\/([^/]+)\/procedure\.ts$/)?.[1] ?? [])
}

/** `'appeal'`, `"appeal"`, `` `appeal` ``, `'appeal.x'` and imports from `…/appeal/…`. */
function quotes(line: string, id: string): boolean {
  return new RegExp(`['"\`]${id}(['"\`]|\\.[a-z])|from ['"][^'"]*/${id}/`).test(line)
}
