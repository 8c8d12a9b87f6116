import type { Period } from '../deadline/amount.ts'
import type { DiagramGraph, DiagramTimer } from '../diagram/graph.ts'
import type { FieldKind, MaskingClass } from '../form/field.ts'
import { describeWho, relations, type Who } from '../permission/who.ts'
import { roles } from '../role.ts'
import { type Text, text } from '../text.ts'
import type { Confidence, Consequence, DueRule } from './due.ts'
import { movesOf } from './graph.ts'
import { type Action, isFinal, list, type Procedure } from './procedure.ts'

/**
 * Owns: what is read off a procedure without running it: tables of permissions, deadlines and fields, its diagram, the form of
 * an action. Everything returned is plain JSON.
 */

export interface PermissionRow {
  readonly action: string
  readonly label: Text
  /** Steps at which it may be taken; `start` opens a case. */
  readonly at: readonly string[]
  readonly to: string | null
  readonly by: readonly Text[]
  /** Separation of duty: not whoever last did one of these. */
  readonly notWhoDid: readonly string[]
  readonly refusedBy: readonly { readonly rule: string; readonly because: Text; readonly source: string }[]
}

export function permissionsTable(procedure: Procedure): readonly PermissionRow[] {
  return Object.entries(procedure.actions).map(([action, rules]) => ({
    action,
    label: procedure.words.actions[action]?.label ?? text(action, action),
    at: stepsOf(procedure, rules),
    to: rules.to ?? null,
    by: list<Who>(rules.by).map(describeWho),
    notWhoDid: rules.notWhoDid ?? [],
    refusedBy: (rules.unless ?? []).map(({ name, because, source }) => ({ rule: name, because, source })),
  }))
}

function stepsOf(procedure: Procedure, action: Action): readonly string[] {
  const named = list(action.during ?? action.from)
  return named.includes('open') ? Object.keys(procedure.steps).filter(step => !isFinal(procedure.steps[step])) : named
}

export interface DeadlineRow {
  /** The configuration row: `visit.answer.urgent`. */
  readonly key: string
  readonly deadline: string
  readonly label: Text
  /** Grade, variant or `otherwise`. */
  readonly which: string
  readonly value: number
  readonly unit: Period['unit']
  readonly calendar: Period['calendar']
  readonly source: string
  readonly confidence: Confidence
  /** In order; empty for a right, which lapses. */
  readonly consequences: readonly Text[]
  readonly pauses: readonly Text[]
  readonly extension: { readonly by: Period; readonly times: number } | null
}

export function deadlinesTable(procedure: Procedure): readonly DeadlineRow[] {
  return Object.entries(procedure.deadlines).flatMap(([deadline, rule]) =>
    Object.entries(rule.periods).flatMap(([which, period]) => (period ? [deadlineRow(procedure, deadline, rule, which, period)] : [])),
  )
}

function deadlineRow(procedure: Procedure, deadline: string, rule: DueRule, which: string, { value, unit, calendar }: Period): DeadlineRow {
  return {
    key: `${procedure.id}.${deadline}.${which}`,
    deadline,
    label: procedure.words.deadlines[deadline] ?? text(deadline, deadline),
    which,
    value,
    unit,
    calendar,
    source: rule.source,
    confidence: rule.confidence,
    consequences: rule.consequences.map(consequence => sayConsequence(procedure, consequence)),
    pauses: rule.pauses.map(reason => procedure.words.pauses[reason] ?? text(reason, reason)),
    extension: rule.extension ?? null,
  }
}

function sayConsequence(procedure: Procedure, consequence: Consequence): Text {
  const { after } = consequence
  const then = whatFollows(procedure, consequence)
  if (!after) return then
  const length = sayPeriod(after)
  return text(`${length.zh}后${then.zh}`, `${then.en} after ${length.en}`)
}

function whatFollows(procedure: Procedure, consequence: Consequence): Text {
  switch (consequence.then) {
    case 'escalate': {
      const [relation, role] = [relations[consequence.relation], roles[consequence.role]]
      return text(`上报${relation.zh}${role.zh}`, `escalate to the ${role.en.toLowerCase()} at the ${relation.en}`)
    }
    case 'card':
      return consequence.colour === 'red' ? text('亮红牌', 'red card') : text('亮黄牌', 'yellow card')
    case 'act': {
      const label = procedure.words.actions[consequence.action]?.label ?? text(consequence.action, consequence.action)
      return text(`系统${label.zh}`, `the system takes “${label.en}”`)
    }
  }
}

