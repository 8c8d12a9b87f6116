import type { getCase, getSuggestion, Reply } from '@fengqiao/contract'
import type { FormField } from '@fengqiao/ui'

/**
 * Owns how a suggestion fills a form. It goes by the kinds of fields that a form asks, never by the procedure or the action:
 * a subject goes where a subject is asked, a unit where a unit is asked.
 */
export type Action = Reply<typeof getCase>['actions'][number]
type Suggested = Reply<typeof getSuggestion>

const asks = (action: Action, kind: string): boolean => action.form.some(field => field.kind === kind && field.required)

/** Whether a suggestion would help with an action: it decides on a subject, or moves the case to a unit. */
export const isDecision = (action: Action): boolean =>
  asks(action, 'subject') || (asks(action, 'unit') && action.to !== null && !action.adverse)

export const wantsSuggestion = (actions: readonly Action[]): boolean => actions.some(isDecision)

/** What the suggestion says on each field. A field of choice that it is silent on takes the first, ordinary, option; it is shown before it is sent. */
export function prefill(
  form: readonly FormField[],
  { subject, grade, unit, confidence, why, rule }: Suggested,
  reason: { zh: string; en: string },
  language: 'zh' | 'en',
): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of form) {
    const value = valueFor(field)
    if (value !== undefined) values[field.name] = value
  }
  return values

  function valueFor({ kind, name, options = {}, required }: FormField): unknown {
    if (kind === 'subject') return subject?.id
    if (kind === 'unit') return unit?.id
    if (kind === 'number') return name === 'confidence' ? Math.round(confidence * 1000) / 1000 : undefined
    if (kind === 'choice' && grade.id in options) return grade.id
    if (kind === 'choice' && required) return Object.keys(options)[0]
    if (kind === 'text' && name === 'reason' && required) return (why ?? rule ?? reason)[language]
    return undefined
  }
}

/** Whether everything that must be answered is. */
export const isFull = (form: readonly FormField[], values: Readonly<Record<string, unknown>>): boolean =>
  form.every(({ name, required }) => !required || (values[name] !== undefined && values[name] !== ''))

/** Fields that the machine fills about itself; nobody is asked for them. */
const byMachine = new Set(['confidence'])
export const askedOfPeople = (form: readonly FormField[]): FormField[] => form.filter(({ name }) => !byMachine.has(name))
