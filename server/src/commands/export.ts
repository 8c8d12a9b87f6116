import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import { exportCases } from '../case-export/case-export.ts'
import { placesOf, sheetOf } from '../case-export/reference-export.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import type { Command, Terminal } from './command.ts'
import { withHouse } from './open.ts'
import { readOptions } from './read-options.ts'

const usage = 'export cases|places|units|duties [--out FILE] [--in-clear] [--number NUMBER]…'
const options = {
  out: { type: 'string' },
  'in-clear': { type: 'boolean', default: false },
  number: { type: 'string', multiple: true, default: [] as string[] },
} as const

/** `fengqiao export`: what is here, in forms that other programs read. Personal data is masked unless `--in-clear`; both are noted in the security log. */
export const exportCommand: Command = {
  name: 'export',
  summary: text(
    '导出：事项及全部记录（JSONL，默认脱敏）、地点（GeoJSON）、单位和权责清单（CSV，可再导入）',
    'Export: cases with their events (JSONL, masked by default), places (GeoJSON), units and duty list (CSV that imports again)',
  ),
  usage: usage.slice('export '.length),
  async run(args, terminal) {
    const { values, words, wrong } = readOptions(args, options, usage)
    const [what = '', ...rest] = words
    if (!['cases', 'places', 'units', 'duties'].includes(what) || rest.length > 0) throw wrong('请指明导出什么', 'Say what to export')
    return withHouse(async ({ database, deployment, reference, identity, cases, now }) => {
      const sink = openSink(values.out, terminal)
      const { db } = database
      const { district } = deployment
      if (what === 'cases') {
        const masked = !values['in-clear']
        await identity.log.deed(db, {
          actor: null,
          act: 'cases.exported',
          subject: null,
          detail: { masked, numbers: values.number.length },
          request: 'fengqiao export',
        })
        const { procedures } = cases.services
        const count = await exportCases({ db, district, procedures }, { masked, numbers: values.number }, sink.write)
        await sink.end()
        terminal.err(
          `${count} 件已导出${masked ? '（已脱敏）' : '（含个人信息明文，请妥善保管）'} / ${count} cases exported${masked ? ', masked' : ' in clear: keep the file safe'}`,
        )
        return values.number.length > count ? 1 : 0
      }
      await sink.write(
        what === 'places'
          ? `${JSON.stringify(placesOf(reference))}\n`
          : await sheetOf(what === 'units' ? 'units' : 'duties', { db, district, reference, now }),
      )
      await sink.end()
      return 0
    })
  },
}

/** A new file for its owner only, or standard output. */
function openSink(path: string | undefined, terminal: Terminal): { write(text: string): Promise<void>; end(): Promise<void> } {
  if (path === undefined)
    return {
      write: async words => terminal.out(words.replace(/\n$/, '')),
      end: async () => undefined,
    }
  const stream = createWriteStream(resolve(path), { flags: 'wx', mode: 0o600 })
  let failure: NodeJS.ErrnoException | undefined
  stream.on('error', error => {
    failure = error
  })
  const check = (): void => {
    if (failure) throw new StartupProblem(text(`无法写入 ${path}（${failure.code}）。`, `${path} cannot be written (${failure.code}).`))
  }
  return {
    async write(words) {
      if (!stream.write(words)) await Promise.race([once(stream, 'drain').catch(() => undefined), once(stream, 'close')])
      check()
    },
    async end() {
      stream.end()
      if (!failure) await once(stream, 'close')
      check()
    },
  }
}
