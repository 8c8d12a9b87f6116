import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { text } from '@fengqiao/kernel'
import type { Command } from './command.ts'

/** `fengqiao bench`: hands over to `npm run bench`, which runs on servers of its own. */
export const benchCommand: Command = {
  name: 'bench',
  summary: text('性能与分类测试，同 npm run bench', 'Measure speed and triage; the same as npm run bench'),
  usage: 'loop|triage …',
  run: args =>
    new Promise(resolve => {
      const child = spawn(process.execPath, [fileURLToPath(new URL('../../../bench/main.ts', import.meta.url)), ...args], {
        stdio: 'inherit',
      })
      child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
    }),
}
