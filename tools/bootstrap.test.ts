import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PlantedHouse, plantHouse } from './planted.ts'
import { root } from './root.ts'

/** Says when it is up, writes a file when it stops, and ends with a code that must reach the caller. */
const server = `
import { writeFileSync } from 'node:fs'
const stop = (signal: string) => { writeFileSync('stopped', signal); process.exit(7) }
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
setInterval(() => undefined, 1000)
console.log('ready', process.argv.slice(2).join('+'))
`

describe('npm start', () => {
  let house: PlantedHouse
  const begin = (...args: string[]): ChildProcess => {
    const { npm_lifecycle_event: _, ...env } = process.env
    return spawn(process.execPath, [join(house.root, 'tools/bootstrap.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env })
  }
  const says = (child: ChildProcess, words: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      let said = ''
      const hear = (text: Buffer): void => {
        said += text.toString()
        if (words.test(said)) resolve(said)
      }
      child.stdout?.on('data', hear)
      child.stderr?.on('data', hear)
      child.on('close', () => reject(new Error(`ended without saying ${words}: ${said}`)))
    })
  const ends = (child: ChildProcess): Promise<number | null> => new Promise(resolve => child.on('exit', resolve))

  beforeAll(() => {
    house = plantHouse({
      'package-lock.json': JSON.stringify({ packages: { 'node_modules/zod': { version: '1.0.0' } } }),
      'node_modules/.package-lock.json': JSON.stringify({ packages: { 'node_modules/zod': { version: '1.0.0' } } }),
      'server/src/main.ts': server,
    })
    mkdirSync(join(house.root, 'apps'), { recursive: true })
    for (const file of ['bootstrap.mjs', 'lifeline.mjs', 'build-apps.ts', 'root.ts', 'tree.ts'])
      cpSync(join(root, 'tools', file), join(house.root, 'tools', file))
    writeFileSync(join(house.root, 'tools/package.json'), '{"type":"module"}')
    const pinned = join(house.root, 'node_modules/node/bin/node')
    mkdirSync(dirname(pinned), { recursive: true })
    symlinkSync(process.execPath, pinned)
  })
  afterAll(() => house.remove())

  it('stamps packages that already agree with the lock instead of installing them again', async () => {
    const child = begin('start', 'one', 'two words')
    expect(await says(child, /ready.*\n/)).toBe('ready one+two words\n')
    expect(existsSync(join(house.root, 'node_modules/.fengqiao-lock'))).toBe(true)
    child.kill('SIGTERM')
    await ends(child)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('passes %s on and gives back the exit code', async signal => {
    const child = begin('start')
    await says(child, /ready/)
    child.kill(signal)
    expect(await ends(child)).toBe(7)
  })

  it('leaves no server behind when it is killed outright', async () => {
    const marker = join(house.root, 'stopped')
    rmSync(marker, { force: true })
    const child = begin('start')
    await says(child, /ready/)
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(marker), { timeout: 5000 }).toBe(true)
  })

  it('says in one sentence what it does not know or cannot find', async () => {
    const unknown = begin('dance')
    const code = ends(unknown)
    expect(await says(unknown, /\n/)).toMatch(/^Unknown command "dance"\. Known: start, test, .*\n$/)
    expect(await code).toBe(1)
    expect(await says(begin('fengqiao'), /\n/)).toBe('server/src/cli.ts does not exist in this checkout.\n')
  })
})
