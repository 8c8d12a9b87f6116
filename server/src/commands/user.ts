import { roles, type RoleId, text } from '@fengqiao/kernel'
import { openAccount, setPassword } from '../accounts/account.ts'
import { type AccountRow, findAccount, heldPosts, holdPost, listAccountRows, roleOfPost, updateAccount } from '../accounts/store.ts'
import { clearAttempts, locksOf } from '../identity/attempt-store.ts'
import { temporaryPassword } from '../identity/password.ts'
import type { IdentityServices } from '../identity/services.ts'
import { loginKey, loginSubject, secondFactorSubject } from '../identity/sign-in.ts'
import { conflictingPost } from '../units/separation.ts'
import type { Command, Terminal } from './command.ts'
import { withHouse } from './open.ts'
import { readOptions } from './read-options.ts'

const usage =
  'user list | (create LOGIN --name-zh 姓名 --name-en NAME | reset | unlock | disable | enable | post) LOGIN [--post POST] [--reason WHY]'
const options = {
  'name-zh': { type: 'string' },
  'name-en': { type: 'string' },
  post: { type: 'string' },
  reason: { type: 'string', default: 'command line' },
} as const
const request = 'fengqiao user'

type Values = {
  readonly 'name-zh'?: string | undefined
  readonly 'name-en'?: string | undefined
  readonly post?: string | undefined
  readonly reason: string
}
type Deed = (services: IdentityServices, account: AccountRow, values: Values, terminal: Terminal) => Promise<number>

/** `fengqiao user`: for the administrator who is locked out and whoever runs the machine. Every deed is in the security log. */
export const userCommand: Command = {
  name: 'user',
  summary: text(
    '在服务器上管理账号：列出、新建、重置密码与动态口令、解锁、停用、任岗；均记入安全日志',
    'Accounts from the server itself: list, create, reset password and second factor, unlock, disable, give a post; all in the security log',
  ),
  usage: usage.slice('user '.length),
  async run(args, terminal) {
    const { values, words, wrong } = readOptions(args, options, usage)
    const [deed = '', login = ''] = words
    if (!['list', 'create', ...Object.keys(deeds)].includes(deed)) throw wrong('请指明要做什么', 'Say what to do')
    if (deed !== 'list' && !login) throw wrong('请给出登录名', 'Name a login')
    if (deed === 'create' && (!values['name-zh'] || !values['name-en']))
      throw wrong('请给出 --name-zh 和 --name-en', 'Give --name-zh and --name-en')
    if (deed === 'post' && !values.post) throw wrong('请给出 --post', 'Give --post')
    return withHouse(async ({ identity }) => {
      if (deed === 'list') return list(identity, terminal)
      if (deed === 'create') return create(identity, login, values, terminal)
      const account = await findAccount(identity.db, identity.district, { loginKey: loginKey(identity, login) })
      if (!account) return no(terminal, `没有账号“${login}”。`, `There is no account “${login}”.`)
      return deeds[deed]?.(identity, account, values, terminal) ?? 2
    })
  },
}

const deeds: Readonly<Record<string, Deed>> = {
  async reset(services, { id, login }, _, terminal) {
    const password = temporaryPassword()
    await setPassword(services, id, password, true)
    await updateAccount(services.db, services.district, id, {
      totp_sealed: null,
      totp_next_sealed: null,
      totp_used_step: null,
      recovery_hashes: [],
    })
    await clearAttempts(services.db, services.district, subjectsOf(await mustFind(services, id)))
    await services.sessions.end({ account: id })
    await note(services, 'password.reset', id, { secondFactor: 'removed' })
    tellPassword(terminal, login, password)
    return 0
  },
  async unlock(services, account, _, terminal) {
    const locked = await clearAttempts(services.db, services.district, subjectsOf(account))
    await note(services, 'account.unlocked', account.id)
    terminal.out(
      locked ? `已解锁 ${account.login} / ${account.login} is unlocked` : `${account.login} 未被锁定 / ${account.login} was not locked`,
    )
    return 0
  },
  async disable(services, { id, login }, { reason }, terminal) {
    await updateAccount(services.db, services.district, id, { disabled_at: services.now().toISOString(), disabled_reason: reason })
    await services.sessions.end({ account: id })
    await note(services, 'account.disabled', id)
    terminal.out(`已停用 ${login}，其会话已结束 / ${login} is disabled, its sessions ended`)
    return 0
  },
  async enable(services, { id, login }, _, terminal) {
    await updateAccount(services.db, services.district, id, { disabled_at: null, disabled_reason: null })
    await note(services, 'account.enabled', id)
    terminal.out(`已启用 ${login} / ${login} is enabled`)
    return 0
  },
  post: (services, account, { post = '' }, terminal) => givePost(services, account, post, terminal),
}

