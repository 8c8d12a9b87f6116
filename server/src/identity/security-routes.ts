import { changeSecuritySettings, createApiKey, listApiKeys, readSecuritySettings, revokeApiKey } from '@fengqiao/contract'
import { refusal, text } from '@fengqiao/kernel'
import type { FastifyInstance } from 'fastify'
import { serve } from '../http/serve.ts'
import { insertKey, listKeys, revokeKey } from './api-key-store.ts'
import { hashOfSecret, randomSecret } from './keyring.ts'
import { cut } from './page.ts'
import { rowId } from './row-id.ts'
import type { IdentityServices } from './services.ts'
import { saveSecuritySettings } from './setting-store.ts'

/** Makes an API key: `fq_` and 256 random bits, told once, kept as a hash. Also used at start to give the demo its Open311 key. */
export async function makeApiKey(
  { db, district, now }: Pick<IdentityServices, 'db' | 'district' | 'now'>,
  wanted: { readonly name: string; readonly perMinute: number; readonly perDay: number; readonly by: string | null; readonly key?: string },
): Promise<{ id: string; key: string }> {
  const key = wanted.key ?? `fq_${randomSecret()}`
  const id = rowId(now())
  await insertKey(db, district, {
    id,
    name: wanted.name,
    key_hash: hashOfSecret(key),
    per_minute: wanted.perMinute,
    per_day: wanted.perDay,
    created_at: now().toISOString(),
    created_by: wanted.by,
  })
  return { id, key }
}

/** What the security administrator holds: keys of outside programs and the rules of sign-in. */
export function securityRoutes(app: FastifyInstance, services: IdentityServices): void {
  const { db, district, log, now } = services

  serve(app, listApiKeys, async ({ query }) =>
    cut(await listKeys(db, district, query, now().toISOString()), query.limit, row => ({
      id: row.id,
      name: row.name,
      perMinute: row.per_minute,
      perDay: row.per_day,
      usedToday: row.used_today,
      createdAt: row.created_at,
      revokedAt: row.revoked_at,
    })),
  )

  serve(app, createApiKey, async ({ caller, body, request }) => {
    const made = await makeApiKey(services, { ...body, by: caller.accountId })
    await log.deed(db, { actor: caller.accountId, act: 'apiKey.created', subject: made.id, request: request.id })
    return made
  })

  serve(app, revokeApiKey, async ({ caller, params, request }) => {
    if (!(await revokeKey(db, district, params.id, now().toISOString())))
      return refusal('not-found', text('没有这个在用的密钥', 'There is no such key in use'))
    await log.deed(db, { actor: caller.accountId, act: 'apiKey.revoked', subject: params.id, request: request.id })
    return {}
  })

  serve(app, readSecuritySettings, () => services.settings())

  serve(app, changeSecuritySettings, async ({ caller, body, request }) => {
    await saveSecuritySettings(db, district, body, caller.accountId, now().toISOString())
    services.forgetSettings()
    const detail: Record<string, unknown> = { ...body }
    await log.deed(db, { actor: caller.accountId, act: 'securitySettings.changed', detail, request: request.id })
    return body
  })
}
