import type { Text } from '@fengqiao/kernel'

/** What a command writes to: results on `out`, everything about the run on `err`. */
export interface Terminal {
  out(line: string): void
  err(line: string): void
  /** A line that replaces the one before it, on a terminal; silent elsewhere but for one line every few seconds. */
  progress(line: string): void
  /** Ends the progress line. */
  settle(): void
}

/** One `fengqiao <name>`: one file in this folder, one line in cli.ts. */
export interface Command {
  readonly name: string
  readonly summary: Text
  /** What follows the name. */
  readonly usage: string
  /** Exit code: 0 done, 1 not (wholly) done, 2 used wrongly. StartupProblem and UsageProblem are said by cli.ts. */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** Wrong arguments: said in one sentence, exit code 2. */
export class UsageProblem extends Error {
  readonly because: Text
  constructor(because: Text) {
    super(because.en)
    this.because = because
  }
}

export function terminalOn(out: NodeJS.WriteStream, err: NodeJS.WriteStream): Terminal {
  let open = false
  let last = 0
  const settle = (): void => {
    if (open) err.write('\n')
    open = false
  }
  return {
    out: line => {
      settle()
      out.write(`${line}\n`)
    },
    err: line => {
      settle()
      err.write(`${line}\n`)
    },
    progress: line => {
      if (err.isTTY) {
        err.write(`\r\u001b[2K${line}`)
        open = true
      } else if (Date.now() - last > 5000) {
        last = Date.now()
        err.write(`${line}\n`)
      }
    },
    settle,
  }
}
