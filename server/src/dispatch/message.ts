import type { Procedure } from '@fengqiao/kernel'
import type { Message } from '../triage/index.ts'

/** The words of a matter as triage reads them: the fields that its procedure calls title and text, never a masked one. */
export function messageOf(procedure: Procedure, data: Readonly<Record<string, unknown>>): Message {
  const words = (field: string): string => {
    const value = data[field]
    return typeof value === 'string' ? value : ''
  }
  const body = procedure.text.filter(field => field !== procedure.title).map(words)
  return { title: words(procedure.title), body: body.join('\n') }
}
