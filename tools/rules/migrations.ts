// A migration that ran somewhere is history. Its checksum is written down when it is added and never changes again.
import { createHash } from 'node:crypto'
import type { Rule, Tree } from './rule.ts'

export const folder = 'server/migrations'
export const checksumsFile = `${folder}/checksums.json`

/** Every migration is listed in checksums.json with the SHA-256 of its text; none is changed, removed or numbered twice. */
export const migrationsUnchanged: Rule = {
  name: 'migrations-unchanged',
  find: tree => {
    const listed = listedChecksums(tree)
    const actual = actualChecksums(tree)
    const breaches = Object.entries(actual).flatMap(([file, sum]) => {
      if (!(file in listed)) return [`${folder}/${file} is not in checksums.json; run: npm run check -- --accept-migrations`]
      return listed[file] === sum ? [] : [`${folder}/${file} was edited after it was added; write a new migration instead.`]
    })
    const removed = Object.keys(listed).filter(file => !(file in actual))
    const numbers = Object.keys(actual).map(file => file.slice(0, 4))
    const twice = numbers.filter((number, at) => numbers.indexOf(number) !== at)
    return [
      ...breaches,
      ...removed.map(file => `${folder}/${file} was removed; databases that ran it still have it.`),
      ...twice.map(number => `${folder}/${number}_….sql exists twice; their order would be chance.`),
    ]
  },
}

/** File name → SHA-256 (hex) as written down; empty when there is no list yet. */
export function listedChecksums(tree: Tree): Record<string, string> {
  const list = tree.files.find(({ path }) => path === checksumsFile)
  return list ? (JSON.parse(list.text) as Record<string, string>) : {}
}

/** File name → SHA-256 (hex) of each migration's text with Unix line ends. */
export function actualChecksums(tree: Tree): Record<string, string> {
  const migrations = tree.files.filter(({ path }) => path.startsWith(`${folder}/`) && path.endsWith('.sql'))
  return Object.fromEntries(
    migrations.map(({ path, text }) => [
      path.slice(folder.length + 1),
      createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
    ]),
  )
}
