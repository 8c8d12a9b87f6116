import type { SecuritySettings } from '@fengqiao/contract'
import type { Text } from '@fengqiao/kernel'
import { type LogWriter, logWriter } from '../access-log/record.ts'
import type { Db } from '../database/connect.ts'
import type { CookieSettings } from './cookies.ts'
import type { Keyring } from './keyring.ts'
import { type Sessions, sessionsOf } from './sessions.ts'
import { loadSecuritySettings } from './setting-store.ts'

/** A short message to one phone; the notices noun delivers it by SMS gateway or local outbox. */
export interface PhoneNotice {
  readonly channel: 'sms'
  readonly kind: 'signInCode'
  readonly to: string
  readonly text: Text
}

export interface OidcSettings {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret?: string | undefined
  /** How the secret is shown at the token endpoint; `basic` unless told. */
  readonly clientAuth?: 'basic' | 'post' | undefined
  /** Scopes beside openid; `email profile` unless told. */
  readonly scope?: string | undefined
  /** Plain http to the provider: for a provider on the same machine only. */
  readonly insecure?: boolean | undefined
}

export interface IdentityOptions extends CookieSettings {
  readonly db: Db
  /** District of this deployment: every row that identity writes belongs to it. */
  readonly district: string
  readonly keyring: Keyring
  readonly now?: () => Date
  /** Addresses under which people reach the platform when the Host header does not say so: `https://fq.example.gov.cn`. */
  readonly origins?: readonly string[]
  readonly demo: boolean
  readonly sendNotice: (notice: PhoneNotice) => Promise<void>
  readonly oidc?: OidcSettings | undefined
  /** Rules of sign-in that the deployment sets (IDLE_MINUTES); the security administrator's own come before them. */
  readonly rules?: Partial<SecuritySettings> | undefined
  /** How long a session may be believed without asking the database; 3 s unless told, 5 at most. */
  readonly believeMs?: number
}

/** What the nouns identity, accounts, residents, access-log and my-data share. */
export interface IdentityServices {
  readonly db: Db
  readonly district: string
  readonly keyring: Keyring
  readonly now: () => Date
  readonly https: boolean
  readonly origins: readonly string[]
  readonly demo: boolean
  readonly sendNotice: (notice: PhoneNotice) => Promise<void>
  readonly oidc: OidcSettings | undefined
  readonly sessions: Sessions
  readonly log: LogWriter
  /** The rules of sign-in, remembered for half a minute. */
  settings(): Promise<SecuritySettings>
  /** After a change: ask again at once in this process. */
  forgetSettings(): void
}

export function identityServices(options: IdentityOptions): IdentityServices {
  const { db, district, keyring, now = () => new Date(), origins = [] } = options
  let known: { at: number; settings: Promise<SecuritySettings> } | undefined
  const settings = (): Promise<SecuritySettings> => {
    const at = Date.now()
    if (!known || at - known.at > 30_000) {
      const asked = { at, settings: loadSecuritySettings(db, district, options.rules) }
      known = asked
      // A failed question must not be remembered as an answer.
      asked.settings.catch(() => {
        if (known === asked) known = undefined
      })
    }
    return known.settings
  }
  return {
    db,
    district,
    keyring,
    now,
    https: options.https,
    origins,
    demo: options.demo,
    sendNotice: options.sendNotice,
    oidc: options.oidc,
    sessions: sessionsOf({ db, district, now, settings, believeMs: Math.min(options.believeMs ?? 3000, 5000) }),
    log: logWriter(district, keyring, now),
    settings,
    forgetSettings: () => {
      known = undefined
    },
  }
}
