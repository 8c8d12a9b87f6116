import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { keyringFrom, openKeyring, sameSecret } from './keyring.ts'
import { localPath } from './oidc.ts'
import { hashPassword, passwordFits, passwordIsWeak, temporaryPassword } from './password.ts'
import { rowId } from './row-id.ts'
import { codeAt, newRecoveryCodes, newTotpSecret, plainRecoveryCode, stepOfCode, totpUri } from './totp.ts'

describe('keyring', () => {
  const keyring = keyringFrom(new Uint8Array(32).fill(1))
  test('opens what it sealed, and only in its place', () => {
    const sealed = keyring.seal('13800138000', 'resident.phone/1')
    expect(sealed).toMatch(/^aes-256-gcm:/)
    expect(sealed).not.toContain('138')
    expect(keyring.seal('13800138000', 'resident.phone/1')).not.toBe(sealed)
    expect(keyring.open(sealed, 'resident.phone/1')).toBe('13800138000')
    expect(() => keyring.open(sealed, 'resident.phone/2')).toThrow()
    expect(() => keyring.open(sealed.replace('aes-256-gcm', 'sm4-gcm'), 'resident.phone/1')).toThrow(/sm4-gcm/)
    expect(() => keyringFrom(new Uint8Array(32).fill(2)).open(sealed, 'resident.phone/1')).toThrow()
    expect(() => keyring.open(`aes-256-gcm:${Buffer.alloc(40).toString('base64')}`, 'resident.phone/1')).toThrow()
  })
  test('indexes apart by kind and by key', () => {
    expect(keyring.index('phone', '1')).toBe(keyring.index('phone', '1'))
    expect(keyring.index('phone', '1')).not.toBe(keyring.index('login', '1'))
    expect(keyring.index('phone', '1')).not.toBe(keyringFrom(new Uint8Array(32).fill(2)).index('phone', '1'))
  })
  test('keeps one key per folder, readable by its owner only, even when opened twice at once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keys-'))
    const [one, other] = await Promise.all([openKeyring(folder), openKeyring(folder)])
    expect(other.open(one.seal('x', 'p'), 'p')).toBe('x')
    expect((await stat(join(folder, 'keys/root.key'))).mode & 0o077).toBe(0)
    await rm(folder, { recursive: true })
  })
  test('refuses a key of the wrong length', () => expect(() => keyringFrom(new Uint8Array(16))).toThrow(/exactly 32/))
  test('compares secrets', () => expect([sameSecret('a', 'a'), sameSecret('a', 'ab')]).toEqual([true, false]))
})

describe('password', () => {
  test('is kept as Argon2id and fits only itself', async () => {
    const hash = await hashPassword('Baihua-Road-1')
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=47104,t=2,p=1\$/)
    expect(await passwordFits(hash, 'Baihua-Road-1')).toBe(true)
    expect(await passwordFits(hash, 'Baihua-Road-2')).toBe(false)
    expect(await passwordFits(null, 'Baihua-Road-1')).toBe(false)
  })
  test.each(['short-1A', 'alllowercase1', 'wanglimei-Abc-123', 'Password123', 'aaaaaaaaaaA1', 'x'.repeat(129)])('%s is weak', given => {
    expect(passwordIsWeak(given, 'wanglimei')?.rule).toBe('passwordIsWeak')
  })
  test.each(['Baihua-Road-1', 'correct horse battery staple', '园岭街道Abc123!xyz'])('%s is strong enough', given => {
    expect(passwordIsWeak(given, 'wanglimei')).toBeUndefined()
  })
  test('a temporary one obeys the rules', () => {
    for (let round = 0; round < 50; round++) expect(passwordIsWeak(temporaryPassword(), 'wanglimei')).toBeUndefined()
  })
})

describe('totp', () => {
  // RFC 6238 appendix B, SHA-1, the last six of the eight digits.
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  test.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
  ])('gives the code of the RFC at %i s', (seconds, code) => {
    const at = new Date(seconds * 1000)
    expect(codeAt(secret, at)).toBe(code)
    expect(stepOfCode(secret, code, at, null)).toBe(Math.floor(seconds / 30))
  })
  test('allows one step of drift and no code twice', () => {
    const at = new Date('2026-03-02T01:00:00Z')
    const before = new Date(at.getTime() - 30_000)
    const step = stepOfCode(secret, codeAt(secret, before), at, null)
    expect(step).toBe(Math.floor(before.getTime() / 30_000))
    expect(stepOfCode(secret, codeAt(secret, before), at, step)).toBeNull()
    expect(stepOfCode(secret, codeAt(secret, at), at, step)).toBe((step ?? 0) + 1)
    expect(stepOfCode(secret, codeAt(secret, new Date(at.getTime() - 90_000)), at, null)).toBeNull()
  })
  test('enrols by an address that apps read', () => {
    expect(totpUri(newTotpSecret(), 'wanglimei')).toMatch(/^otpauth:\/\/totp\/Fengqiao:wanglimei\?issuer=Fengqiao&secret=[A-Z2-7]{32}/)
  })
  test('recovery codes differ and forgive how they are typed', () => {
    const codes = newRecoveryCodes()
    expect(new Set(codes).size).toBe(10)
    expect(plainRecoveryCode(` ${codes[0]?.toUpperCase()} `)).toBe(codes[0]?.replace('-', ''))
  })
})

test('row ids are UUIDs of version 7 that sort by time', () => {
  const ids = [1, 2, 3].map(n => rowId(new Date(1_770_000_000_000 + n)))
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect([...ids].sort()).toEqual(ids)
})

test.each([
  ['/cases/1?x=2#y', '/cases/1?x=2#y'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['cases', '/'],
  ['/\t/evil.example', '/'],
])('after signing in, %s leads to %s', (wanted, path) => expect(localPath(wanted)).toBe(path))
