import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { definitions } from './definitions.ts'
import { envExample, settingsTable } from './document.ts'
import { environment, readSettings } from './read.ts'

test('without any variable the demo runs on 127.0.0.1:8080 with everything embedded', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({ PORT: 8080, HOST: '127.0.0.1', FENGQIAO_DATA: './data', ROLE: 'all', DEMO: true, LOG_LEVEL: 'info' })
  expect(settings.DATABASE_URL).toBeUndefined()
  expect(settings.PUBLIC_URL).toBeUndefined()
})

test('values are read as what they are; an empty variable counts as absent', () => {
  const settings = readSettings({ PORT: '0', DEMO: 'no', PUBLIC_URL: 'https://a.example/', DATABASE_URL: '', ROLE: ' worker ' })
  expect(settings).toMatchObject({ PORT: 0, DEMO: false, PUBLIC_URL: 'https://a.example', ROLE: 'worker' })
  expect(settings.DATABASE_URL).toBeUndefined()
})

test.each([
  ['PORT', 'eighty', 'The setting PORT cannot be “eighty”: it should be a whole number from 0 to 65535.'],
  ['PORT', '65536', 'The setting PORT cannot be “65536”: it should be a whole number from 0 to 65535.'],
  ['ROLE', 'boss', 'The setting ROLE cannot be “boss”: it should be all, web, worker or sequencer.'],
  ['DEMO', 'maybe', 'The setting DEMO cannot be “maybe”: it should be true or false.'],
  ['SMTP_URL', 'mail.example', 'The setting SMTP_URL cannot be “…”: it should be smtp(s)://user:password@host:port.'],
  [
    'DATABASE_URL',
    'mysql://root:hunter2@db/x',
    'The setting DATABASE_URL cannot be “…”: it should be postgres://user:password@host:port/database.',
  ],
])('%s=%s is refused in one sentence that names it', (name, value, sentence) => {
  const read = () => readSettings({ [name]: value })
  expect(read).toThrow(StartupProblem)
  expect(read).toThrow(sentence)
  expect(read).toThrow(`设置项 ${name} 的值`)
})

test('single sign-on needs both halves', () => {
  expect(() => readSettings({ OIDC_ISSUER: 'https://id.example' })).toThrow('OIDC_CLIENT_ID must be set too')
  expect(readSettings({ OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'x' }).OIDC_CLIENT_ID).toBe('x')
})

test('.env gives what the process does not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'settings-'))
  try {
    writeFileSync(join(folder, '.env'), 'MAIL_FROM=a@b.example\nPATH=/nowhere\n')
    const read = environment(folder)
    expect(read['MAIL_FROM']).toBe('a@b.example')
    expect(read['PATH']).toBe(process.env['PATH'])
    expect(environment(join(folder, 'none'))).toBe(process.env)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('every setting is documented in both languages, and its own fallback and example will do', () => {
  for (const [name, { about, form, ...definition }] of Object.entries(definitions)) {
    expect(about.zh && about.en && form.zh && form.en, name).toBeTruthy()
    const values = [definition]
      .flatMap(d => ['fallback' in d ? d.fallback : undefined, 'example' in d ? d.example : undefined])
      .filter(value => value !== undefined)
    expect(values.length, name).toBeGreaterThan(0)
    for (const value of values) expect(definition.schema.safeParse(value).success, `${name}=${value}`).toBe(true)
  }
})

test('.env.example with every line opened is a file of good settings, and changes no default', () => {
  const opened = parseEnv(envExample().replaceAll(/^# ([A-Z_0-9]+=)/gm, '$1'))
  expect(Object.keys(opened).sort()).toEqual(Object.keys(definitions).sort())
  expect(readSettings(opened)).toMatchObject(readSettings({}))
})

test('.env.example and docs/deploy.md are fresh (npm run generate)', () => {
  const text = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  expect(text('.env.example')).toBe(envExample())
  expect(text('docs/deploy.md')).toContain(settingsTable())
})
