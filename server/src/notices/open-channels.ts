import type { Db } from '../database/connect.ts'
import type { Keyring } from '../identity/keyring.ts'
import type { Channel } from './channel.ts'
import { mailChannel } from './email.ts'
import { localChannel } from './local-store.ts'
import { type PushChannel, pushChannel } from './push.ts'
import { smsGateway } from './sms.ts'

export interface OpenChannels {
  readonly sms: Channel | undefined
  readonly email: Channel | undefined
  readonly push: PushChannel
  /** Whether messages stay here and /dev/outbox shows them: only in the demo, and only while no SMS gateway is set. */
  readonly localOutbox: boolean
  end(): void
}

export interface ChannelSettings {
  readonly smsUrl?: string | undefined
  readonly smtpUrl?: string | undefined
  readonly mailFrom: string
  readonly demo: boolean
}

/** Channels by settings. Without a gateway the demo keeps messages locally; a real deployment has no such channel, and its notices are dropped. */
export function openChannels(db: Db, keyring: Keyring, settings: ChannelSettings, now: () => string): OpenChannels {
  const { smsUrl, smtpUrl, mailFrom, demo } = settings
  const mail = smtpUrl ? mailChannel(smtpUrl, mailFrom) : undefined
  const localOutbox = demo && !smsUrl
  return {
    sms: smsUrl ? smsGateway(smsUrl) : localOutbox ? localChannel(db, 'sms', now) : undefined,
    email: mail ?? (localOutbox ? localChannel(db, 'email', now) : undefined),
    push: pushChannel({ db, keyring, contact: `mailto:${/<([^>]+)>/.exec(mailFrom)?.[1] ?? mailFrom}`, now }),
    localOutbox,
    end: () => mail?.end(),
  }
}
