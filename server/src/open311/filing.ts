import { randomUUIDv7 } from 'node:crypto'
import type { open311File } from '@fengqiao/contract'
import { type Field, type FieldKind, isRefusal, type Procedure, type Refusal, refusal, text } from '@fengqiao/kernel'
import type { z } from 'zod'
import type { NewCase } from '../cases/cases.ts'
import type { Reference } from '../reference/reference.ts'
import { askedOf, descriptionField, questionsOf, serviceOf } from './services.ts'

/** Owns: turning an Open311 form into the filing of a case. Generic: fields are found by their kind, not by their name. */
type Form = z.output<NonNullable<typeof open311File.body>>

const bad = (path: string, zh: string, en: string): Refusal =>
  refusal('bad-input', text(zh, en), { fields: [{ path, because: text(zh, en) }] })
const noService = bad('service_code', '缺少 service_code', 'service_code was not provided')
const noSuchService = refusal('not-found', text('没有这个 service_code', 'service_code was not found'))
const noPlace = bad('lat', '须提供 lat 和 long，或 address_string，或 address_id', 'Give lat and long, or address_string, or address_id')
const noPosition = bad('lat', 'lat、long 不是 WGS 84 经纬度', 'lat and long are not a WGS 84 position')
const outside = bad('lat', '该位置不在本区', 'This position is outside the jurisdiction')
const noAddress = bad('address_id', '没有这个 address_id', 'address_id was not found')

export function readForm(form: Form, procedure: Procedure, reference: Reference): Omit<NewCase, 'actor'> | Refusal {
  if (!form.service_code) return noService
  const subject = serviceOf(reference.dutyList, form.service_code)
  if (!subject) return noSuchService
  const where = readWhere(form, reference)
  if (isRefusal(where)) return where
  const input: Record<string, unknown> = { ...answersOf(form, procedure) }
  const described = form.description?.trim() || subject.name.zh
  const body = descriptionField(procedure)
  // The link stays text: fetching it would let anyone make this server call addresses of their choice.
  if (body) input[body] = form.media_url ? `${described}${linkNote(form.media_url)}` : described
  input[procedure.title] ??= titleOf(described)
  if (procedure.subject && askedOf(procedure).includes(procedure.subject)) input[procedure.subject] = subject.code
  for (const [kind, value] of personOf(form)) {
    const name = fieldOf(procedure, kind)
    if (name && value && procedure.fields[name]?.schema.safeParse(value).success) input[name] = value
  }
  return { id: randomUUIDv7(), procedure: procedure.id, input, channel: 'open311', ...where }
}

const linkNote = (url: string): string => `\n（附件链接，未核验：${url}）`

/** The description without the link that came with it: what nobody has looked at is not shown to everybody. */
export const withoutLink = (description: string): string => description.replace(/\n（附件链接，未核验：[^\n]*）$/, '')

/** The first sentence, at most forty characters. */
function titleOf(described: string): string {
  const [sentence = described] = described.split(/(?<=[。！？!?])|\n|(?<=\.)\s/)
  const words = [...sentence.trim()]
  return words.length > 40 ? `${words.slice(0, 39).join('')}…` : words.join('')
}

const fieldOf = (procedure: Procedure, kind: FieldKind): string | undefined =>
  askedOf(procedure).find(name => procedure.fields[name]?.kind === kind)

/** Who asks and where, by kind of field. An address of mail, and a number no Chinese phone has, stand with the name, which is masked. */
function personOf({ first_name, last_name, email, phone, address_string }: Form): readonly (readonly [FieldKind, string])[] {
  const digits = (phone ?? '').replaceAll(/[\s()-]/g, '').replace(/^(\+|00)86/, '')
  const usual = /^(1[3-9]\d{9}|0\d{9,11})$/.test(digits)
  const name = [last_name, first_name].map(part => part?.trim()).filter(Boolean)
  const spoken = name.every(part => /^\p{Script=Han}+$/u.test(part ?? '')) ? name.join('') : name.toReversed().join(' ')
  const whole = [spoken, email && `<${email.trim()}>`, !usual && phone?.trim()].filter(Boolean).join(' ')
  return [
    ['name', whole.length > 60 ? whole.slice(0, 60) : whole],
    ['phone', usual ? digits : ''],
    ['address', address_string?.trim() ?? ''],
  ]
}

/** `attribute[code]` and `attribute[code][]` of the form; codes that the definition does not have are left aside. */
function answersOf(form: Form, procedure: Procedure): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const { name, field } of questionsOf(procedure)) {
    const given = [form[`attribute[${name}]`], form[`attribute[${name}][]`]]
      .flat()
      .filter(value => typeof value === 'string' && value !== '')
    if (given.length > 0) answers[name] = typed(field, given as string[])
    else if (field.kind === 'choice' && mustBeGiven(procedure, name)) answers[name] = Object.keys(field.options ?? {})[0]
  }
  return answers
}

const mustBeGiven = (procedure: Procedure, name: string): boolean =>
  Object.values(procedure.actions).some(action => action.from === 'start' && action.asks?.includes(name))

function typed({ kind }: Field, given: readonly string[]): unknown {
  const [first = ''] = given
  if (kind === 'choices') return given
  if (kind === 'yesNo') return first === 'true'
  return kind === 'number' ? Number(first) : first
}

function readWhere(
  { lat, long, address_string, address_id }: Form,
  { atlas, district }: Reference,
): Pick<NewCase, 'place' | 'point'> | Refusal {
  if (lat || long) {
    const [y, x] = [Number(lat || Number.NaN), Number(long || Number.NaN)]
    if (!(Math.abs(y) <= 90 && Math.abs(x) <= 180)) return noPosition
    const place = atlas.narrowest(x, y)
    return place ? { place: place.code, point: [x, y] } : outside
  }
  if (address_id) return atlas.find(address_id) ? { place: address_id, point: null } : noAddress
  if (!address_string?.trim()) return noPlace
  return { place: atlas.findAddress(address_string)[0]?.place.code ?? district, point: null }
}
