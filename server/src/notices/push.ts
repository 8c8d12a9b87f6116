import { refusal, type Refusal, text } from '@fengqiao/kernel'
import webpush from 'web-push'
import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import { DeliveryProblem, problemOfAnswer, TIMEOUT_MS } from './channel.ts'
import { listSubscriptions, type Owner, type PushKeys, pushKeys, removeSubscription } from './push-store.ts'

/** What a browser shows. Encrypted end to end: the push service cannot read it. */
export interface PushText {
  readonly subject: string
  readonly text: string
  readonly link: string | null
  readonly urgent: boolean
  readonly key: string
}

export interface PushChannel {
  publicKey(district: string): Promise<string>
  /**
   * Sends to every browser of the recipient that is not in `delivered`, and tells `onDelivered` of each that took it. A subscription
   * that its service has forgotten (404, 410) is removed. Returns false when there is no browser to send to; throws DeliveryProblem
   * when one of them failed.
   */
  send(owner: Owner, message: PushText, delivered: readonly string[], onDelivered: (id: string) => Promise<void>): Promise<boolean>
}

export interface PushOptions {
  readonly db: Db
  readonly keyring: Keyring
  /** `mailto:` or https address by which a push service can reach the operator (RFC 8292). */
  readonly contact: string
  readonly now: () => string
  readonly timeoutMs?: number
}

const ONE_DAY_SECONDS = 86_400

/** Web push (RFC 8030, 8188, 8291, 8292). */
export function pushChannel({ db, keyring, contact, now, timeoutMs = TIMEOUT_MS }: PushOptions): PushChannel {
  const known = new Map<string, Promise<PushKeys>>()
  const keysOf = (district: string): Promise<PushKeys> => {
    const keys = known.get(district) ?? pushKeys(db, keyring, district, webpush.generateVAPIDKeys, now())
    known.set(district, keys)
    keys.catch(() => known.delete(district))
    return keys
  }
  return {
    publicKey: async district => (await keysOf(district)).publicKey,
    async send(owner, message, delivered, onDelivered) {
      const keys = await keysOf(owner.district)
      const all = await listSubscriptions(db, keyring, owner)
      let problem: DeliveryProblem | undefined
      let reached = delivered.length > 0
      for (const { id, endpoint, p256dh, auth } of all) {
        if (delivered.includes(id)) continue
        const { subject, text: body, link, urgent, key } = message
        const request = webpush.generateRequestDetails(
          { endpoint, keys: { p256dh, auth } },
          JSON.stringify({ subject, text: body, link, key }),
          {
            vapidDetails: { subject: contact, ...keys },
            TTL: ONE_DAY_SECONDS,
            urgency: urgent ? 'high' : 'normal',
            contentEncoding: 'aes128gcm',
          },
        )
        try {
          const answer = await fetch(endpoint, {
            method: 'POST',
            headers: withoutLength(request.headers),
            body: new Uint8Array(request.body ?? []),
            redirect: 'error',
            signal: AbortSignal.timeout(timeoutMs),
          })
          await answer.body?.cancel()
          if (answer.status === 404 || answer.status === 410) {
            await removeSubscription(db, owner.district, id)
            continue
          }
          const failed = problemOfAnswer('Push service', answer)
          if (failed) throw failed
          reached = true
          await onDelivered(id)
        } catch (error) {
          // One browser's service being down must not keep the others waiting: they are tried first, then it is told.
          problem = error instanceof DeliveryProblem ? error : new DeliveryProblem('Push service did not answer')
        }
      }
      if (problem) throw problem
      return reached
    },
  }
}

/** fetch counts the bytes itself. */
const withoutLength = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== 'content-length')
      .map(([name, value]) => [name, String(value)]),
  )

/**
 * The push services of the browsers in use. A subscription's endpoint is an address that this server will call: from anywhere else
 * it could be made to call machines inside the network.
 */
export const pushServices = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'web.push.apple.com',
  'notify.windows.com',
  'push.vivo.com.cn',
  'push.hicloud.com',
]

/** Undefined when the endpoint is on a known push service, over https. */
export function refuseEndpoint(endpoint: string, services: readonly string[] = pushServices): Refusal | undefined {
  const { protocol, hostname, username } = new URL(endpoint)
  const named = services.some(service => hostname === service || hostname.endsWith(`.${service}`))
  if (protocol === 'https:' && named && !username) return undefined
  return refusal('pushServiceUnknown', text('无法识别此浏览器的推送服务', 'This browser’s push service is not one we know'), {
    help: text('您仍会在应用内和短信中收到通知', 'You still get notices in the app and by SMS'),
  })
}
