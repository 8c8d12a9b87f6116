import { call, type Trouble } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'

/** Owns: this browser's web push subscription. Asked for by a tap, never by itself. */

const place = 'fengqiao.push'

export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

export function pushId(): string | undefined {
  try {
    return localStorage.getItem(place) ?? undefined
  } catch {
    return undefined
  }
}

function keyBytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, character => character.charCodeAt(0))
}

export type PushOutcome = 'on' | 'denied' | Trouble

export async function turnPushOn(): Promise<PushOutcome> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied'
  const key = await call(endpoints.getPushKey)
  if (!key.ok) return key.trouble
  const registration = await navigator.serviceWorker.ready
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key.value.publicKey) })
    .catch(() => undefined)
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  if (!endpoint || !keys?.p256dh || !keys.auth) return 'denied'
  const answer = await call(endpoints.subscribePush, { body: { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } } })
  if (!answer.ok) return answer.trouble
  localStorage.setItem(place, answer.value.id)
  return 'on'
}

export async function turnPushOff(): Promise<void> {
  const id = pushId()
  const subscription = await (await navigator.serviceWorker.ready).pushManager.getSubscription()
  await subscription?.unsubscribe()
  if (id) await call(endpoints.unsubscribePush, { params: { id } })
  localStorage.removeItem(place)
}
