import type { PlaceLevel, Post, Unit, UnitKind } from '@fengqiao/contract'
import type { RoleId } from '@fengqiao/kernel'
import { sql } from 'kysely'
import { bumpRevision } from '../reference/store.ts'
import type { Db } from '../database/connect.ts'

/** Units in force, in id order. */
export async function readUnits(db: Db, district: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom('unit')
    .selectAll()
    .where('district', '=', district)
    .where('valid_to', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: { zh: row.name_zh, en: row.name_en },
    kind: row.kind as UnitKind,
    level: row.level as PlaceLevel,
    place: row.place,
    parent: row.parent,
    phone: row.phone,
    address: { zh: row.address_zh, en: row.address_en },
    hours: row.hours,
    centre: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
  }))
}

/** Posts in force with those who hold them at `at`, in id order. */
export async function readPosts(db: Db, district: string, at: Date): Promise<Post[]> {
  const [posts, holders] = await Promise.all([
    db.selectFrom('post').selectAll().where('district', '=', district).where('valid_to', 'is', null).orderBy('id').execute(),
    sql<{ post: string; account: string; name_zh: string; name_en: string; valid_from: string }>`
      select held.post, held.account, held.valid_from,
        coalesce(account.name_zh, held.account) as name_zh, coalesce(account.name_en, held.account) as name_en
      from post_holder held
      left join account on account.district = held.district and account.id = held.account
      where held.district = ${district} and held.valid_from <= ${at} and (held.valid_to is null or held.valid_to > ${at})
      order by held.valid_from, held.account`.execute(db),
  ])
  const held = Map.groupBy(holders.rows, holder => holder.post)
  return posts.map(row => ({
    id: row.id,
    unit: row.unit,
    role: row.role as RoleId,
    title: { zh: row.title_zh, en: row.title_en },
    holders: (held.get(row.id) ?? []).map(one => ({
      account: one.account,
      name: { zh: one.name_zh, en: one.name_en },
      from: one.valid_from,
    })),
  }))
}

/** Writes units; one that exists is changed in place, since its id and history stay. Run it in a transaction. */
export async function putUnits(db: Db, district: string, units: readonly Unit[], date: string): Promise<void> {
  for (let from = 0; from < units.length; from += 200)
    await db
      .insertInto('unit')
      .values(
        units.slice(from, from + 200).map(unit => ({
          district,
          id: unit.id,
          name_zh: unit.name.zh,
          name_en: unit.name.en,
          kind: unit.kind,
          level: unit.level,
          place: unit.place,
          parent: unit.parent,
          phone: unit.phone,
          address_zh: unit.address.zh,
          address_en: unit.address.en,
          hours: unit.hours,
          lon: unit.centre?.lon ?? null,
          lat: unit.centre?.lat ?? null,
          valid_from: date,
        })),
      )
      .onConflict(conflict =>
        conflict.columns(['district', 'id']).doUpdateSet(eb => ({
          name_zh: eb.ref('excluded.name_zh'),
          name_en: eb.ref('excluded.name_en'),
          kind: eb.ref('excluded.kind'),
          level: eb.ref('excluded.level'),
          place: eb.ref('excluded.place'),
          parent: eb.ref('excluded.parent'),
          phone: eb.ref('excluded.phone'),
          address_zh: eb.ref('excluded.address_zh'),
          address_en: eb.ref('excluded.address_en'),
          hours: eb.ref('excluded.hours'),
          lon: eb.ref('excluded.lon'),
          lat: eb.ref('excluded.lat'),
          valid_to: null,
        })),
      )
      .execute()
  if (units.length > 0) await bumpRevision(db, district, ['unit'])
}

export type PostLine = Omit<Post, 'holders'>

export async function putPosts(db: Db, district: string, posts: readonly PostLine[], date: string): Promise<void> {
  for (let from = 0; from < posts.length; from += 200)
    await db
      .insertInto('post')
      .values(
        posts.slice(from, from + 200).map(post => ({
          district,
          id: post.id,
          unit: post.unit,
          role: post.role,
          title_zh: post.title.zh,
          title_en: post.title.en,
          valid_from: date,
        })),
      )
      .onConflict(conflict =>
        conflict.columns(['district', 'id']).doUpdateSet(eb => ({
          unit: eb.ref('excluded.unit'),
          role: eb.ref('excluded.role'),
          title_zh: eb.ref('excluded.title_zh'),
          title_en: eb.ref('excluded.title_en'),
          valid_to: null,
        })),
      )
      .execute()
  if (posts.length > 0) await bumpRevision(db, district, ['post'])
}

export interface Holding {
  readonly post: string
  readonly account: string
}

/** Gives posts to accounts from `at`; a holding already in force stays as it is. */
export async function assignPosts(db: Db, district: string, holdings: readonly Holding[], at: Date): Promise<void> {
  for (let from = 0; from < holdings.length; from += 200) {
    const part = holdings.slice(from, from + 200)
    const values = sql.join(part.map(one => sql`(${one.post}::text, ${one.account}::text)`))
    await sql`
      insert into post_holder (district, post, account, valid_from)
      select ${district}, given.post, given.account, ${at}::timestamptz
      from (values ${values}) as given (post, account)
      where not exists (
        select from post_holder held
        where held.district = ${district} and held.post = given.post and held.account = given.account and held.valid_to is null
      )
      on conflict do nothing`.execute(db)
  }
  if (holdings.length > 0) await bumpRevision(db, district, ['post'])
}
