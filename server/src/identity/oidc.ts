import { type Refusal, refusal, text } from '@fengqiao/kernel'
import * as client from 'openid-client'
import { type AccountRow, findAccount, updateAccount } from '../accounts/store.ts'
import type { IdentityServices, OidcSettings } from './services.ts'

/** What must come back unchanged; sealed in a cookie for ten minutes, so that no server has to remember it. */
interface Journey {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
  readonly until: number
}

export interface Oidc {
  /** Where to send the browser, and the sealed journey for its cookie. */
  start(returnTo: string, callback: string): Promise<{ to: URL; journey: string }>
  /** The account that the provider vouches for, or why not. `callback` is the full address that the browser came back to. */
  finish(callback: URL, journey: string | undefined): Promise<{ account: AccountRow; returnTo: string } | Refusal>
}

const failed = refusal('wrong-credentials', text('统一登录未完成，请重试', 'Sign-in at your organisation was not completed; try again'))
const unknown = refusal('accountIsUnknown', text('本平台没有与该身份对应的账号', 'No account here belongs to this identity'), {
  help: text('请系统管理员在账号中登记您的邮箱', 'Ask the system administrator to enter your e-mail address in your account'),
})

const place = 'cookie.oidc'

/** Authorization code flow with PKCE, state and nonce (RFC 9700). Roles and posts stay local: the provider only says who it is. */
export function oidcOf(services: IdentityServices, settings: OidcSettings): Oidc {
  const { db, district, keyring, log, now } = services
  let found: Promise<client.Configuration> | undefined
  const discover = (): Promise<client.Configuration> => {
    found ??= client
      .discovery(new URL(settings.issuer), settings.clientId, undefined, authOf(settings), {
        ...(settings.insecure ? { execute: [client.allowInsecureRequests] } : {}),
        timeout: 10,
      })
      .then(configuration => configuration)
    // The provider may be back at the next try.
    found.catch(() => {
      found = undefined
    })
    return found
  }

  return {
    async start(returnTo, callback) {
      const configuration = await discover()
      const journey: Journey = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        returnTo: localPath(returnTo),
        until: now().getTime() + 600_000,
      }
      const to = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: `openid ${settings.scope ?? 'email profile'}`,
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      })
      return { to, journey: keyring.seal(JSON.stringify(journey), place) }
    },

    async finish(callback, sealed) {
      const journey = sealed ? opened(sealed) : undefined
      if (!journey || journey.until < now().getTime()) return failed
      const configuration = await discover()
      let claims: Awaited<ReturnType<typeof client.authorizationCodeGrant>>
      try {
        claims = await client.authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: journey.verifier,
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          idTokenExpected: true,
        })
      } catch (error) {
        // The provider refused, or somebody tampered; either way nobody is signed in. Other failures are ours and are thrown.
        if (isProtocolFailure(error)) return failed
        throw error
      }
      const account = await match(configuration, claims)
      return account ? { account, returnTo: journey.returnTo } : unknown
    },
  }

  function opened(sealed: string): Journey | undefined {
    try {
      return JSON.parse(keyring.open(sealed, place)) as Journey
    } catch {
      return undefined
    }
  }

  /** By the provider's subject when it is known, else by verified e-mail, which then binds the subject to the account. */
  async function match(
    configuration: client.Configuration,
    tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ): Promise<AccountRow | undefined> {
    const claims = tokens.claims()
    if (!claims) return undefined
    const oidcSubject = `${claims.iss}|${claims.sub}`
    const bound = await findAccount(db, district, { oidcSubject })
    if (bound) return bound.disabled_at ? undefined : bound
    const told = claims.email === undefined ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims
    if (typeof told.email !== 'string' || told.email_verified !== true) return undefined
    const account = await findAccount(db, district, { email: told.email })
    if (!account || account.disabled_at || account.oidc_subject !== null) return undefined
    await updateAccount(db, district, account.id, { oidc_subject: oidcSubject })
    await log.deed(db, { actor: account.id, act: 'account.boundToProvider', subject: account.id, request: claims.iss })
    return account
  }
}

/** OpenID Connect's default is Basic; a provider that wants the secret in the form says so when the client is registered. */
function authOf({ clientSecret, clientAuth = 'basic' }: OidcSettings): client.ClientAuth {
  if (!clientSecret) return client.None()
  return clientAuth === 'post' ? client.ClientSecretPost(clientSecret) : client.ClientSecretBasic(clientSecret)
}

/** A code or state that does not hold, or the provider's refusal. `invalid_client` is not: then our own settings are wrong. */
const isProtocolFailure = (error: unknown): boolean =>
  (error instanceof client.ResponseBodyError && error.error === 'invalid_grant') ||
  error instanceof client.AuthorizationResponseError ||
  (error instanceof client.ClientError && error.code !== 'OAUTH_TIMEOUT')

/** Only a path on this platform: never another site (`//evil`, `/\evil`, `https:`). */
export function localPath(wanted: string): string {
  const base = 'http://here.invalid'
  const to = URL.canParse(wanted, base) ? new URL(wanted, base) : undefined
  return to && to.origin === base && wanted.startsWith('/') ? to.pathname + to.search + to.hash : '/'
}
