import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { envExample, settingsTable } from '@fengqiao/server/testing'
import { root } from './root.ts'

const begin = '<!-- settings: generated -->'
const end = '<!-- /settings -->'

/**
 * What `.env.example` and `docs/deploy.md` should hold, by path from the root. In deploy.md only what stands between
 * the two marks is generated; a page without them gets the table at its end.
 */
export function generateSettings(): Record<string, string> {
  const path = 'docs/deploy.md'
  const page = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '# 部署 Deploying Fengqiao\n'
  const table = `${begin}\n\n${settingsTable()}\n${end}`
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  const next =
    from >= 0 && to > from
      ? page.slice(0, from) + table + page.slice(to + end.length)
      : `${page.trimEnd()}\n\n## 设置 Settings\n\n${table}\n`
  return { '.env.example': envExample(), [path]: next }
}
