import type { FormParts } from './door.ts'

/**
 * Owns: what a resident has told so far, and what is sent when they press send. Pure: kept and sent elsewhere.
 */

export type Point = readonly [lon: number, lat: number]

export interface Attachment {
  readonly id: string
  readonly kind: 'photo' | 'sound' | 'file'
  readonly name: string
  readonly type: string
  readonly blob: Blob
  /** SHA-256 of what the server stored; set once it has arrived, so that it is never sent twice. */
  readonly hash?: string | undefined
}

export interface Representative {
  readonly name: string
  readonly phone: string
}

export interface Draft {
  /** Idempotency key of the filing: made with the draft, the same on every try. */
  readonly key: string
  readonly procedure: string
  readonly service: string
  readonly story: string
  readonly address: string
  readonly point?: Point | undefined
  /** Code and name of the place, from a QR code, the map or the list. */
  readonly place?: { readonly code: string; readonly zh: string; readonly en: string } | undefined
  readonly channel: 'app' | 'qr'
  readonly attachments: readonly Attachment[]
  /** Under which the attachments were stored without signing in; the filing shows it to claim them. */
  readonly uploadToken?: string | undefined
  readonly name: string
  readonly phone: string
  readonly consent: boolean
  readonly group: boolean
  readonly headcount: number
  readonly representatives: readonly Representative[]
  /** Answers to whatever else the form offers, by field name. */
  readonly more: Readonly<Record<string, string>>
}

export const most = { story: 4000, title: 80, attachments: 9, representatives: 5 } as const
/** From how many people on a matter counts as brought together (Petition Work Regulations art. 20). */
export const groupFrom = 5

export function newDraft(key: string, procedure: string, service: string): Draft {
  return {
    key,
    procedure,
    service,
    story: '',
    address: '',
    channel: 'app',
    attachments: [],
    name: '',
    phone: '',
    consent: false,
    group: false,
    headcount: groupFrom,
    representatives: [{ name: '', phone: '' }],
    more: {},
  }
}

export const isEmpty = (draft: Draft): boolean => draft.story.trim() === '' && draft.attachments.length === 0

/** The first sentence of the story, at most 80 characters; a recording alone is named by its kind of service. */
export function titleOf(story: string, fallback: string): string {
  const told = story.trim().replaceAll(/\s+/g, ' ')
  const [sentence = ''] = told.split(/(?<=[。！？!?；;])|(?<=\.)\s/)
  const chosen = (sentence || told).replace(/[。！？!?；;.，,、\s]+$/, '')
  if (chosen === '') return fallback
  const characters = [...chosen]
  return characters.length <= most.title ? chosen : `${characters.slice(0, most.title - 1).join('')}…`
}

export type Lack = 'story' | 'where' | 'phone' | 'representatives' | 'headcount'

const phonePattern = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/

/** What still has to be told before this can be sent; empty when it can. */
export function lacking(draft: Draft, parts: FormParts): Lack[] {
  const lacks: Lack[] = []
  const hasSound = draft.attachments.some(one => one.kind === 'sound')
  if (draft.story.trim() === '' && !hasSound) lacks.push('story')
  if (!draft.place && !draft.point && draft.address.trim() === '') lacks.push('where')
  if (draft.phone.trim() !== '' && !phonePattern.test(draft.phone.trim())) lacks.push('phone')
  if (draft.group && parts.people) {
    if (!(draft.headcount >= groupFrom)) lacks.push('headcount')
    const named = draft.representatives.filter(one => one.name.trim() !== '')
    if (named.length === 0 || named.length > most.representatives) lacks.push('representatives')
  }
  return lacks
}

export interface Words {
  /** Title when nothing was written: the kind of service. */
  readonly title: string
  /** Story when there is only a recording. */
  readonly story: string
}

/** The body of the filing. `hashes` are the stored attachments in order. */
export function filingOf(draft: Draft, parts: FormParts, words: Words) {
  const input: Record<string, unknown> = {}
  const put = (field: { readonly name: string } | undefined, value: unknown) => {
    if (field && value !== undefined && value !== '') input[field.name] = value
  }
  const story = draft.story.trim()
  put(parts.service, draft.service)
  put(parts.title, titleOf(story, words.title))
  put(parts.story, story || words.story)
  put(parts.address, draft.address.trim())
  put(parts.name, draft.name.trim())
  put(parts.phone, draft.phone.trim())
  if (draft.phone.trim() !== '' || draft.name.trim() !== '') put(parts.consent, draft.consent)
  if (draft.group) {
    put(parts.headcount, draft.headcount)
    const people = draft.representatives.filter(one => one.name.trim() !== '')
    put(
      parts.people,
      people.map(({ name, phone }) => ({ name: name.trim(), ...(phone.trim() ? { phone: phone.trim() } : {}) })),
    )
  }
  for (const field of parts.more) put(field, readMore(field.kind, draft.more[field.name]))
  const hashes = draft.attachments.flatMap(({ hash }) => (hash ? [hash] : []))
  if (hashes.length > 0) put(parts.files, hashes)
  return {
    procedure: draft.procedure,
    input,
    channel: draft.channel,
    ...(hashes.length > 0 && draft.uploadToken ? { uploadToken: draft.uploadToken } : {}),
    ...(draft.place ? { place: draft.place.code } : {}),
    ...(draft.point ? { point: [draft.point[0], draft.point[1]] as [number, number] } : {}),
  }
}

function readMore(kind: string, value: string | undefined): unknown {
  const told = value?.trim() ?? ''
  if (told === '') return undefined
  if (kind === 'number') return Number(told)
  return kind === 'yesNo' ? told === 'yes' : told
}
