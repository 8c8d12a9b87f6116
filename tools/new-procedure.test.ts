import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runNode } from './child.ts'
import { createProcedure } from './new-procedure.ts'
import { root } from './root.ts'

/** A checkout of kernel and procedures alone, with the packages they need. */
let copy = ''

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'fengqiao new '))
  const sources = (path: string): boolean => !path.includes('node_modules')
  for (const name of ['kernel', 'procedures', 'package.json', 'tsconfig.json'])
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: sources })
  mkdirSync(join(copy, 'node_modules/@fengqiao'), { recursive: true })
  for (const name of ['kernel', 'procedures']) symlinkSync(join(copy, name), join(copy, 'node_modules/@fengqiao', name), 'dir')
  for (const name of ['zod', 'vitest', 'fast-check', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name), 'dir')
})

afterAll(() => {
  rmSync(copy, { recursive: true, force: true })
})

describe('a new procedure', () => {
  it('keeps every law, compiles, and passes and covers its own walk at once', async () => {
    const written = createProcedure(copy, 'street-lamp', '路灯报修', 'Street lamp repair')
    expect(written).toContain('procedures/street-lamp/procedure.ts')
    expect(readFileSync(join(copy, 'procedures/index.ts'), 'utf8')).toMatch(/= \[\w+(, \w+)*, streetLamp\]/)
    writeFileSync(
      join(copy, 'told.ts'),
      `import { untold } from '@fengqiao/kernel/testing'
import { procedures } from '@fengqiao/procedures'
import { walks } from '@fengqiao/procedures/testing'
const told = walks.map(walk => walk.run())
const missing = procedures.flatMap(procedure => untold(procedure, told))
process.stdout.write(missing.length === 0 ? \`all told: \${procedures.map(one => one.id).join(' ')}\` : missing.join('; '))
`,
    )
    const types = await runNode(join(root, 'node_modules/typescript7/bin/tsc'), ['-p', copy, '--pretty', 'false'])
    expect(types.output).toBe('')
    const told = await runNode(join(copy, 'told.ts'))
    expect(told.output).toMatch(/^all told: .*street-lamp$/)
  }, 60_000)

  it('is refused when its id or names cannot be used', () => {
    expect(() => createProcedure(copy, 'StreetLamp', '路灯', 'Lamp')).toThrow('is no id')
    expect(() => createProcedure(copy, 'lamp', '', 'Lamp')).toThrow('both languages')
    expect(() => createProcedure(copy, 'lamp', '路灯', "Lamp's")).toThrow('straight quote')
    expect(() => createProcedure(copy, 'appeal', '诉求', 'Appeal')).toThrow('exists already')
  })
})
