// Child processes of the gate: run, captured or shown, and never left behind when the gate is stopped.
import { type ChildProcess, spawn } from 'node:child_process'
import { constants } from 'node:os'
import { root } from './root.ts'

const running = new Set<ChildProcess>()

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of running) child.kill(signal)
    process.exit(128 + constants.signals[signal])
  })
}

export interface Ended {
  /** Exit code; 128 + signal number when a signal ended it, 127 when it could not be started. */
  readonly code: number
  /** What it wrote, both streams in order of arrival; empty when it was shown instead. */
  readonly output: string
}

export interface HowToRun {
  /** Let it write to our terminal instead of returning its output. */
  readonly show?: boolean
  /** Added to our own environment. */
  readonly env?: NodeJS.ProcessEnv
  /** Where it runs; the checkout unless said otherwise. */
  readonly cwd?: string
}

/** Runs a program and waits for its end; a program that cannot be started ends with code 127. */
export function runProgram(
  program: string,
  args: readonly string[],
  { show = false, env = {}, cwd = root }: HowToRun = {},
): Promise<Ended> {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    let output = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.on('error', error => {
      running.delete(child)
      resolve({ code: 127, output: `${program} could not be run: ${error.message}` })
    })
    child.on('close', (code, signal) => {
      running.delete(child)
      resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), output })
    })
  })
}

/** Runs one of our own or an npm package's JavaScript or TypeScript files on this very Node. */
export function runNode(file: string, args: readonly string[] = [], how: HowToRun = {}): Promise<Ended> {
  return runProgram(process.execPath, [file, ...args], how)
}