async function list({ db, district, now }: IdentityServices, terminal: Terminal): Promise<number> {
  for (let after: string | undefined; ; ) {
    const rows = (await listAccountRows(db, district, { after, limit: 200 })).slice(0, 200)
    const ids = rows.map(({ id }) => id)
    const [posts, locks] = [
      await heldPosts(db, district, ids, now().toISOString()),
      await locksOf(db, district, rows.flatMap(subjectsOf), now().toISOString()),
    ]
    for (const row of rows) {
      const state = [
        row.disabled_at ? '停用 disabled' : '',
        subjectsOf(row).some(subject => locks.has(subject)) ? '锁定 locked' : '',
        row.totp_sealed ? 'TOTP' : '',
      ]
      terminal.out(
        [row.login, row.name_zh, (posts.get(row.id) ?? []).map(({ id }) => id).join(','), state.filter(Boolean).join(' ')].join('\t'),
      )
    }
    after = rows.at(-1)?.id
    if (rows.length < 200) return 0
  }
}

async function create(services: IdentityServices, login: string, values: Values, terminal: Terminal): Promise<number> {
  const password = temporaryPassword()
  const name = { zh: values['name-zh'] ?? '', en: values['name-en'] ?? '' }
  const made = await openAccount(services, { login, name, password, mustChange: true, by: null, key: null })
  if (made === 'taken') return no(terminal, `登录名“${login}”已被使用。`, `The login “${login}” is in use.`)
  await note(services, 'account.created', made.id)
  tellPassword(terminal, login, password)
  return values.post ? givePost(services, await mustFind(services, made.id), values.post, terminal) : 0
}

async function givePost(services: IdentityServices, account: AccountRow, post: string, terminal: Terminal): Promise<number> {
  const { db, district, now } = services
  const at = now().toISOString()
  const role: RoleId | undefined = await roleOfPost(db, district, post, at)
  if (!role) return no(terminal, `没有岗位“${post}”。`, `There is no post “${post}”.`)
  const held = (await heldPosts(db, district, [account.id], at)).get(account.id) ?? []
  const conflict = conflictingPost(
    role,
    held.map(one => one.role),
  )
  if (conflict) return no(terminal, conflict.because.zh, conflict.because.en)
  await holdPost(db, district, { post, account: account.id, until: null }, at)
  await note(services, 'post.assigned', account.id, { post })
  terminal.out(`${account.login} 已任 ${roles[role].zh}（${post}） / ${account.login} now is ${roles[role].en} (${post})`)
  return 0
}

const note = ({ db, log }: IdentityServices, act: string, subject: string, detail: Record<string, unknown> = {}): Promise<void> =>
  log.deed(db, { actor: null, act, subject, detail, request })

const subjectsOf = (row: AccountRow): string[] => [loginSubject(row.login_key), secondFactorSubject(row.id), `password:${row.id}`]

async function mustFind({ db, district }: IdentityServices, id: string): Promise<AccountRow> {
  const account = await findAccount(db, district, { id })
  if (!account) throw new Error(`Account ${id} was there a moment ago and is gone`)
  return account
}

function tellPassword(terminal: Terminal, login: string, password: string): void {
  terminal.out(
    `${login} 的一次性密码（只显示这一次，首次登录须更改） / one-time password, shown only now, to be changed at sign-in: ${password}`,
  )
}

function no(terminal: Terminal, zh: string, en: string): number {
  terminal.err(`${zh} / ${en}`)
  return 1
}
