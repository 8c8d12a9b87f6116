import { type RoleId, text } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import { conflictingPost } from '../units/separation.ts'
import { assignPosts } from '../units/store.ts'
import { RowReader } from './cells.ts'
import type { CellProblem, ImportOf } from './kind.ts'

export interface AccountLine {
  readonly login: string
  readonly nameZh: string
  readonly nameEn: string
  readonly phone: string
  readonly email: string
  /** Posts to hold; posts held already and not named stay. */
  readonly posts: readonly string[]
}

/** What the import needs of the accounts' own part of the house. */
export interface AccountDirectory {
  /** Accounts of the district by login in lower case. */
  list(db: Db, district: string): Promise<ReadonlyMap<string, { readonly id: string } & Omit<AccountLine, 'posts'>>>
  /** Creates or changes accounts; new ones cannot sign in until the administrator hands out a first password. Gives ids by login. */
  put(trx: Db, district: string, lines: readonly AccountLine[], now: Date): Promise<ReadonlyMap<string, string>>
}

const taken = text('此邮箱已被他人使用', 'Somebody else uses this e-mail address')

export const accountImport = (directory: AccountDirectory): ImportOf<AccountLine> => ({
  kind: 'accounts',
  columns: [
    { key: 'login', zh: '登录名', en: 'login', required: true },
    { key: 'nameZh', zh: '姓名', en: 'name_zh', required: true },
    { key: 'nameEn', zh: '英文姓名', en: 'name_en', required: true },
    { key: 'phone', zh: '手机', en: 'phone' },
    { key: 'email', zh: '邮箱', en: 'email' },
    { key: 'posts', zh: '岗位编号', en: 'posts' },
  ],
  keyOf: line => line.login.toLowerCase(),
  read(cells, { snapshot, accounts, emails }) {
    const row = new RowReader(cells)
    const login = row.required('login')
    if (login && !/^[a-z][a-z0-9._-]{1,39}$/i.test(login))
      row.wrong(
        'login',
        text('登录名用字母开头，可含数字、点、横线，最长 40', 'Begin with a letter; letters, digits, dots, dashes; 40 at most'),
      )
    const posts = [
      ...new Set(
        row
          .text('posts')
          .split(/[;；、,，\s]+/)
          .filter(Boolean),
      ),
    ]
    for (const post of posts) row.known('posts', post, snapshot.organisation.findPost(post) !== undefined, text('岗位', 'post'))
    const account = accounts.get(login.toLowerCase())
    const roles: RoleId[] = account ? snapshot.organisation.heldBy(account).map(post => post.role) : []
    for (const post of posts) {
      const role = snapshot.organisation.findPost(post)?.role
      const conflict = role && conflictingPost(role, roles)
      if (conflict) row.wrong('posts', conflict.because)
      if (role) roles.push(role)
    }
    const [phone, email] = [row.text('phone').replaceAll(/[ -]/g, ''), row.text('email')]
    if (phone && !/^1[3-9]\d{9}$/.test(phone)) row.wrong('phone', text('须为 11 位手机号', 'Must be an 11-digit mobile number'))
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) row.wrong('email', text('邮箱格式不对', 'Not an e-mail address'))
    const owner = emails.get(email.toLowerCase())
    if (email && owner !== undefined && owner !== login.toLowerCase()) row.wrong('email', taken)
    const names = { nameZh: row.required('nameZh'), nameEn: row.required('nameEn') }
    return row.problems.length > 0 ? row.problems : { login, ...names, phone, email, posts }
  },
  write: line => ({ ...line, posts: line.posts.toSorted().join(';') }),
  together(lines) {
    const problems = new Map<string, CellProblem>()
    const used = new Set<string>()
    for (const line of lines) {
      const email = line.email.toLowerCase()
      if (email && used.has(email)) problems.set(line.login.toLowerCase(), { column: 'email', because: taken })
      used.add(email)
    }
    return problems
  },
  async existing({ district, snapshot }, db) {
    const found = await directory.list(db, district)
    return [...found.values()].map(({ id, ...line }) => ({ ...line, posts: snapshot.organisation.heldBy(id).map(post => post.id) }))
  },
  async apply(trx, lines, { district, now }) {
    const ids = await directory.put(trx, district, lines, now)
    const holdings = lines.flatMap(line => {
      const account = ids.get(line.login.toLowerCase())
      return account ? line.posts.map(post => ({ post, account })) : []
    })
    await assignPosts(trx, district, holdings, now)
  },
})
