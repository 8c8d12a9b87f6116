import type { CaseEvent } from './state.ts'

/**
 * Owns: how events are bound into a chain. The content enters only as a salted commitment, so that it can be erased
 * while the chain, and every proof over it, still holds. The hash function is passed in: SHA-256 as lowercase hex.
 */
export type Hash = (input: string) => string

export interface Sealed {
  readonly event: CaseEvent
  /** 16 random bytes as hex; erased together with the content. */
  readonly salt: string
  /** Hash of salt and content. */
  readonly commitment: string
  readonly previous: string
  readonly hash: string
}

export const chainRoot = '0'.repeat(64)

/** What is erasable: who exactly, what was said and what followed. The rest (which post, when, which step) is the skeleton that stays. */
const content = ({ actor, birth, input, effects }: CaseEvent): string => canonical({ actor, birth, input, effects })

export function commitmentOf(event: CaseEvent, salt: string, hash: Hash): string {
  return hash(`${salt}\n${content(event)}`)
}

export function linkHash(event: CaseEvent, commitment: string, previous: string, hash: Hash): string {
  const { actor, district, seq, type, action, at, from, to, closes, version } = event
  const hand = actor.kind === 'staff' ? `staff:${actor.post}` : actor.kind
  return hash(canonical({ previous, district, case: event.case, seq, type, action, at, hand, from, to, closes, version, commitment }))
}

export function sealEvents(events: readonly CaseEvent[], previous: string, salts: readonly string[], hash: Hash): readonly Sealed[] {
  let last = previous
  return events.map((event, index) => {
    const salt = salts[index]
    if (!salt) throw new Error('Each event needs a salt of its own; pass as many salts as events')
    const commitment = commitmentOf(event, salt, hash)
    const sealed = { event, salt, commitment, previous: last, hash: linkHash(event, commitment, last, hash) }
    last = sealed.hash
    return sealed
  })
}

/**
 * Where a chain is broken: each sentence names the event. Empty when every link and every commitment holds. An event whose
 * content was erased has no salt any more (`''`): its link must still hold, its commitment can no longer be opened.
 */
export function checkChain(chain: readonly Sealed[], hash: Hash, previous: string = chainRoot): readonly string[] {
  const broken: string[] = []
  let last = previous
  for (const { event, salt, commitment, previous: claimed, hash: own } of chain) {
    const place = `event ${event.seq} of case ${event.case}`
    if (claimed !== last) broken.push(`${place} does not follow the event before it`)
    if (salt !== '' && commitmentOf(event, salt, hash) !== commitment) broken.push(`${place} has other content than was committed to`)
    if (linkHash(event, commitment, claimed, hash) !== own) broken.push(`${place} has another hash than its facts give`)
    last = own
  }
  return broken
}

/** JSON with sorted keys and without undefined: the same bytes for the same content, whatever order it was built or stored in. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`
}