const unitWords: Record<Period['unit'], Text> = {
  minute: text('分钟', 'minute'),
  hour: text('小时', 'hour'),
  workingHour: text('工作小时', 'working hour'),
  day: text('日', 'day'),
  workingDay: text('个工作日', 'working day'),
  month: text('个月', 'month'),
  year: text('年', 'year'),
}

/** 5 个工作日, 5 working days. */
export function sayPeriod({ value, unit }: Pick<Period, 'value' | 'unit'>): Text {
  const words = unitWords[unit]
  return text(`${value} ${words.zh}`, `${value} ${words.en}${value === 1 ? '' : 's'}`)
}

/** The step graph with its holders and timers, for Mermaid, BPMN and SVG. */
export function graphOf(procedure: Procedure): DiagramGraph {
  const { words } = procedure
  const moves = movesOf(procedure).filter(move => move.from !== 'start')
  const first = movesOf(procedure).find(move => move.from === 'start')?.to
  const names = Object.keys(procedure.steps).sort((a, b) => Number(b === first) - Number(a === first))
  return {
    id: procedure.id,
    name: words.name,
    steps: names.map(id => {
      const step = procedure.steps[id]
      const label = words.steps[id] ?? text(id, id)
      return { id, label, final: isFinal(step), ...(step && 'held' in step ? { holder: describeWho(step.held) } : {}) }
    }),
    transitions: moves.map(({ action, from, to }) => ({
      from,
      to,
      key: action,
      action: words.actions[action]?.label ?? text(action, action),
      by: anyOf(list<Who>(procedure.actions[action]?.by).map(describeWho)),
    })),
    timers: names.flatMap(id => timersOf(procedure, id)),
  }
}

const anyOf = (all: readonly Text[]): Text => ({ zh: all.map(one => one.zh).join('、'), en: all.map(one => one.en).join(', ') })

function timersOf(procedure: Procedure, step: string): readonly DiagramTimer[] {
  const held = procedure.steps[step]
  const keys = held && 'due' in held ? list(held.due) : []
  return keys.map(key => {
    const label = procedure.words.deadlines[key] ?? text(key, key)
    const consequences = (procedure.deadlines[key]?.consequences ?? []).map(one => sayConsequence(procedure, one))
    return { step, key, label, consequence: anyOf(consequences) }
  })
}

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

/** The form of an action, in the order in which it asks; empty when it asks nothing. */
export function formOf(procedure: Procedure, action: string): readonly FormFieldFact[] {
  const asks = Object.hasOwn(procedure.actions, action) ? procedure.actions[action]?.asks : undefined
  return (asks ?? []).flatMap(asked => {
    const name = asked.replace(/\?$/, '')
    const field = procedure.fields[name]
    if (!field) return []
    const { kind, label, help, options, register } = field
    return [{ name, kind, label, help, required: !asked.endsWith('?'), options, masking: register.masking }]
  })
}

export interface FieldRow {
  readonly field: string
  readonly kind: FieldKind
  readonly label: Text
  readonly purpose: Text
  readonly basis: string
  readonly masking: MaskingClass
  readonly retentionMonths: number
  /** Actions that ask it. */
  readonly askedBy: readonly string[]
}

/** The field register of law 6. */
export function fieldsTable(procedure: Procedure): readonly FieldRow[] {
  return Object.entries(procedure.fields).map(([field, { kind, label, register }]) => ({
    field,
    kind,
    label,
    purpose: register.purpose,
    basis: register.basis,
    masking: register.masking,
    retentionMonths: register.retentionMonths,
    askedBy: Object.entries(procedure.actions).flatMap(([action, { asks }]) =>
      asks?.some(asked => asked.replace(/\?$/, '') === field) ? [action] : [],
    ),
  }))
}

/** A procedure as JSON, for the API and the desk's gallery. */
export function describeProcedure(procedure: Procedure) {
  const { id, version, words, basis, grades, variants, flags } = procedure
  return {
    id,
    version,
    name: words.name,
    purpose: words.purpose,
    basis,
    grades: Object.fromEntries([...grades, ...variants].map(grade => [grade, words.grades[grade] ?? text(grade, grade)])),
    flags: Object.fromEntries(flags.map(flag => [flag, words.flags[flag] ?? text(flag, flag)])),
    steps: graphOf(procedure).steps,
    actions: permissionsTable(procedure).map(row => ({ ...row, form: formOf(procedure, row.action) })),
    deadlines: deadlinesTable(procedure),
    letters: words.letters,
  }
}
