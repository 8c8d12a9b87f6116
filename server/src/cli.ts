import { type Text, text } from '@fengqiao/kernel'
import { MappingProblem } from './case-import/mapping.ts'
import { backupCommand } from './commands/backup.ts'
import { benchCommand } from './commands/bench.ts'
import { type Command, type Terminal, terminalOn, UsageProblem } from './commands/command.ts'
import { exportCommand } from './commands/export.ts'
import { fsckCommand } from './commands/fsck.ts'
import { importCommand } from './commands/import.ts'
import { initCommand } from './commands/init.ts'
import { restoreCommand } from './commands/restore.ts'
import { simulateCommand } from './commands/simulate.ts'
import { userCommand } from './commands/user.ts'
import { StartupProblem } from './postgres/startup-problem.ts'

/** Every `npm run fengqiao -- <name>`: one file in commands/, one line here. */
const commands: readonly Command[] = [
  initCommand,
  userCommand,
  importCommand,
  exportCommand,
  fsckCommand,
  backupCommand,
  restoreCommand,
  simulateCommand,
  benchCommand,
]

/** Runs one command line; gives the exit code: 0 done, 1 not (wholly) done, 2 used wrongly. */
export async function runCli(args: readonly string[], terminal: Terminal, known: readonly Command[] = commands): Promise<number> {
  const [name = 'help', ...rest] = args
  if (['help', '--help', '-h'].includes(name)) {
    for (const line of helpOf(known)) terminal.out(line)
    return 0
  }
  const command = known.find(one => one.name === name)
  const both = ({ zh, en }: Text): void => terminal.err(`${zh} / ${en}`)
  if (!command) {
    both(text(`没有命令“${name}”，运行 fengqiao help 查看全部命令。`, `There is no command “${name}”; fengqiao help lists them.`))
    return 2
  }
  // A bench knows its own options.
  if (name !== 'bench' && (rest.includes('--help') || rest.includes('-h'))) {
    for (const line of helpOf([command])) terminal.out(line)
    return 0
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof UsageProblem) both(error.because)
    else if (error instanceof MappingProblem) terminal.err(error.message)
    else if (error instanceof StartupProblem) both(error.because)
    else if (isLostDatabase(error))
      both(
        text(
          '与数据库的连接断了；已提交的内容都在，请重新运行同一命令。',
          'The connection to the database was lost; what was committed is there, run the same command again.',
        ),
      )
    else throw error
    return error instanceof UsageProblem || error instanceof MappingProblem ? 2 : 1
  }
}

function helpOf(known: readonly Command[]): string[] {
  const head = ['用法 Usage: npm run fengqiao -- <命令 command> [参数 arguments]', '']
  return [...head, ...known.flatMap(({ name, usage, summary }) => [`  ${name} ${usage}`, `      ${summary.zh}`, `      ${summary.en}`])]
}

/** Class 08 and 57P0x: the server went away; the rest are the network's own. */
function isLostDatabase(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(08|57P0)|^(ECONNRESET|ECONNREFUSED|EPIPE)$/.test(code) || message.includes('Connection terminated')
}

if (import.meta.main) {
  // `fengqiao export cases | head` closes the pipe before we are done: nobody is left to tell.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  process.exitCode = await runCli(process.argv.slice(2), terminalOn(process.stdout, process.stderr))
}
