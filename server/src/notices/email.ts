import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { type Channel, DeliveryProblem, TIMEOUT_MS } from './channel.ts'

export interface MailChannel extends Channel {
  /** Closes the connections kept open; call on shutdown. */
  end(): void
}

/**
 * E-mail through SMTP (`smtp(s)://user:password@host:port`). The Message-ID is made from the key, so that a mail sent again after a
 * lost answer is recognised as the same by mail systems that look. A 5xx answer is permanent, everything else is tried again.
 */
export function mailChannel(address: string, from: string, timeoutMs = TIMEOUT_MS): MailChannel {
  const transport = createTransport({
    url: address,
    pool: true,
    maxConnections: 3,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  return {
    async send({ address: to, subject, text, url, key }) {
      const id = createHash('sha256').update(key).digest('hex').slice(0, 40)
      try {
        await transport.sendMail({
          from,
          // An object, not a text: an address with a comma must not become two recipients.
          to: { name: '', address: to },
          subject,
          textEncoding: 'base64',
          text: `${url ? `${text}\n\n${url}` : text}\n`.replaceAll(/\r?\n/g, '\r\n'),
          messageId: `<${id}@${
            from
              .split('@')
              .at(-1)
              ?.replace(/[^\w.-]/g, '') || 'fengqiao'
          }>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        })
      } catch (error) {
        const { responseCode: code = 0, code: kind } = error as { responseCode?: number; code?: string }
        throw new DeliveryProblem(`Mail server: ${code || kind || 'no answer'}`, {
          permanent: (code >= 500 && kind !== 'EAUTH') || (kind === 'EENVELOPE' && code === 0),
        })
      }
    },
    end: () => transport.close(),
  }
}
