import { spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly out: string
  readonly err: string
}

export interface Program {
  readonly pid: number
  readonly ended: Promise<Ended>
  /** Everything said on standard output so far. */
  said(): string
  /** Waits for the words on standard output; rejects with all that was said when the program ends first. */
  says(words: string | RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
}

export type Variables = Readonly<Record<string, string>>

/** The server (`main.ts`) or the command line (`cli.ts`) as a process of its own, with nothing of the caller's settings but `env`. */
export function program(file: 'main.ts' | 'cli.ts', env: Variables, args: readonly string[] = []): Program {
  const { PATH = '', HOME = '', TMPDIR = '/tmp' } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', file), ...args], {
    env: { PATH, HOME, TMPDIR, PORT: '0', LOG_LEVEL: 'warn', ...env },
    cwd: TMPDIR,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const listeners = new Set<() => void>()
  child.stdout.on('data', words => {
    out += String(words)
    for (const listener of listeners) listener()
  })
  child.stderr.on('data', words => {
    err += String(words)
  })
  const ended = new Promise<Ended>(resolve => child.once('close', (code, signal) => resolve({ code, signal, out, err })))
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => out,
    says: words =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = typeof words === 'string' ? (out.includes(words) ? words : undefined) : words.exec(out)?.[0]
          if (found === undefined) return
          listeners.delete(look)
          resolve(found)
        }
        listeners.add(look)
        look()
        void ended.then(end => reject(new Error(`ended (${end.code ?? end.signal}) without saying ${words}: ${end.out}${end.err}`)))
      }),
    kill: signal => void child.kill(signal),
  }
}

/** A web process that serves: its program and its address. */
export async function webProgram(env: Variables): Promise<Program & { readonly url: string }> {
  const running = program('main.ts', env)
  const line = await running.says(/Desk {5}\S+\/desk\//)
  // Behind a public address the port is the one given.
  const url = env['PUBLIC_URL'] ? `http://127.0.0.1:${env['PORT']}` : line.replace(/^Desk +/, '').replace(/\/desk\/$/, '')
  await running.says(/API +\S+/)
  return { ...running, url }
}
