// Shows notices pushed to a closed desk. Keeps nothing, fetches nothing: the desk itself always asks the server.
self.addEventListener('push', event => {
  const { subject = '枫桥', text = '', link, key } = readNotice(event.data)
  event.waitUntil(self.registration.showNotification(subject, { body: text, icon: '/desk/icon.svg', tag: key, data: { link } }))
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.link))
})

function readNotice(data) {
  try {
    return data?.json() ?? {}
  } catch {
    return { text: data?.text() ?? '' }
  }
}

/** An open desk comes to the front; otherwise one is opened. Only addresses of the desk are followed. */
async function open(link) {
  const path = typeof link === 'string' && link.startsWith('/desk/') ? link : '/desk/notices'
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const desk = windows.find(one => new URL(one.url).pathname.startsWith('/desk/'))
  if (!desk) return self.clients.openWindow(path)
  await desk.focus()
  return desk.navigate(path)
}
