import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { text } from '@fengqiao/kernel'
import { openBlobs } from '../files/open-blobs.ts'
import { type FsckReport, fsck } from '../fsck/fsck.ts'
import { type Command, type Terminal, UsageProblem } from './command.ts'
import { withHouse } from './open.ts'

const usage = '[--batch 500] [--outbox-minutes 10] [--json]'

/** `fengqiao fsck`: proves every law on every case; exit code 1 when one is broken. Reads only, so it may run beside a live house. */
export const fsckCommand: Command = {
  name: 'fsck',
  summary: text(
    '逐件核验：重放等于快照、链条不断、统计相符……只读，可与运行中的系统并行',
    'Check every case against the laws: replay, hash chains, due times, statistics; reads only, beside a live system too',
  ),
  usage,
  async run(args, terminal) {
    const { batch, minutes, json } = readArguments(args)
    return withHouse(async ({ database, deployment, settings, cases, identity, now }) => {
      const blobs = await openBlobs(resolve(settings.FENGQIAO_DATA), settings.S3_URL)
      const began = performance.now()
      const rate = (done: number) => Math.round(done / Math.max(0.001, (performance.now() - began) / 1000))
      const { procedures, holidays } = cases.services
      const report = await fsck(
        {
          db: database.db,
          district: deployment.district,
          procedures,
          holidays: holidays(),
          org: cases.world().org,
          log: identity.log,
          now,
          blobs,
        },
        { batch, outboxMinutes: minutes, progress: (done, total) => terminal.progress(`${done}/${total} 件 cases  ${rate(done)}/s`) },
      )
      terminal.settle()
      if (json) terminal.out(JSON.stringify(report))
      else print(terminal, report, rate(report.cases))
      return report.breaches.length > 0 ? 1 : 0
    })
  },
}

function readArguments(args: readonly string[]): { batch: number; minutes: number; json: boolean } {
  const options = {
    batch: { type: 'string', default: '500' },
    'outbox-minutes': { type: 'string', default: '10' },
    json: { type: 'boolean', default: false },
  } as const
  try {
    const { values } = parseArgs({ args: [...args], options })
    return { batch: whole(values.batch, '--batch'), minutes: whole(values['outbox-minutes'], '--outbox-minutes'), json: values.json }
  } catch (error) {
    if (error instanceof UsageProblem) throw error
    throw wrong((error as Error).message, (error as Error).message)
  }
}

function whole(word: string, option: string): number {
  const value = Number(word)
  if (!Number.isInteger(value) || value < 1 || value > 100_000)
    throw wrong(`${option} 为 1 至 100000 的整数`, `${option} is a whole number from 1 to 100000`)
  return value
}

const wrong = (zh: string, en: string): UsageProblem =>
  new UsageProblem(text(`${zh}。用法：fengqiao fsck ${usage}`, `${en}. Usage: fengqiao fsck ${usage}`))

function print(terminal: Terminal, { cases, events, breaches, warnings, unsaid }: FsckReport, rate: number): void {
  for (const { sentence } of breaches) terminal.out(`违反 BREACH  ${sentence}`)
  if (unsaid > 0) terminal.out(`另有 ${unsaid} 处未列出 / ${unsaid} more are not listed`)
  for (const { sentence } of warnings) terminal.out(`提示 WARNING ${sentence}`)
  const found = breaches.length + unsaid
  terminal.out(`${cases} 件、${events} 条记录已核验（${rate} 件/秒）：${found === 0 ? '全部相符' : `${found} 处不符`}`)
  terminal.out(`${cases} cases, ${events} events checked (${rate} cases/s): ${found === 0 ? 'every law holds' : `${found} breaches`}.`)
}
