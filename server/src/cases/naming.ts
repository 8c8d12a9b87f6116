import {
  type CaseState,
  type FieldKind,
  formOf,
  isFinal,
  maskValue,
  type Organisation,
  type Procedure,
  roles,
  text,
  type Text,
} from '@fengqiao/kernel'
import type { z } from 'zod'
import type { CaseAction, CaseValue, LetterView } from '@fengqiao/contract'
import type { Reference } from '../reference/reference.ts'

/** Owns: giving ids their names. Everything a screen shows of a case passes through here. */
export interface Naming {
  readonly org: Organisation
  readonly reference: Reference
}

/** A stored value as text; anything that is no text or number is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '')
/** One field of a case's data, whatever procedure it belongs to. */
export const valueOf = (matter: Pick<CaseState, 'data'>, field: string | undefined): unknown =>
  field === undefined ? undefined : (matter.data as Record<string, unknown>)[field]

export type Named = { id: string; name: Text }

export const unknown = (id: string): Text => text(id, id)
export const unitNamed = ({ org }: Pick<Naming, 'org'>, id: string): Named => ({ id, name: org.unit(id)?.name ?? unknown(id) })
export const placeNamed = ({ org }: Pick<Naming, 'org'>, code: string): Named => ({ id: code, name: org.placeName(code) })
export const stepNamed = (procedure: Procedure, step: string): Named => ({ id: step, name: procedure.words.steps[step] ?? unknown(step) })
export const roleNamed = (id: string): Named => ({ id, name: roles[id as keyof typeof roles] ?? unknown(id) })
export const gradeNamed = (procedure: Procedure, matter: Pick<CaseState, 'grade' | 'variant'>): Named | null => {
  const id = matter.variant ?? matter.grade
  return id ? { id, name: procedure.words.grades[id] ?? unknown(id) } : null
}
export const flagsNamed = (procedure: Procedure, flags: readonly string[]): Named[] =>
  flags.filter(flag => procedure.words.flags[flag]).map(id => ({ id, name: procedure.words.flags[id] ?? unknown(id) }))
export const subjectNamed = ({ reference }: Pick<Naming, 'reference'>, code: string | null): Named | null =>
  code ? { id: code, name: reference.dutyList.subject(code)?.name ?? unknown(code) } : null

/** Street · community · cell. */
export function placePath({ reference, org }: Naming, code: string): Text {
  const path = [
    ...reference.atlas
      .ancestors(code)
      .toReversed()
      .map(place => place.name),
    org.placeName(code),
  ].slice(-3)
  return { zh: path.map(name => name.zh).join(' · '), en: path.map(name => name.en).join(' · ') }
}

/** A value as this viewer may see it; names for ids, masks for personal data. */
export function shownValue(
  naming: Naming,
  procedure: Procedure,
  field: string,
  value: unknown,
  viewer: { clear?: boolean | undefined; handler?: boolean } = {},
): z.input<typeof CaseValue> | undefined {
  const known = procedure.fields[field]
  if (!known || value === undefined || value === null || value === '') return undefined
  const { clear = false, handler = false } = viewer
  // Whoever works on the matter must know where it is; names and numbers stay masked for them too.
  const needed = handler && known.register.masking === 'address'
  const masked = !clear && !needed && known.register.masking !== 'open'
  return {
    field,
    label: known.label,
    kind: known.kind,
    masked,
    shown: masked ? maskedText(known.register.masking, value, handler) : clearText(naming, known.kind, value, known.options),
  }
}

function maskedText(masking: Parameters<typeof maskValue>[0], value: unknown, handler: boolean): string {
  const shown = maskValue(masking, value, { handler })
  return typeof shown === 'string' ? shown : '***'
}

function clearText(
  naming: Naming,
  kind: FieldKind,
  value: unknown,
  options: Readonly<Record<string, Text>> | undefined,
): z.input<typeof CaseValue>['shown'] {
  if (kind === 'unit') return unitNamed(naming, String(value)).name
  if (kind === 'units' && Array.isArray(value)) return joined(value.map(id => unitNamed(naming, String(id)).name))
  if (kind === 'subject') return subjectNamed(naming, String(value))?.name ?? String(value)
  if (kind === 'place') return placeNamed(naming, String(value)).name
  if (kind === 'people' && Array.isArray(value)) return value.map(person => textOf((person as { name?: unknown }).name)).join('、')
  if (options && typeof value === 'string') return options[value] ?? value
  if (Array.isArray(value)) return value.map(String)
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value)
}

const joined = (names: readonly Text[]): Text => ({ zh: names.map(name => name.zh).join('、'), en: names.map(name => name.en).join(', ') })

/** The sentence of an event, with the names of what was put in. */
export function sentenceOf(
  naming: Naming,
  procedure: Procedure,
  action: string | undefined,
  type: string,
  input: Readonly<Record<string, unknown>>,
): Text {
  const template = action ? procedure.words.actions[action]?.done : systemSentences[type]
  if (!template) return text('办理记录', 'Record')
  const say = (language: 'zh' | 'en'): string =>
    template[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const deadline = name === 'deadline' ? procedure.words.deadlines[String(input[name])] : undefined
      if (deadline) return deadline[language]
      const shown = shownValue(naming, procedure, name, input[name])?.shown
      if (shown === undefined || shown === null) return ''
      if (typeof shown === 'object' && !Array.isArray(shown)) return shown[language]
      return Array.isArray(shown) ? shown.join('、') : String(shown)
    })
  return { zh: say('zh'), en: say('en') }
}

const systemSentences: Record<string, Text> = {
  'deadline.missed': text('{deadline}已超时', '{deadline} was missed'),
  'deadline.reminded': text('{deadline}仍未完成，再次提醒', '{deadline} is still open; reminded again'),
  'deadline.lapsed': text('{deadline}已届满', '{deadline} has ended'),
  'deadline.recomputed': text('{deadline}的期限已重新计算', 'The due time of {deadline} was recomputed'),
  'case.absorbed': text('另一件相同事项并入本件', 'Another case saying the same was merged in'),
  'procedure.migrated': text('办理规则更新，本件按新版本办理', 'The procedure was updated; the case continues on its new version'),
}

/** Why a card was given or somebody called: a missed deadline or a step by its name, else the words of whoever ordered it. */
export const whyNamed = (procedure: Procedure, why: string): Text =>
  [procedure.words.deadlines, procedure.words.steps].find(words => Object.hasOwn(words, why))?.[why] ?? unknown(why)

export const letterView = (naming: Naming, procedure: Procedure, letter: CaseState['letters'][number]): z.input<typeof LetterView> => ({
  id: letter.id,
  letter: letter.letter,
  label: procedure.words.letters[letter.letter] ?? unknown(letter.letter),
  at: letter.at,
  to: letter.to ? unitNamed(naming, letter.to) : null,
})

export const actionView = (procedure: Procedure, name: string): z.input<typeof CaseAction> => {
  const action = procedure.actions[name]
  const to = action?.to
  return {
    id: name,
    label: procedure.words.actions[name]?.label ?? unknown(name),
    to: to ? stepNamed(procedure, to) : null,
    adverse: Boolean(action?.adverse),
    form: formOf(procedure, name).map(field => ({ ...field, options: field.options ? { ...field.options } : undefined })),
  }
}

export const isClosed = (procedure: Procedure, step: string): boolean => isFinal(procedure.steps[step])
