import { useSyncExternalStore } from 'react'

/** Owns: the app's service worker as the page sees it: registering it and offering a newer version, never forcing it. */

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

const offer = (worker: ServiceWorker | null) => {
  if (!worker) return
  waiting = worker
  for (const listener of listeners) listener()
}

export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const begin = async () => {
    const registration = await navigator.serviceWorker.register('/sw.js')
    if (navigator.serviceWorker.controller) offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing
      coming?.addEventListener('statechange', () => {
        if (coming.state === 'installed' && navigator.serviceWorker.controller) offer(coming)
      })
    })
  }
  // After the first screen: on a poor connection nothing competes with it.
  addEventListener('load', () => void begin().catch(() => undefined))
}

/** True when a newer version is ready to take over. */
export const useUpdateReady = (): boolean =>
  useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting !== undefined,
  )

export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage({ type: 'take-over' })
}
