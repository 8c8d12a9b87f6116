import {
  type Account,
  assignPost,
  changeAccount,
  createAccount,
  endPost,
  type HeldPost,
  listAccounts,
  removeTotp,
  resetPassword,
  setAccountStanding,
  unlockAccount,
} from '@fengqiao/contract'
import { type Refusal, refusal, type RoleId, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { clearAttempts, locksOf } from '../identity/attempt-store.ts'
import type { StaffCaller } from '../identity/caller.ts'
import { cut } from '../identity/page.ts'
import { temporaryPassword } from '../identity/password.ts'
import type { IdentityServices } from '../identity/services.ts'
import { loginSubject, secondFactorSubject } from '../identity/sign-in.ts'
import { openAccount, setPassword } from './account.ts'
import { type AccountRow, findAccount, heldPosts, holdPost, leavePost, listAccountRows, roleOfPost, updateAccount } from './store.ts'

const noAccount = refusal('not-found', text('没有这个账号', 'There is no such account'))
const notOneself = refusal('notOneself', text('不得对自己的账号进行此操作', 'This may not be done to one’s own account'), {
  source: 'GB/T 22239-2019 8.1.4.2',
  help: text('请另一位管理员办理', 'Another administrator must do it'),
})
const loginIsTaken = refusal('loginIsTaken', text('登录名或邮箱已被使用', 'Login name or e-mail is in use'))
const administratorsAreSeparate = refusal(
  'administratorsAreSeparate',
  text(
    '系统管理员、安全管理员、审计员不得由同一人担任',
    'One person cannot be two of system administrator, security administrator and auditor',
  ),
  { source: 'GB/T 22239-2019 8.1.5' },
)
const threeAdministrators: readonly RoleId[] = ['systemAdministrator', 'securityAdministrator', 'auditor']

/** Accounts and the posts they hold (system administrator), their locks and second factors (security administrator). */
export function accountRoutes(app: FastifyInstance, services: IdentityServices): void {
  const { db, district, sessions, log, now } = services
  const iso = (): string => now().toISOString()

  serve(app, listAccounts, async ({ query }) => {
    const found = cut(await listAccountRows(db, district, query), query.limit, row => row)
    const posts = await heldPosts(
      db,
      district,
      found.rows.map(({ id }) => id),
      iso(),
    )
    const locks = await locksOf(
      db,
      district,
      found.rows.flatMap(row => subjectsOf(row)),
      iso(),
    )
    return { rows: found.rows.map(row => shape(row, posts.get(row.id) ?? [], locks)), next: found.next }
  })

  serve(app, createAccount, async ({ caller, body, key, request }) => {
    const password = temporaryPassword()
    const made = await openAccount(services, { ...body, password, mustChange: true, by: caller.accountId, key })
    if (made === 'taken') return loginIsTaken
    if (made.inserted) await log.deed(db, { actor: caller.accountId, act: 'account.created', subject: made.id, request: request.id })
    // The password of the first answer was told once and is nowhere kept: on a retry, reset it.
    return { id: made.id, temporaryPassword: made.inserted ? password : null }
  })

  serve(app, changeAccount, async ({ caller, params, body, request }) => {
    const { name, email, phone } = body
    const change = {
      ...(name ? { name_zh: name.zh, name_en: name.en } : {}),
      // A new address must not inherit the provider's identity that the old one proved.
      ...(email === undefined ? {} : { email, oidc_subject: null }),
      ...(phone === undefined ? {} : { phone }),
    }
    if (Object.keys(change).length === 0) return {}
    try {
      if (!(await updateAccount(db, district, params.id, change))) return noAccount
    } catch (error) {
      if ((error as { code?: string }).code === '23505') return loginIsTaken
      throw error
    }
    sessions.forget(params.id)
    const detail = { changed: Object.keys(body) }
    await log.deed(db, { actor: caller.accountId, act: 'account.changed', subject: params.id, detail, request: request.id })
    return {}
  })

  serve(app, setAccountStanding, ({ caller, params, body, request }) =>
    onAnother(caller, params.id, async account => {
      const change = body.enabled ? { disabled_at: null, disabled_reason: null } : { disabled_at: iso(), disabled_reason: body.reason }
      await updateAccount(db, district, account.id, change)
      if (!body.enabled) await sessions.end({ account: account.id })
      const act = body.enabled ? 'account.enabled' : 'account.disabled'
      await log.deed(db, { actor: caller.accountId, act, subject: account.id, request: request.id })
      return {}
    }),
  )

  serve(app, resetPassword, ({ caller, params, request }) =>
    onAnother(caller, params.id, async account => {
      const password = temporaryPassword()
      await setPassword(services, account.id, password, true)
      await sessions.end({ account: account.id })
      await log.deed(db, { actor: caller.accountId, act: 'password.reset', subject: account.id, request: request.id })
      return { id: account.id, temporaryPassword: password }
    }),
  )

  serve(app, unlockAccount, ({ caller, params, request }) =>
    onAnother(caller, params.id, async account => {
      await clearAttempts(db, district, subjectsOf(account))
      await log.deed(db, { actor: caller.accountId, act: 'account.unlocked', subject: account.id, request: request.id })
      return {}
    }),
  )

  serve(app, removeTotp, ({ caller, params, request }) =>
    onAnother(caller, params.id, async account => {
      await updateAccount(db, district, account.id, {
        totp_sealed: null,
        totp_next_sealed: null,
        totp_used_step: null,
        recovery_hashes: [],
      })
      await sessions.end({ account: account.id })
      await log.deed(db, { actor: caller.accountId, act: 'secondFactor.removed', subject: account.id, request: request.id })
      return {}
    }),
  )

  serve(app, assignPost, ({ caller, params, body, request }) =>
    onAnother(caller, params.id, async account => {
      const role = await roleOfPost(db, district, body.post, iso())
      if (!role) return refusal('not-found', text('没有这个岗位', 'There is no such post'))
      const held = (await heldPosts(db, district, [account.id], iso())).get(account.id) ?? []
      if (threeAdministrators.includes(role) && held.some(post => post.role !== role && threeAdministrators.includes(post.role)))
        return administratorsAreSeparate
      await holdPost(db, district, { post: body.post, account: account.id, until: body.until ?? null }, iso())
      sessions.forget(account.id)
      const detail = { post: body.post }
      await log.deed(db, { actor: caller.accountId, act: 'post.assigned', subject: account.id, detail, request: request.id })
      return {}
    }),
  )

  serve(app, endPost, ({ caller, params, request }) =>
    onAnother(caller, params.id, async account => {
      if (!(await leavePost(db, district, { post: params.post, account: account.id }, iso())))
        return refusal('not-found', text('该账号不在此岗位', 'The account does not hold this post'))
      sessions.forget(account.id)
      const detail = { post: params.post }
      await log.deed(db, { actor: caller.accountId, act: 'post.ended', subject: account.id, detail, request: request.id })
      return {}
    }),
  )

  /** Nobody raises, frees or strips their own account. */
  async function onAnother<T>(caller: StaffCaller, id: string, work: (account: AccountRow) => Promise<T | Refusal>): Promise<T | Refusal> {
    if (id === caller.accountId) return notOneself
    const account = await findAccount(db, district, { id })
    return account ? work(account) : noAccount
  }
}

const subjectsOf = (row: AccountRow): string[] => [loginSubject(row.login_key), secondFactorSubject(row.id), `password:${row.id}`]

const shape = (row: AccountRow, posts: HeldPost[], locks: ReadonlyMap<string, string>): Account => ({
  id: row.id,
  login: row.login,
  name: text(row.name_zh, row.name_en),
  email: row.email,
  phone: row.phone,
  secondFactor: row.totp_sealed !== null,
  posts,
  signedInAt: row.signed_in_at,
  lockedUntil:
    subjectsOf(row)
      .flatMap(subject => locks.get(subject) ?? [])
      .sort()
      .at(-1) ?? null,
  disabledAt: row.disabled_at,
})
