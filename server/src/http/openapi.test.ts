import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { doors } from '../identity/doors.ts'
import { docsRoutes } from './docs-routes.ts'
import { openApi, tags } from './openapi.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))
const document = openApi({ url: 'https://fengqiao.example.gov.cn' })
let folder: string
let file: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  file = join(folder, 'openapi.json')
  writeFileSync(file, JSON.stringify(document))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('every route of the contract is in it, under its own name, with a described tag', () => {
  const operations = Object.values(document.paths ?? {}).flatMap(path => Object.values(path as Record<string, { operationId: string }>))
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(doors.map(({ id }) => id).toSorted())
  for (const { tag } of doors) expect(Object.keys(tags)).toContain(tag)
})

test('writes take a key, refusals are problems, sessions are named', () => {
  const act = document.paths?.['/api/cases/{id}/actions']?.post
  expect(act?.parameters).toContainEqual(expect.objectContaining({ in: 'header', name: 'Idempotency-Key', required: true }))
  expect(act?.security).toEqual([{ staffSession: [] }])
  expect(Object.keys(act?.responses ?? {})).toEqual(['200', '400', '401', '403', '404', '409', '413', '415', '422', '429'])
  expect(act?.responses?.['409']).toMatchObject({
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  })
})

/** A lint's own words, whether it passed or not. */
async function lint(program: string, ...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', NO_COLOR: '1', CI: '1' }
  return run(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: folder, env, maxBuffer: 10_000_000 }).then(
    ({ stdout, stderr }) => ({ code: 0, said: stdout + stderr }),
    (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stdout + error.stderr }),
  )
}

test('Redocly finds nothing against it, by its recommended rules', { timeout: 60_000 }, async () => {
  const { code, said } = await lint('@redocly/cli/bin/cli.js', 'lint', file, '--extends', 'recommended', '--format', 'json')
  const { totals, problems } = JSON.parse(said.slice(said.indexOf('{'), said.lastIndexOf('}') + 1)) as {
    totals: { errors: number; warnings: number }
    problems: { message: string; ruleId: string; location: { pointer?: string }[] }[]
  }
  expect(problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer}`)).toEqual([])
  expect({ code, ...totals }).toMatchObject({ code: 0, errors: 0, warnings: 0 })
})

test('the page tells every operation in both languages, and asks nothing of anybody else', async () => {
  const app = Fastify()
  docsRoutes(app, { url: 'https://fengqiao.example.gov.cn' })
  for (const [lang, word] of [
    ['zh', '接口说明'],
    ['en', 'API reference'],
  ] as const) {
    const page = (await app.inject({ url: `/docs?lang=${lang}` })).body
    expect(page).toContain(word)
    for (const { id } of doors) expect(page).toContain(`<details id="${id}">`)
    expect(page).not.toMatch(/<script|<link|<img|https?:\/\/(?!fengqiao)/)
  }
  const served = await app.inject({ url: '/openapi.json' })
  expect(served.json()).toEqual(JSON.parse(JSON.stringify(document)))
  await app.close()
})
