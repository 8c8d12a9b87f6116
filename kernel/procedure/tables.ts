import type { FieldKind, MaskingClass } from '../form/field.ts'
import type { Text } from '../text.ts'
import type { Procedure } from './procedure.ts'

/** Owns: what is told of a procedure to those who do not run it: forms, tables, diagrams. Pure JSON. */

/** One field of an action's form, enough for a generic screen to draw it. */
export interface FormFieldFact {
  readonly name: string
  readonly kind: FieldKind
  readonly label: Text
  readonly help?: Text | undefined
  readonly required: boolean
  readonly options?: Readonly<Record<string, Text>> | undefined
  readonly masking: MaskingClass
}

export function formOf(procedure: Procedure, action: string): readonly FormFieldFact[] {
  return (procedure.actions[action]?.asks ?? []).flatMap(asked => {
    const name = asked.replace(/\?$/, '')
    const field = procedure.fields[name]
    if (!field) return []
    return [{ name, kind: field.kind, label: field.label, help: field.help, required: name === asked, options: field.options, masking: field.register.masking }]
  })
}
