import type { Procedure } from '@fengqiao/kernel'
import { findHouseTemplate, type NoticeTemplate, type Templates } from '../notices/templates.ts'

/** A procedure's own messages as notice templates: `appeal.accepted` is the message `accepted` of that procedure. */
export function caseTemplates(procedures: readonly Procedure[]): Templates {
  const own = new Map<string, NoticeTemplate>(
    procedures.flatMap(({ id, words }) =>
      Object.entries(words.messages).map(([name, text]) => [`${id}.${name}`, { subject: words.name, text }] as const),
    ),
  )
  return template => own.get(template) ?? findHouseTemplate(template)
}
