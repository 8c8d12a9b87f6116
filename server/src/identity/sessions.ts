import type { SecuritySettings } from '@fengqiao/contract'
import type { Db } from '../database/connect.ts'
import { hashOfSecret, randomSecret } from './keyring.ts'
import { rowId } from './row-id.ts'
import { endSessions, findSession, insertSession, type LiveSession, type Stage, setSessionPost } from './session-store.ts'

export type Owner = { readonly account: string; readonly post: string | null } | { readonly resident: string }

/** Opens, finds and ends sessions. A session is believed for a few seconds without asking, so that an action stays at two round trips. */
export interface Sessions {
  /** A new secret for the cookie and how many seconds the browser may keep it (null: until it closes). Ends the session it replaces. */
  open(owner: Owner, stage: Stage, replaces?: string | null): Promise<{ token: string; id: string; seconds: number | null }>
  find(token: string): Promise<LiveSession | undefined>
  end(which: Parameters<typeof endSessions>[2]): Promise<number>
  /** The post in force of a session becomes another. */
  usePost(id: string, post: string): Promise<void>
  /** Ask the database again about every session of an account: its posts or standing changed. */
  forget(account: string): void
}

interface Options {
  readonly db: Db
  readonly district: string
  readonly now: () => Date
  readonly settings: () => Promise<SecuritySettings>
  readonly believeMs: number
}

const mostRemembered = 20_000

export function sessionsOf({ db, district, now, settings, believeMs }: Options): Sessions {
  const believed = new Map<string, { at: number; session: LiveSession }>()
  const forgetWhere = (fits: (session: LiveSession) => boolean): void => {
    for (const [hash, { session }] of believed) if (fits(session)) believed.delete(hash)
  }
  return {
    async open(owner, stage, replaces = null) {
      const rules = await settings()
      const at = now()
      const token = randomSecret()
      const id = rowId(at)
      const staff = 'account' in owner
      // Half signed in is good for ten minutes only.
      const idle = stage !== 'full' ? 600 : staff ? rules.staffIdleMinutes * 60 : rules.residentDays * 86_400
      const life = stage !== 'full' ? 600 : staff ? rules.staffHours * 3600 : rules.residentDays * 86_400
      const session = {
        id,
        token_hash: hashOfSecret(token),
        account: staff ? owner.account : null,
        resident: staff ? null : owner.resident,
        stage,
        post: staff ? owner.post : null,
        idle_after: idle,
        expires_at: new Date(at.getTime() + life * 1000).toISOString(),
      }
      await insertSession(db, district, session, replaces, at.toISOString())
      if (replaces) forgetWhere(other => other.id === replaces)
      return { token, id, seconds: staff ? null : life }
    },
    async find(token) {
      const hash = hashOfSecret(token)
      const at = now().getTime()
      const known = believed.get(hash)
      if (known && at >= known.at && at - known.at < believeMs) return known.session
      believed.delete(hash)
      const session = await findSession(db, district, hash, new Date(at).toISOString())
      if (!session) return undefined
      if (believed.size >= mostRemembered) believed.clear()
      believed.set(hash, { at, session })
      return session
    },
    async end(which) {
      const ended = new Set(await endSessions(db, district, which, now().toISOString()))
      forgetWhere(session => ended.has(session.id))
      return ended.size
    },
    async usePost(id, post) {
      await setSessionPost(db, district, id, post)
      forgetWhere(session => session.id === id)
    },
    forget: account => forgetWhere(session => session.account === account),
  }
}
