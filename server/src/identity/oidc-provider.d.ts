/** The part of oidc-provider that the sign-in test uses; the package ships no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export default class Provider {
    constructor(
      issuer: string,
      configuration: Record<string, unknown> & {
        findAccount?: (context: unknown, id: string) => { accountId: string; claims: () => Record<string, unknown> }
      },
    )
    callback(): RequestListener
  }
}
