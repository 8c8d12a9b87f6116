import { resolve } from 'node:path'
import { text } from '@fengqiao/kernel'
import { connect } from '../database/connect.ts'
import { migrateOrSay } from '../database/migrate-or-say.ts'
import { type Administrator, makeDeployment } from '../deployment/production.ts'
import { openKeyring } from '../identity/keyring.ts'
import { StartupProblem } from '../postgres/startup-problem.ts'
import { readSettings } from '../settings/read.ts'
import type { Command, Terminal } from './command.ts'
import { commandLog, openCommandDatabase } from './open.ts'
import { readOptions } from './read-options.ts'

const usage =
  'init --district 440399 --name-zh 枫桥区 --name-en "Fengqiao District" [--system LOGIN] [--security LOGIN] [--without-catalogue]'
const options = {
  district: { type: 'string' },
  'name-zh': { type: 'string' },
  'name-en': { type: 'string' },
  system: { type: 'string', default: 'system.admin' },
  security: { type: 'string', default: 'security.admin' },
  'without-catalogue': { type: 'boolean', default: false },
} as const

/** `fengqiao init`: an empty real deployment whose demo doors stay shut for ever. Shows two one-time passwords, once. */
export const initCommand: Command = {
  name: 'init',
  summary: text(
    '建立正式部署：辖区、首任系统管理员和安全管理员、事项目录与权责清单；演示入口永久关闭',
    'Make a real deployment: the district, its first two administrators, the standard subjects and duty list; demo doors shut for ever',
  ),
  usage: usage.slice('init '.length),
  async run(args, terminal) {
    const { values, wrong } = readOptions(args, options, usage)
    const { district = '', 'name-zh': zh = '', 'name-en': en = '' } = values
    if (!/^\d{6}$/.test(district))
      throw wrong('--district 为六位行政区划代码', '--district is the six-digit code of the administrative division')
    if (!zh.trim() || !en.trim()) throw wrong('请以 --name-zh 和 --name-en 给出辖区名称', 'Name the district with --name-zh and --name-en')
    for (const login of [values.system, values.security])
      if (!/^[a-z0-9][a-z0-9._-]{2,39}$/i.test(login))
        throw wrong(
          `登录名“${login}”不可用：3 至 40 位字母、数字、点、横线`,
          `The login “${login}” will not do: 3 to 40 letters, digits, dots, dashes`,
        )
    if (values.system.toLowerCase() === values.security.toLowerCase())
      throw wrong('两位管理员须为两人', 'The two administrators must be two people')
    const settings = readSettings()
    const opened = await openCommandDatabase(settings, commandLog())
    const database = connect(opened.url, { max: 4, name: 'fengqiao-init' })
    try {
      if (!opened.attached) await migrateOrSay(database.pool)
      const keyring = await openKeyring(resolve(settings.FENGQIAO_DATA))
      const made = await makeDeployment(database, keyring, {
        district,
        name: { zh: zh.trim(), en: en.trim() },
        logins: { system: values.system, security: values.security },
        catalogue: !values['without-catalogue'],
      })
      if (!made) throw thereAlready
      tell(terminal, made, `${zh} ${en}`, resolve(settings.FENGQIAO_DATA))
      return 0
    } finally {
      await database.end()
      await opened.stop()
    }
  },
}

function tell(terminal: Terminal, administrators: readonly Administrator[], name: string, data: string): void {
  terminal.out(`已建立正式部署：${name}。演示入口已永久关闭。`)
  terminal.out(`A real deployment was made: ${name}. Its demo doors are shut for ever.`)
  terminal.out('以下一次性密码只显示这一次，首次登录须更改；请随即绑定动态口令：')
  terminal.out(
    'These one-time passwords are shown only now; each must be changed at the first sign-in. Enrol a second factor straight after:',
  )
  for (const { login, password, title } of administrators) terminal.out(`  ${login.padEnd(20)} ${password}   ${title.zh} ${title.en}`)
  terminal.out(`密钥：请另行保管 ${data}/keys 的副本，丢失则姓名、电话等无法再读。`)
  terminal.out(`Keys: keep a copy of ${data}/keys somewhere else; without it names and numbers can never be read again.`)
  terminal.out('下一步：设置 PUBLIC_URL、SMS_URL 后启动，由管理员导入地点、单位、岗位和账号（见 docs/deploy.md）。')
  terminal.out(
    'Next: set PUBLIC_URL and SMS_URL, start, and let the administrators import places, units, posts and accounts (docs/deploy.md).',
  )
}

const thereAlready = new StartupProblem(
  text(
    '此数据库已有部署，未作改动：请换一个空的数据目录（FENGQIAO_DATA）或数据库。',
    'This database serves something already; nothing was changed: use an empty data folder (FENGQIAO_DATA) or database.',
  ),
)
