import { join, resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import { putBack } from '../backup/restore.ts'
import { countCases, inOneMoment } from '../fsck/store.ts'
import { startEmbedded } from '../postgres/embedded.ts'
import { connect } from '../database/connect.ts'
import { checkKey } from '../deployment/key-check.ts'
import { openKeyring } from '../identity/keyring.ts'
import { readSettings } from '../settings/read.ts'
import type { Command } from './command.ts'
import { commandLog } from './open.ts'
import { readOptions } from './read-options.ts'

const usage = 'restore BACKUP [--keys FOLDER] [--data FOLDER]'
const options = { keys: { type: 'string' }, data: { type: 'string' } } as const

/** `fengqiao restore`: a backup into an empty data folder, every file compared, the database started once to see that it is well. */
export const restoreCommand: Command = {
  name: 'restore',
  summary: text(
    '把备份恢复到空的数据目录，逐个文件核对并试启动数据库',
    'Restore a backup into an empty data folder, compare every file, start the database once',
  ),
  usage: usage.slice('restore '.length),
  async run(args, terminal) {
    const { values, words, wrong } = readOptions(args, options, usage)
    const [given] = words
    if (!given || words.length > 1) throw wrong('请给出一个备份目录', 'Name one backup folder')
    const backup = resolve(given)
    const data = resolve(values.data ?? readSettings().FENGQIAO_DATA)
    let copied = 0
    const onFile = (bytes: number): void => {
      copied += bytes
      terminal.progress(`${Math.round(copied / 1_000_000)} MB`)
    }
    const manifest = await putBack({ backup, keys: resolve(values.keys ?? `${backup}-keys`), data, onFile })
    terminal.settle()
    if (manifest.database === 'elsewhere') {
      terminal.out(
        `已恢复附件和密钥到 ${data}；数据库请用其自带工具恢复。 / Attachments and keys are restored to ${data}; restore the database with its own tools.`,
      )
      return 0
    }
    const server = await startEmbedded({ folder: join(data, 'postgres'), log: commandLog() })
    const database = connect(server.url, { max: 2, name: 'fengqiao-restore' })
    try {
      await checkKey(database.db, manifest.district, await openKeyring(data))
      const cases = await inOneMoment(database.db, trx => countCases(trx, manifest.district))
      terminal.out(
        `已恢复到 ${data}：${manifest.name.zh}，${cases} 件，备份于 ${manifest.madeAt}。请以 FENGQIAO_DATA 指向它并运行 fengqiao fsck。`,
      )
      terminal.out(
        `Restored to ${data}: ${manifest.name.en}, ${cases} cases, backed up at ${manifest.madeAt}. Point FENGQIAO_DATA at it and run fengqiao fsck.`,
      )
      return 0
    } finally {
      await database.end()
      await server.stop()
    }
  },
}
