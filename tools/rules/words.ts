// One name for one thing: the last column of docs/glossary.md lists the names that are not used.
import ts from 'typescript'
import type { Rule, Tree } from './rule.ts'

const glossary = 'docs/glossary.md'

interface Banned {
  /** Lower-case words of the banned name, in order: `['work', 'item']`. */
  readonly words: readonly string[]
  readonly instead: string
}

/** No declared name (variable, function, type, field, file, table) contains a banned synonym as whole words. */
export const bannedSynonyms: Rule = {
  name: 'banned-synonyms',
  find: tree => {
    const banned = readGlossary(tree)
    if (banned.length === 0) return [`${glossary} lists no banned synonym; the words can drift.`]
    return tree.files.flatMap(({ path, text }) => {
      const names = declaredNames(path, text)
      return names.flatMap(({ name, line }) => {
        const hit = banned.find(({ words }) => containsWords(wordsOf(name), words))
        return hit ? [`${path}:${line} calls something "${name}"; the glossary's word is ${hit.instead}.`] : []
      })
    })
  },
}

/** Rows of the glossary's tables whose fourth column names banned synonyms in backquotes. */
export function readGlossary(tree: Tree): Banned[] {
  const page = tree.files.find(({ path }) => path === glossary)?.text ?? ''
  return page.split('\n').flatMap(row => {
    const [, , , identifiers = '', synonyms = ''] = row.split('|')
    const instead = identifiers.trim()
    return [...synonyms.matchAll(/`([A-Za-z]+)`/g)].map(([, name = '']) => ({ words: wordsOf(name), instead }))
  })
}

/** `workItemId` → work, item, id. A plural counts as its singular: `tickets` → ticket. */
function wordsOf(name: string): string[] {
  return (name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map(word => word.toLowerCase().replace(/(?<=[^s])s$/, ''))
}

function containsWords(all: readonly string[], part: readonly string[]): boolean {
  return all.some((_, at) => part.every((word, offset) => all[at + offset] === word))
}

/** Names a file declares itself; names it only uses belong to somebody else (libraries, protocols). */
function declaredNames(path: string, text: string): { name: string; line: number }[] {
  if (path.endsWith('.sql'))
    return text.split('\n').flatMap((row, index) => {
      const name = row.match(/create table (?:if not exists )?([a-z_.]+)/i)?.[1]
      return name ? [{ name, line: index + 1 }] : []
    })
  if (!/\.(ts|tsx)$/.test(path) || /open311/i.test(path)) return []
  const found = [{ name: path.split('/').at(-1) ?? '', line: 1 }]
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const visit = (node: ts.Node): void => {
    const name = ts.isBindingElement(node) && node.propertyName ? undefined : nameOf(node)
    if (name) found.push({ name: name.text, line: source.getLineAndCharacterOfPosition(name.pos).line + 1 })
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function nameOf(node: ts.Node): ts.Identifier | undefined {
  const declares =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodDeclaration(node)
  return declares && node.name && ts.isIdentifier(node.name) ? node.name : undefined
}
