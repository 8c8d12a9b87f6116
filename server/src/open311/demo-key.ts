import { hashOfSecret } from '../identity/keyring.ts'
import { makeApiKey } from '../identity/security-routes.ts'
import type { IdentityServices } from '../identity/services.ts'
import { hasKey } from './store.ts'

/**
 * The demo's Open311 key, made on the first start and the same at every later one: it follows from the data folder's root key.
 * The caller prints it as `Open311 key: …`. Undefined outside the demo.
 */
export async function demoOpen311Key(identity: IdentityServices): Promise<string | undefined> {
  if (!identity.demo) return undefined
  const key = `fq_${identity.keyring.index('open311DemoKey', identity.district)}`
  if (!(await hasKey(identity.db, identity.district, hashOfSecret(key))))
    await makeApiKey(identity, { name: 'Open311 演示 demo', perMinute: 120, perDay: 10_000, by: null, key })
  return key
}
