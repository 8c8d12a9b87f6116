import { type CaseState, isRefusal, type Procedure, type Text } from '@fengqiao/kernel'
import type { DutyList, Responsible } from '../duty/duty-list.ts'
import type { Reference } from '../reference/reference.ts'
import type { Message } from '../triage/index.ts'
import { keywordConfidence, matchKeywords } from './keywords.ts'
import type { Learned } from './learned.ts'
import { messageOf } from './message.ts'
import { decided, type HoldId, holds, type WordRule, wordRules } from './rules.ts'
import { waysOf } from './ways.ts'

/**
 * Owns: one suggestion for one matter. Rules first, then the classifier, then the duty list. Decides nothing and changes
 * nothing; the same matter under the same model, order and duty list gets the same answer.
 */
export interface Weighed {
  readonly subject: string | null
  readonly grade: string
  readonly responsible: Responsible | undefined
  readonly confidence: number
  readonly reasons: readonly { readonly words: string; readonly weight: number }[]
  readonly ranked: readonly { readonly subject: string; readonly confidence: number }[]
  /** The rule that decided the subject; null when the classifier did. */
  readonly decidedBy: Text | null
  /** Why a person must decide; empty when the matter may go out by itself. */
  readonly held: readonly { readonly id: string; readonly says: Text }[]
  readonly model: string | null
}

export interface Grounds {
  readonly reference: Reference
  readonly learned: Learned
}

export function weigh(procedure: Procedure, matter: CaseState, { reference, learned }: Grounds): Weighed {
  const { dutyList, atlas } = reference.snapshot
  const data = matter.data as Readonly<Record<string, unknown>>
  const message = messageOf(procedure, data)
  const told = wordRules.flatMap(rule => {
    const words = rule.words.filter(word => message.title.includes(word) || message.body.includes(word))
    return words.length > 0 ? [{ rule, words }] : []
  })
  const ways = waysOf(procedure)
  // Once somebody has sorted it, the field no longer says what the resident chose.
  const own = procedure.subject && !(ways.sort && ways.sort.action in matter.acts) ? data[procedure.subject] : undefined
  const chosen = typeof own === 'string' && dutyList.subject(own) ? own : undefined
  const best = subjectOf(dutyList, message, chosen, learned)
  const grade = gradeOf(
    procedure,
    dutyList,
    best.subject,
    told.map(({ rule }) => rule),
  )
  const found = best.subject === null ? undefined : dutyList.resolve(best.subject, matter.place)
  const responsible = found && !isRefusal(found) ? found : undefined
  const { order } = learned
  const level = atlas.find(matter.place)?.level
  const held: { id: string; says: Text }[] = told.filter(({ rule }) => rule.person).map(({ rule }) => ({ id: rule.id, says: rule.says }))
  const hold = (id: HoldId, applies: boolean): void => {
    if (applies) held.push({ id, says: holds[id] })
  }
  hold('flagged', matter.flags.length > 0)
  hold('special', matter.variant !== null)
  hold('noSubject', best.subject === null)
  if (found && isRefusal(found)) held.push({ id: found.rule, says: found.because })
  hold('placeTooWide', level === undefined || level === 'city' || level === 'district')
  hold('disagrees', best.disagrees)
  hold('notSure', best.confidence < order.threshold)
  hold('off', !order.automatic)
  return {
    subject: best.subject,
    grade,
    responsible,
    confidence: best.confidence,
    reasons: [
      ...told.filter(({ rule }) => rule.person || rule.urgent).flatMap(({ words }) => words.map(word => ({ words: word, weight: 1 }))),
      ...best.reasons,
    ].slice(0, 8),
    ranked: best.ranked,
    decidedBy: best.decidedBy,
    held,
    model: learned.model?.id ?? null,
  }
}

interface Best extends Pick<Weighed, 'subject' | 'confidence' | 'reasons' | 'ranked' | 'decidedBy'> {
  /** The resident chose one subject, the classifier is fairly sure of another. */
  readonly disagrees: boolean
}

function subjectOf(dutyList: DutyList, message: Message, chosen: string | undefined, learned: Learned): Best {
  const suggestion = learned.model?.model.suggest(message)
  const matches = matchKeywords(dutyList.leaves(), message)
  const ranked = suggestion
    ? suggestion.ranked
        .filter(({ label }) => dutyList.subject(label))
        .slice(0, 5)
        .map(({ label, confidence }) => ({ subject: label, confidence: Math.min(confidence, suggestion.confidence) }))
    : matches.slice(0, 5).map(match => ({ subject: match.subject, confidence: keywordConfidence(match, matches) }))
  const top = ranked[0]
  const match = matches.find(one => one.subject === (chosen ?? top?.subject))
  const byModel = suggestion !== undefined && top?.subject === suggestion.label
  const reasons = byModel && (chosen === undefined || chosen === top?.subject) ? suggestion.reasons : (match?.words ?? [])
  if (chosen !== undefined) {
    const agrees = top?.subject === chosen
    const stands = learned.model?.choiceStands ?? 0
    const confidence = agrees ? Math.max(stands, top.confidence) : Math.min(stands, 1 - (byModel ? (top?.confidence ?? 0) : 0))
    return {
      subject: chosen,
      confidence,
      reasons,
      ranked,
      decidedBy: decided.chosen,
      disagrees: byModel && !agrees && (top?.confidence ?? 0) >= 0.5,
    }
  }
  return {
    subject: top?.subject ?? null,
    confidence: top?.confidence ?? 0,
    reasons,
    ranked,
    decidedBy: byModel || !top ? null : decided.keywords,
    disagrees: false,
  }
}

/** The subject's own grade, raised by words of urgency; the procedure's first grade when it has no such name. */
function gradeOf(procedure: Procedure, dutyList: DutyList, subject: string | null, told: readonly WordRule[]): string {
  if (told.some(rule => rule.urgent) && procedure.grades.includes('urgent')) return 'urgent'
  const usual = (subject === null ? undefined : dutyList.subject(subject)?.grade) ?? 'general'
  return procedure.grades.includes(usual) ? usual : (procedure.grades[0] ?? 'general')
}
