import type { Network } from '@fengqiao/contract'

/** The browser's own network. */
export const browserNetwork: Network = {
  ask: (url, init) => fetch(url, init),
  pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
  // `XMLHttpRequest`, because `fetch` tells nothing of how far a body has gone, and a photo on a slow line takes a while.
  post: (url, file, headers, { progress, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('POST', url)
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
      request.upload.addEventListener('progress', event => event.lengthComputable && progress?.(event.loaded / event.total))
      request.addEventListener('error', () => reject(new TypeError('the upload broke off')))
      request.addEventListener('abort', () => reject(new DOMException('Upload cancelled', 'AbortError')))
      request.addEventListener('load', () => resolve({ status: request.status, text: request.responseText }))
      signal?.addEventListener('abort', () => request.abort(), { once: true })
      const form = new FormData()
      form.append('file', file)
      request.send(form)
    }),
}
