import { text } from '@fengqiao/kernel'
import { residents as demoResidents } from '../../demo/index.ts'
import { listResidents } from '../residents/store.ts'
import { simulate } from '../simulate/simulate.ts'
import type { Command } from './command.ts'
import { withHouse } from './open.ts'
import { readOptions, wholeNumber } from './read-options.ts'

const usage = 'simulate [--cases 200] [--days 30] [--seed 1]'
const options = {
  cases: { type: 'string', default: '200' },
  days: { type: 'string', default: '30' },
  seed: { type: 'string', default: '1' },
} as const

/** `fengqiao simulate`: more history for the demo city, made through the kernel; nobody is told of it. Never in a real deployment. */
export const simulateCommand: Command = {
  name: 'simulate',
  summary: text('为演示城市再生成一段历史；正式部署中拒绝运行', 'Make more history for the demo city; refused in a real deployment'),
  usage: usage.slice('simulate '.length),
  async run(args, terminal) {
    const { values, wrong } = readOptions(args, options, usage)
    const cases = wholeNumber(values.cases, '--cases', 1_000_000, wrong)
    const days = wholeNumber(values.days, '--days', 120, wrong)
    const seed = wholeNumber(values.seed, '--seed', 2_000_000_000, wrong)
    return withHouse(async house => {
      if (!house.deployment.demo) {
        terminal.err('这是正式部署，不能生成模拟事项。 / This is a real deployment: no matters are made up in it.')
        return 1
      }
      const began = performance.now()
      const residents = await demoIds(house)
      const done = await simulate(house.cases, {
        cases,
        days,
        seed,
        until: house.now(),
        residents,
        progress: made => terminal.progress(`${made}/${cases}`),
      })
      terminal.settle()
      terminal.out(
        `${done.cases} 件、${done.events} 条记录 / ${done.cases} cases, ${done.events} events (${((performance.now() - began) / 1000).toFixed(1)} s)`,
      )
      return 0
    })
  },
}

/** Ids of the demo's people by the demo's own ids, found again by their phones. */
async function demoIds({ database, deployment, keyring }: Parameters<Parameters<typeof withHouse>[0]>[0]): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { id, phone } of demoResidents) {
    const [row] = await listResidents(database.db, deployment.district, { phoneKey: keyring.index('phone', phone), within: '', limit: 1 })
    if (row) ids.set(id, row.id)
  }
  return ids
}
