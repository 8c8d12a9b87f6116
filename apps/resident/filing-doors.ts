// What the app knows of the procedures before it asks anybody: written into it when it is built, so that a first visit on a
// poor connection shows the kinds of service at once. Nothing here names a procedure; the list decides.
import type { Field, Procedure } from '@fengqiao/kernel'
import { procedures } from '@fengqiao/procedures'

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]

function openingAction(procedure: Procedure): string | undefined {
  const opened = Object.entries(procedure.actions).find(([, action]) => {
    const whoMay = asList(action.by)
    return asList(action.from).includes('start') && whoMay.some(who => who.kind === 'anyone')
  })
  return opened?.[0]
}

const plain = (name: string, required: boolean, field: Field<unknown>) => ({
  name,
  required,
  kind: field.kind,
  label: field.label,
  ...(field.help ? { help: field.help } : {}),
  ...(field.options ? { options: field.options } : {}),
})

/** The procedures that anyone may open, with the form of their opening action. */
export function filingDoors() {
  return procedures.flatMap(procedure => {
    const action = openingAction(procedure)
    if (!action) return []
    const form = (procedure.actions[action]?.asks ?? []).flatMap(asked => {
      const name = asked.replace('?', '')
      const field = procedure.fields[name]
      return field ? [plain(name, !asked.endsWith('?'), field)] : []
    })
    return [{ procedure: procedure.id, name: procedure.words.name, form }]
  })
}

/** What is kept about whoever files, on what ground, for how long: the field register of those forms. */
export function fieldRegister() {
  return filingDoors().map(door => ({
    name: door.name,
    fields: door.form.flatMap(({ name, label }) => {
      const field = procedures.find(one => one.id === door.procedure)?.fields[name]
      if (!field) return []
      const { purpose, basis, masking, retentionMonths } = field.register
      return [{ label, purpose, basis, masking, retentionMonths }]
    }),
  }))
}
