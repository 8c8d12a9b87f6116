import type { DeadlineRule } from '@fengqiao/contract'
import { type Period, type Procedure, type Text, text } from '@fengqiao/kernel'
import type { z } from 'zod'
import { periodOf, type RuleRow } from './rule-store.ts'

/** Owns: the list of periods as an administrator reads it: what each procedure writes, and the row that overrides it. Pure. */
export interface DefaultRule {
  readonly key: string
  readonly procedure: Procedure
  readonly deadline: string
  /** Variant, grade or `otherwise`. */
  readonly column: string
  readonly period: Period
}

/** Every row that the procedures in force define: `appeal.answer.urgent`. */
export const defaultRules = (procedures: readonly Procedure[]): DefaultRule[] =>
  procedures.flatMap(procedure =>
    Object.entries(procedure.deadlines).flatMap(([deadline, rule]) =>
      Object.entries(rule.periods).flatMap(([column, period]) =>
        period ? [{ key: `${procedure.id}.${deadline}.${column}`, procedure, deadline, column, period }] : [],
      ),
    ),
  )

const elsewhere = text('其他情形', 'Otherwise')
const always = text('全部', 'All')

/** One line a row: the override in force today, else the one to come next, else the default. */
export function ruleViews(
  procedures: readonly Procedure[],
  rows: readonly RuleRow[],
  open: ReadonlyMap<string, number>,
  today: string,
): z.input<typeof DeadlineRule>[] {
  const byKey = Map.groupBy(rows, row => row.key)
  return defaultRules(procedures).map(({ key, procedure, deadline, column, period }) => {
    const own = byKey.get(key) ?? []
    const row =
      own.find(one => one.valid_from <= today && (one.valid_to === null || today < one.valid_to)) ?? own.find(one => one.valid_from > today)
    const { source, confidence, periods } = procedure.deadlines[deadline] ?? { source: '', confidence: 'D' as const, periods: {} }
    const only = Object.keys(periods).length === 1
    return {
      key,
      procedure: { id: procedure.id, name: procedure.words.name },
      deadline: { id: deadline, name: procedure.words.deadlines[deadline] ?? text(deadline, deadline) },
      applies: applies(procedure, column, only),
      ...(row ? periodOf(row) : period),
      source: row?.source ?? source,
      confidence: confidenceOf(row?.confidence) ?? confidence,
      validFrom: row && row.valid_from > '0001-01-01' ? row.valid_from : null,
      validTo: row?.valid_to ?? null,
      byDefault: { value: period.value, unit: period.unit, calendar: period.calendar },
      changedBy: row?.changed_by ?? null,
      changedAt: row?.changed_at ?? null,
      open: open.get(key) ?? 0,
    }
  })
}

function applies(procedure: Procedure, column: string, only: boolean): Text {
  if (column === 'otherwise') return only ? always : elsewhere
  return procedure.words.grades[column] ?? text(column, column)
}

const confidences = ['H', 'M', 'L', 'D'] as const
const confidenceOf = (word: string | undefined) => confidences.find(one => one === word)
