import type { HeldPost } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'
import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../database/connect.ts'
import type { IdentityTables } from '../identity/tables.ts'

export type AccountRow = Selectable<IdentityTables['account']>

export type AccountHandle =
  | { readonly id: string }
  | { readonly loginKey: string }
  | { readonly email: string }
  | { readonly oidcSubject: string }

export async function findAccount(db: Db, district: string, handle: AccountHandle): Promise<AccountRow | undefined> {
  const query = db.selectFrom('account').selectAll().where('district', '=', district)
  if ('id' in handle) return query.where('id', '=', handle.id).executeTakeFirst()
  if ('loginKey' in handle) return query.where('login_key', '=', handle.loginKey).executeTakeFirst()
  if ('oidcSubject' in handle) return query.where('oidc_subject', '=', handle.oidcSubject).executeTakeFirst()
  return query.where(sql`lower(email)`, '=', handle.email.toLowerCase()).executeTakeFirst()
}

type NewAccount = Pick<
  AccountRow,
  'id' | 'login' | 'login_key' | 'name_zh' | 'name_en' | 'email' | 'phone' | 'password_hash' | 'created_at' | 'created_by' | 'created_key'
> & { readonly must_change: boolean }

/** Inserts, or says that login or e-mail is taken, or hands back the account that the same request made before. */
export async function insertAccount(db: Db, district: string, account: NewAccount): Promise<'inserted' | 'taken' | { before: string }> {
  const { rows } = await sql<{ id: string }>`
    insert into account (district, id, login, login_key, name_zh, name_en, email, phone, password_hash, password_set_at, must_change,
                         created_at, created_by, created_key)
    values (${district}, ${account.id}, ${account.login}, ${account.login_key}, ${account.name_zh}, ${account.name_en}, ${account.email},
            ${account.phone}, ${account.password_hash}, ${account.created_at}, ${account.must_change}, ${account.created_at},
            ${account.created_by}, ${account.created_key})
    on conflict do nothing returning id`.execute(db)
  if (rows.length > 0) return 'inserted'
  if (account.created_key === null) return 'taken'
  const before = await db
    .selectFrom('account')
    .select('id')
    .where('district', '=', district)
    .where('created_by', '=', account.created_by)
    .where('created_key', '=', account.created_key)
    .executeTakeFirst()
  return before ? { before: before.id } : 'taken'
}

/** Changes columns of one account; false when there is none. A taken e-mail throws PostgreSQL's 23505. */
export async function updateAccount(db: Db, district: string, id: string, change: Updateable<IdentityTables['account']>): Promise<boolean> {
  const row = await db
    .updateTable('account')
    .set(change)
    .where('district', '=', district)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Marks a TOTP step as used, unless it or a later one was used already: the same code sent twice at once passes once. */
export async function useTotpStep(db: Db, district: string, id: string, step: number): Promise<boolean> {
  const { rows } = await sql`
    update account set totp_used_step = ${step}
    where district = ${district} and id = ${id} and (totp_used_step is null or totp_used_step < ${step}) returning id`.execute(db)
  return rows.length > 0
}

/** Takes one recovery code away; false when it was not there. */
export async function useRecoveryCode(db: Db, district: string, id: string, codeHash: string): Promise<boolean> {
  const { rows } = await sql`
    update account set recovery_hashes = array_remove(recovery_hashes, ${codeHash})
    where district = ${district} and id = ${id} and ${codeHash} = any(recovery_hashes) returning id`.execute(db)
  return rows.length > 0
}

/** Accounts in order of id, one more than `limit`; `search` is part of login or name. */
export async function listAccountRows(
  db: Db,
  district: string,
  { search, after, limit }: { search?: string | undefined; after?: string | undefined; limit: number },
): Promise<AccountRow[]> {
  let query = db.selectFrom('account').selectAll().where('district', '=', district)
  if (after) query = query.where('id', '>', after)
  if (search) {
    const part = `%${search.replaceAll(/[\\%_]/g, sign => `\\${sign}`)}%`
    query = query.where(eb => eb.or([eb('login', 'ilike', part), eb('name_zh', 'ilike', part), eb('name_en', 'ilike', part)]))
  }
  return query
    .orderBy('id')
    .limit(limit + 1)
    .execute()
}

/** Posts that the accounts hold at a moment, by account, the longest held first. */
export async function heldPosts(db: Db, district: string, accounts: readonly string[], now: string): Promise<Map<string, HeldPost[]>> {
  const { rows } = await sql<{ account: string; id: string; role: RoleId; unit: string; place: string } & Record<Name, string>>`
    select h.account, p.id, p.role, p.title_zh, p.title_en, p.unit, u.name_zh as unit_zh, u.name_en as unit_en, u.place
    from post_holder h
    join post p on p.district = h.district and p.id = h.post and (p.valid_to is null or p.valid_to > ${now}::timestamptz::date)
    join unit u on u.district = p.district and u.id = p.unit
    where h.district = ${district} and h.account = any(${[...accounts]})
      and h.valid_from <= ${now}::timestamptz and (h.valid_to is null or h.valid_to > ${now}::timestamptz)
    order by h.valid_from, p.id`.execute(db)
  const held = new Map<string, HeldPost[]>()
  for (const { account, title_zh, title_en, unit_zh, unit_en, ...post } of rows) {
    const posts = held.get(account) ?? []
    if (!posts.some(({ id }) => id === post.id))
      posts.push({ ...post, title: { zh: title_zh, en: title_en }, unitName: { zh: unit_zh, en: unit_en } })
    held.set(account, posts)
  }
  return held
}
type Name = 'title_zh' | 'title_en' | 'unit_zh' | 'unit_en'

/** The role of a post in force, or undefined. */
export async function roleOfPost(db: Db, district: string, post: string, now: string): Promise<RoleId | undefined> {
  const { rows } = await sql<{ role: RoleId }>`
    select role from post where district = ${district} and id = ${post}
      and (valid_to is null or valid_to > ${now}::timestamptz::date)`.execute(db)
  return rows[0]?.role
}

/** Gives a post from now on, unless it is held already. */
export async function holdPost(
  db: Db,
  district: string,
  holder: { post: string; account: string; until: string | null },
  now: string,
): Promise<void> {
  await sql`
    insert into post_holder (district, post, account, valid_from, valid_to)
    select ${district}, ${holder.post}, ${holder.account}, ${now}, ${holder.until}
    where not exists (select 1 from post_holder where district = ${district} and post = ${holder.post} and account = ${holder.account}
                      and (valid_to is null or valid_to > ${now}::timestamptz))`.execute(db)
  await noteHoldersChanged(db, district)
}

/** Ends a holding now; false when the account did not hold the post. */
export async function leavePost(db: Db, district: string, holder: { post: string; account: string }, now: string): Promise<boolean> {
  const { rows } = await sql`
    update post_holder set valid_to = greatest(valid_from, ${now}::timestamptz)
    where district = ${district} and post = ${holder.post} and account = ${holder.account}
      and (valid_to is null or valid_to > ${now}::timestamptz) returning post`.execute(db)
  if (rows.length > 0) await noteHoldersChanged(db, district)
  return rows.length > 0
}

/** Processes that keep posts in memory see by the revision that theirs are old. */
async function noteHoldersChanged(db: Db, district: string): Promise<void> {
  await sql`
    insert into reference_revision as r (district, noun) values (${district}, 'post')
    on conflict (district, noun) do update set revision = r.revision + 1`.execute(db)
}
