/** One finished message to one address. */
export interface Message {
  readonly district: string
  /** The same on every try: a provider that knows such keys delivers once even when our answer was lost. */
  readonly key: string
  /** Phone number or e-mail address. */
  readonly address: string
  readonly subject: string
  readonly text: string
  /** Absolute address that the message opens. */
  readonly url?: string | undefined
}

export interface Channel {
  /** Resolves when the provider has taken the message over; throws DeliveryProblem or any error of the network. */
  send(message: Message): Promise<void>
}

/** A provider said no. Permanent: the same message will never be taken, so it is not tried again. */
export class DeliveryProblem extends Error {
  override readonly name = 'DeliveryProblem'
  readonly permanent: boolean
  readonly retryAfterSeconds: number | undefined

  constructor(message: string, { permanent = false, retryAfterSeconds }: { permanent?: boolean; retryAfterSeconds?: number } = {}) {
    super(message)
    this.permanent = permanent
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** How long a provider may take before the try counts as failed. */
export const TIMEOUT_MS = 10_000

/** What an HTTP provider's answer means: undefined when it took the message. 408, 425, 429 and 5xx may be better later, other 4xx never. */
export function problemOfAnswer(provider: string, answer: Response): DeliveryProblem | undefined {
  if (answer.ok) return undefined
  const later = answer.status >= 500 || [408, 425, 429].includes(answer.status)
  const wait = Number(answer.headers.get('retry-after'))
  return new DeliveryProblem(`${provider} answered ${answer.status}`, {
    permanent: !later,
    ...(Number.isFinite(wait) && wait > 0 ? { retryAfterSeconds: Math.min(wait, 3600) } : {}),
  })
}
