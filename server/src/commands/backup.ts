import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import { makeBackup } from '../backup/make.ts'
import { connect } from '../database/connect.ts'
import { readDeployment } from '../deployment/store.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { readSettings } from '../settings/read.ts'
import type { Command } from './command.ts'
import { commandLog, openCommandDatabase } from './open.ts'
import { readOptions } from './read-options.ts'

const usage = 'backup [--out FOLDER] [--keys FOLDER]'
const options = { out: { type: 'string' }, keys: { type: 'string' } } as const

/** `fengqiao backup`: database, attachments and keys into two new folders, while the house runs. */
export const backupCommand: Command = {
  name: 'backup',
  summary: text(
    '运行中备份数据库、附件和密钥（密钥另存一处）',
    'Back up database, attachments and keys while the house runs; keys go to a folder of their own',
  ),
  usage: usage.slice('backup '.length),
  async run(args, terminal) {
    const { values } = readOptions(args, options, usage)
    const stamp = new Date().toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
    const out = resolve(values.out ?? `backups/fengqiao-${stamp}`)
    const keys = resolve(values.keys ?? `${out}-keys`)
    for (const path of [out, `${out}.partial`, keys, `${keys}.partial`])
      if (existsSync(path)) throw new StartupProblem(text(`${path} 已存在，不覆盖。`, `${path} exists already and is not overwritten.`))
    const settings = readSettings()
    const opened = await openCommandDatabase(settings, commandLog())
    const database = connect(opened.url, { max: 2, name: 'fengqiao-backup' })
    try {
      const deployment = await readDeployment(database.db)
      if (!deployment) throw new StartupProblem(text('没有可备份的部署。', 'There is no deployment to back up.'))
      const [began, data] = [performance.now(), resolve(settings.FENGQIAO_DATA)]
      let copied = 0
      const onFile = (bytes: number): void => {
        copied += bytes
        terminal.progress(`${Math.round(copied / 1_000_000)} MB`)
      }
      const made = await makeBackup({ data, out, keys, deployment, adminUrl: opened.adminUrl, s3: settings.S3_URL !== undefined, onFile })
      terminal.settle()
      const size = `${(made.bytes / 1_000_000).toFixed(1)} MB, ${((performance.now() - began) / 1000).toFixed(1)} s`
      terminal.out(`已备份到 ${out}：${made.files} 个文件（${size}）`)
      terminal.out(`Backed up to ${out}: ${made.files} files (${size})`)
      terminal.out(`密钥在 ${keys}：请移到另一处保管；得到它和备份的人能读出全部个人信息，没有它备份无法使用。`)
      terminal.out(
        `Keys are in ${keys}: move them elsewhere. Whoever has them and the backup reads all personal data; without them the backup is of no use.`,
      )
      if (!opened.adminUrl)
        terminal.out(
          'DATABASE_URL 的数据库未含在内：请用其自带工具（pg_dump、pg_basebackup、时间点恢复）备份。 / The database of DATABASE_URL is not included: back it up with its own tools (pg_dump, pg_basebackup, point-in-time recovery).',
        )
      if (settings.S3_URL)
        terminal.out(
          'S3_URL 中的附件未含在内：请用存储桶自带的版本或复制。 / Attachments in S3_URL are not included: use the bucket’s own versions or replication.',
        )
      return 0
    } finally {
      await database.end()
      await opened.stop()
    }
  },
}
