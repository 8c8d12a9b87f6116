/** A file of the checkout as the house rules see it: path from the root with forward slashes, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** The whole checkout; `has` answers for any path, folders included. */
export interface Tree {
  readonly files: readonly SourceFile[]
  readonly has: (path: string) => boolean
}

/** A house rule looks at the whole tree and says each breach in one sentence that begins with the file's path. */
export interface Rule {
  readonly name: string
  readonly find: (tree: Tree) => string[]
}

/** Runs `look` on each line of each file chosen by `within`; a returned sentence becomes `path:line sentence`. */
export function lineRule(name: string, within: RegExp, look: (line: string, path: string) => string | undefined): Rule {
  return {
    name,
    find: tree =>
      tree.files
        .filter(file => within.test(file.path))
        .flatMap(file =>
          file.text.split('\n').flatMap((line, index) => {
            const said = look(line, file.path)
            return said ? [`${file.path}:${index + 1} ${said}`] : []
          }),
        ),
  }
}
