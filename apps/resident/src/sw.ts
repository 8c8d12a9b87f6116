/// <reference lib="webworker" />
// Owns: opening without a network, and push notices. Only files of the app itself are ever cached; nothing under /api, no
// letter and no photo, so that a borrowed or shared phone keeps nobody's matter.
interface Precached {
  readonly url: string
  readonly revision: string | null
}
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly Precached[] }
const precached = self.__WB_MANIFEST
const files = new Set(precached.map(({ url }) => `/${url}`))
const prefix = 'fengqiao-'
const cacheName = `${prefix}${fingerprint(precached.map(({ url, revision }) => `${url}?${revision ?? ''}`).join())}`

/** A short name for this set of files (FNV-1a): a new build gets a new cache, the old one is dropped when it takes over. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

self.addEventListener('install', event => {
  event.waitUntil(caches.open(cacheName).then(cache => cache.addAll([...files].map(file => new Request(file, { cache: 'reload' })))))
})

self.addEventListener('activate', event => {
  const tidy = async () => {
    const names = await caches.keys()
    await Promise.all(names.filter(name => name.startsWith(prefix) && name !== cacheName).map(name => caches.delete(name)))
    await self.clients.claim()
  }
  event.waitUntil(tidy())
})

self.addEventListener('message', event => {
  if ((event.data as { type?: string } | null)?.type === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin) return
  if (request.mode === 'navigate' && url.pathname === '/') event.respondWith(fromCache('/index.html', request))
  else if (files.has(url.pathname)) event.respondWith(fromCache(url.pathname, request))
})

async function fromCache(path: string, request: Request): Promise<Response> {
  const held = await caches.match(path, { cacheName })
  return held ?? fetch(request)
}

interface PushedNotice {
  readonly title?: string
  readonly subject?: string
  readonly body?: string
  readonly text?: string
  readonly link?: string | null
}

self.addEventListener('push', event => {
  const notice = read(event.data)
  const show = self.registration.showNotification(notice.title ?? notice.subject ?? '枫桥', {
    body: notice.body ?? notice.text ?? '您的事项有新进展，点开查看',
    icon: '/icon-192.png',
    data: { link: notice.link ?? '/#/notices' },
  })
  event.waitUntil(show)
})

function read(data: PushMessageData | null): PushedNotice {
  try {
    return (data?.json() ?? {}) as PushedNotice
  } catch {
    return {}
  }
}

self.addEventListener('notificationclick', event => {
  event.notification.close()
  const asked = (event.notification.data as { link?: string } | null)?.link ?? '/'
  // Only pages of this app: a push message never leads anywhere else.
  const target = new URL(asked, location.origin)
  const address = target.origin === location.origin ? target.href : location.origin
  event.waitUntil(self.clients.openWindow(address))
})
