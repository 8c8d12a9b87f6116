import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeBackup } from './make.ts'
import { putBack } from './restore.ts'

/** Attachments and keys, with the database elsewhere; the database itself is in commands/deployment.test.ts. */
let folder: string
const at = (name: string): string => join(folder, name)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'))
  mkdirSync(at('data/files/ab/cd'), { recursive: true })
  mkdirSync(at('data/files/incoming'))
  mkdirSync(at('data/keys'))
  writeFileSync(at('data/files/ab/cd/abcd'), '照片', { mode: 0o640 })
  writeFileSync(at('data/files/incoming/half'), 'half')
  writeFileSync(at('data/keys/root.key'), 'key', { mode: 0o600 })
  const deployment = { district: '440399', name: { zh: '试点区', en: 'Pilot' }, demo: false }
  const made = await makeBackup({ data: at('data'), out: at('out'), keys: at('keys'), deployment, adminUrl: undefined, s3: false })
  expect(made).toEqual({ files: 1, bytes: 6 })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what was stored comes back with its mode; keys lie apart; a half-received upload is left out', async () => {
  expect(readdirSync(at('out')).sort()).toEqual(['backup.json', 'files'])
  expect(readdirSync(at('keys'))).toEqual(['root.key'])
  expect(await putBack({ backup: at('out'), keys: at('keys'), data: at('new') })).toMatchObject({
    district: '440399',
    database: 'elsewhere',
  })
  expect(readFileSync(at('new/files/ab/cd/abcd'), 'utf8')).toBe('照片')
  expect(statSync(at('new/files/ab/cd/abcd')).mode & 0o777).toBe(0o640)
  expect(readdirSync(at('new/files'))).toEqual(['ab'])
  expect(readFileSync(at('new/keys/root.key'), 'utf8')).toBe('key')
})

test.each([
  ['a changed file', () => writeFileSync(at('out/files/ab/cd/abcd'), '照偏'), 'files/ab/cd/abcd of the backup is missing or damaged'],
  ['a lost file', () => rmSync(at('out/files/ab/cd/abcd')), 'files/ab/cd/abcd of the backup is missing or damaged'],
  ['no manifest', () => rmSync(at('out/backup.json')), 'is not a whole backup'],
  ['no key', () => rmSync(at('keys/root.key')), 'lacks root.key'],
])('%s is refused, and nothing stays behind', async (_, harm, sentence) => {
  harm()
  await expect(putBack({ backup: at('out'), keys: at('keys'), data: at('new') })).rejects.toThrow(sentence)
  mkdirSync(at('new'), { recursive: true })
  expect(readdirSync(at('new'))).toEqual([])
})

test('a folder that holds anything is not touched', async () => {
  await expect(putBack({ backup: at('out'), keys: at('keys'), data: at('data') })).rejects.toThrow('is not empty')
  expect(readdirSync(at('data')).sort()).toEqual(['files', 'keys'])
})
