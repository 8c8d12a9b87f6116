import type { Text } from '@fengqiao/kernel'

/**
 * Owns: how a filing form of any procedure is read as three steps. A screen never asks for a field by its name, only by
 * what kind of thing it is: the first choice is the kind of service, the first long text is the story, and so on.
 */

export interface DoorField {
  readonly name: string
  readonly required: boolean
  readonly kind: string
  readonly label: Text
  readonly help?: Text
  readonly options?: Readonly<Record<string, Text>>
}

/** A procedure that anyone may open, and the form of its opening action. */
export interface Door {
  readonly procedure: string
  readonly name: Text
  readonly form: readonly DoorField[]
}

/** The form by the part each field plays on the screens; a part the form lacks is undefined and not shown. */
export interface FormParts {
  readonly service: DoorField | undefined
  readonly title: DoorField | undefined
  readonly story: DoorField | undefined
  readonly address: DoorField | undefined
  readonly files: DoorField | undefined
  readonly name: DoorField | undefined
  readonly phone: DoorField | undefined
  readonly people: DoorField | undefined
  readonly headcount: DoorField | undefined
  readonly consent: DoorField | undefined
  /** Everything else that a resident can answer, offered folded. */
  readonly more: readonly DoorField[]
}

const askable = new Set(['text', 'longText', 'choice', 'number', 'yesNo', 'date'])

/** Reads a form; shapes only, no field names. A number beside a list of people is how many they are. */
export function readForm(form: readonly DoorField[]): FormParts {
  const first = (kind: string, required?: boolean) =>
    form.find(field => field.kind === kind && (required === undefined || field.required === required))
  const people = first('people')
  const parts = {
    service: first('choice', true),
    title: first('text', true),
    story: first('longText', true),
    address: first('address') ?? first('place'),
    files: first('files'),
    name: first('name'),
    phone: first('phone'),
    people,
    headcount: people ? first('number') : undefined,
    consent: first('yesNo'),
  }
  const taken = new Set(Object.values(parts).map(field => field?.name))
  return { ...parts, more: form.filter(field => !taken.has(field.name) && askable.has(field.kind)) }
}
