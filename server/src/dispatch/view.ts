import type { Suggestion } from '@fengqiao/contract'
import type { Procedure } from '@fengqiao/kernel'
import type { z } from 'zod'
import { type Naming, subjectNamed, unitNamed, unknown } from '../cases/naming.ts'
import type { StandingOrder } from './learned.ts'
import { sayRule } from './rules.ts'
import type { Weighed } from './suggest.ts'

/** The suggestion as screens see it. `verdict` is why the automatic dispatcher left the matter to a person, when it has looked. */
export function suggestionView(
  naming: Naming,
  procedure: Procedure,
  weighed: Weighed,
  order: StandingOrder,
  verdict?: string | null,
): z.input<typeof Suggestion> {
  const left = verdict ? sayRule(verdict) : undefined
  const [held] = weighed.held.filter(one => one.id !== 'off' && one.id !== 'notSure')
  return {
    subject: subjectNamed(naming, weighed.subject),
    grade: { id: weighed.grade, name: procedure.words.grades[weighed.grade] ?? unknown(weighed.grade) },
    unit: weighed.responsible ? unitNamed(naming, weighed.responsible.unit.id) : null,
    why: weighed.responsible?.why ?? null,
    confidence: weighed.confidence,
    threshold: order.threshold,
    automatic: weighed.held.length === 0 && !left,
    reasons: [...weighed.reasons],
    ranked: weighed.ranked.flatMap(({ subject, confidence }) => {
      const named = subjectNamed(naming, subject)
      return named ? [{ subject: named, confidence }] : []
    }),
    rule: held?.says ?? left ?? weighed.decidedBy,
    model: weighed.model,
  }
}
