// Where files stand, how they are called and how long they may grow.
import type { Rule } from './rule.ts'

const code = /\.(ts|tsx|mjs|cjs|css)$/
const junk = /^(utils?|commons?|helpers?|misc|shared|libs?|stuff|constants)$/i
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/
const pascal = /^[A-Z][A-Za-z0-9]*(\.[a-z]+)*$/

/** 250 lines for a procedure, 300 for any other file of code. */
export const length: Rule = {
  name: 'length',
  find: tree =>
    tree.files.flatMap(({ path, text }) => {
      if (!code.test(path) || path.includes('/generated/')) return []
      const limit = /^procedures\/[^/]+\/procedure\.ts$/.test(path) ? 250 : 300
      const lines = text.split('\n').length - 1
      return lines > limit ? [`${path} has ${lines} lines; the limit is ${limit}. Split it by what its parts are about.`] : []
    }),
}

/** No junk drawers: a folder or file is named after what it holds. */
export const noJunkDrawers: Rule = {
  name: 'no-junk-drawers',
  find: tree =>
    tree.files.flatMap(({ path }) => {
      const drawer = path.split('/').find(part => junk.test(part.replace(/\..*$/, '')))
      return drawer ? [`${path} is kept in a junk drawer ("${drawer}"); name it after what it holds.`] : []
    }),
}

/** kebab-case.ts, PascalCase.tsx, NNNN_name.sql. */
export const fileNames: Rule = {
  name: 'file-names',
  find: tree =>
    tree.files.flatMap(({ path }) => {
      const file = path.split('/').at(-1) ?? ''
      const name = file.replace(/\.[a-z]+$/, '')
      if (path.startsWith('server/migrations/') && file.endsWith('.sql'))
        return /^\d{4}_[a-z0-9_]+$/.test(name) ? [] : [`${path} must be called NNNN_what_it_does.sql.`]
      if (file.endsWith('.tsx'))
        return pascal.test(name) || /^(main|[a-z0-9-]+\.test|use-[a-z0-9-]+)$/.test(name)
          ? []
          : [`${path} holds a component and must be called in PascalCase.`]
      return /\.(ts|mjs|cjs)$/.test(file) && !kebab.test(name) ? [`${path} must be called in kebab-case.`] : []
    }),
}

/** Depth at most five folders, so that a file is found by looking, not by searching. */
export const depth: Rule = {
  name: 'depth',
  find: tree =>
    tree.files
      .filter(({ path }) => code.test(path) && path.split('/').length > 6)
      .map(({ path }) => `${path} stands deeper than five folders; flatten it.`),
}
