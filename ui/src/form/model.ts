import type { FormField as FormFieldShape } from '@fengqiao/contract'
import { type FieldKind, type Text, text } from '@fengqiao/kernel'
import type { z } from 'zod'

/**
 * Owns what a form holds before it is sent: empty values, what is missing, and the input that the server expects.
 * The server decides; what is checked here only saves a round trip.
 */
export type FormField = z.infer<typeof FormFieldShape>
export type FormValues = Readonly<Record<string, unknown>>

/** How an input behaves, whatever draws it. */
export interface InputModel {
  /** Value of an untouched input. */
  readonly empty: unknown
  /** HTML input mode for the keyboard of a phone. */
  readonly keyboard?: 'text' | 'tel' | 'numeric' | 'decimal' | undefined
  /** Takes a whole row of a dense form. */
  readonly wide: boolean
  readonly autoComplete?: string | undefined
}

const line: InputModel = { empty: '', wide: false }

const models: Readonly<Record<FieldKind, InputModel>> = {
  text: { ...line, wide: true },
  longText: { ...line, wide: true },
  name: { ...line, autoComplete: 'name' },
  phone: { ...line, keyboard: 'tel', autoComplete: 'tel' },
  idNumber: line,
  address: { ...line, wide: true, autoComplete: 'street-address' },
  choice: { empty: undefined, wide: false },
  choices: { empty: [], wide: true },
  number: { empty: undefined, keyboard: 'decimal', wide: false },
  yesNo: { empty: undefined, wide: false },
  date: { empty: undefined, wide: false },
  dateTime: { empty: undefined, wide: false },
  place: { empty: undefined, wide: false },
  point: { empty: undefined, wide: true },
  unit: { empty: undefined, wide: false },
  units: { empty: [], wide: true },
  subject: { empty: undefined, wide: false },
  account: { empty: undefined, wide: false },
  files: { empty: [], wide: true },
  rating: { empty: undefined, wide: false },
  case: { empty: undefined, wide: true },
  people: { empty: [], wide: true },
}

/** A kind from a newer server is treated as a line of text rather than left out. */
export const inputModel = (kind: string): InputModel => (kind in models ? models[kind as FieldKind] : line)

export const emptyValues = (form: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(form.map(({ name, kind }) => [name, inputModel(kind).empty]))

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  return Array.isArray(value) && value.length === 0
}

const phone = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/

/** What is wrong with one value, or undefined. */
export function checkField(field: FormField, value: unknown): Text | undefined {
  const { kind, label, required } = field
  if (isEmpty(value)) return required ? text(`请填写${label.zh}`, `${label.en} is required`) : undefined
  if (kind === 'phone' && !phone.test(String(value).trim())) {
    return text('请填写 11 位手机号，或带区号的座机号', 'Give an 11-digit mobile number, or a landline with its area code')
  }
  if (kind === 'number' && !Number.isFinite(value)) return text('请填写数字', 'Give a number')
  if (kind === 'people' && (value as { name?: string }[]).some(({ name }) => isEmpty(name))) {
    return text('每一行都要有姓名', 'Every row needs a name')
  }
  return undefined
}

/** Sentences by field name; empty when the form may be sent. */
export function checkForm(form: readonly FormField[], values: FormValues): Record<string, Text> {
  const found: Record<string, Text> = {}
  for (const field of form) {
    const wrong = checkField(field, values[field.name])
    if (wrong) found[field.name] = wrong
  }
  return found
}

/** What is sent: texts trimmed, empty answers left out, nothing that the form does not ask. */
export function toInput(form: readonly FormField[], values: FormValues): Record<string, unknown> {
  const input: Record<string, unknown> = {}
  for (const { name } of form) {
    const value = values[name]
    if (!isEmpty(value)) input[name] = typeof value === 'string' ? value.trim() : value
  }
  return input
}
