import { type Channel, problemOfAnswer, TIMEOUT_MS } from './channel.ts'

/**
 * SMS through an HTTP gateway: `POST SMS_URL` with `{"to", "text", "key"}` and the key again as `Idempotency-Key`; any 2xx means
 * taken over. `https://key@host/…` sends the key as a bearer token, `https://user:password@host/…` as basic authentication.
 * A provider with another form needs a small bridge of its own behind this address.
 */
export function smsGateway(address: string, timeoutMs = TIMEOUT_MS): Channel {
  const url = new URL(address)
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  url.username = ''
  url.password = ''
  const authorization = password ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` : user && `Bearer ${user}`
  return {
    async send({ address: to, text, url: link, key }) {
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': key,
          ...(authorization ? { authorization } : {}),
        },
        body: JSON.stringify({ to, text: link ? `${text} ${link}` : text, key }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await answer.body?.cancel()
      const problem = problemOfAnswer('SMS gateway', answer)
      if (problem) throw problem
    },
  }
}
