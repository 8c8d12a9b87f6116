import { randomUUIDv7 } from 'node:crypto'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'

export interface Subscription {
  readonly id: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export interface Owner {
  readonly district: string
  readonly kind: 'resident' | 'account'
  readonly id: string
}

const place = (column: string, district: string, key: string): string => `push_subscription.${column}/${district}/${key}`

/** Keeps a browser's subscription; the same endpoint given again (a new key, another person at this browser) replaces the old one. */
export async function addSubscription(
  db: Db,
  keyring: Keyring,
  owner: Owner,
  given: Omit<Subscription, 'id'>,
  now: string,
): Promise<string> {
  const endpointKey = keyring.index('push endpoint', given.endpoint)
  const values = {
    recipient_kind: owner.kind,
    recipient: owner.id,
    endpoint_sealed: keyring.seal(given.endpoint, place('endpoint', owner.district, endpointKey)),
    p256dh: given.p256dh,
    auth_sealed: keyring.seal(given.auth, place('auth', owner.district, endpointKey)),
    created_at: now,
  }
  const { id } = await db
    .insertInto('push_subscription')
    .values({ district: owner.district, id: randomUUIDv7(), endpoint_key: endpointKey, ...values })
    .onConflict(conflict => conflict.columns(['district', 'endpoint_key']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function removeSubscription(db: Db, district: string, id: string, owner?: Owner): Promise<boolean> {
  let query = db.deleteFrom('push_subscription').where('district', '=', district).where('id', '=', id)
  if (owner) query = query.where('recipient_kind', '=', owner.kind).where('recipient', '=', owner.id)
  return (await query.executeTakeFirst()).numDeletedRows > 0n
}

export async function listSubscriptions(db: Db, keyring: Keyring, owner: Owner): Promise<Subscription[]> {
  const rows = await db
    .selectFrom('push_subscription')
    .select(['id', 'endpoint_sealed', 'endpoint_key', 'p256dh', 'auth_sealed'])
    .where('district', '=', owner.district)
    .where('recipient_kind', '=', owner.kind)
    .where('recipient', '=', owner.id)
    .orderBy('id')
    .execute()
  return rows.map(row => ({
    id: row.id,
    endpoint: keyring.open(row.endpoint_sealed, place('endpoint', owner.district, row.endpoint_key)),
    p256dh: row.p256dh,
    auth: keyring.open(row.auth_sealed, place('auth', owner.district, row.endpoint_key)),
  }))
}

export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** The district's VAPID pair, made by `generate` on first use; processes that start together end up with one and the same. */
export async function pushKeys(db: Db, keyring: Keyring, district: string, generate: () => PushKeys, now: string): Promise<PushKeys> {
  const find = () => db.selectFrom('push_key').select(['public_key', 'private_sealed']).where('district', '=', district).executeTakeFirst()
  const at = `push_key.private/${district}`
  let row = await find()
  if (!row) {
    const made = generate()
    await db
      .insertInto('push_key')
      .values({ district, public_key: made.publicKey, private_sealed: keyring.seal(made.privateKey, at), created_at: now })
      .onConflict(conflict => conflict.column('district').doNothing())
      .execute()
    row = await find()
  }
  if (!row) throw new Error(`The push key of district ${district} vanished while it was being made; try again`)
  return { publicKey: row.public_key, privateKey: keyring.open(row.private_sealed, at) }
}
