import type { listDeadlineRules, Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'

export type DeadlineRule = Reply<typeof listDeadlineRules>['rows'][number]

export const unitWords: Readonly<Record<DeadlineRule['unit'], Text>> = {
  minute: text('分钟', 'minutes'),
  hour: text('小时', 'hours'),
  workingHour: text('个工作小时', 'working hours'),
  day: text('日', 'days'),
  workingDay: text('个工作日', 'working days'),
  month: text('个月', 'months'),
  year: text('年', 'years'),
}

export const calendarWords: Readonly<Record<DeadlineRule['calendar'], Text>> = {
  calendarDay: text('自然日', 'Calendar days'),
  workingDay: text('工作日', 'Working days'),
  courtDay: text('诉讼期间（末日遇节假日顺延）', 'Court days (a holiday at the end moves it on)'),
  custody: text('羁押期间（不顺延）', 'Custody (never moved on)'),
}

/** How well a figure is known, domain part E: from the law's own words down to a house default. */
export const confidenceWords: Readonly<Record<DeadlineRule['confidence'], Text>> = {
  H: text('高：见于法条或正式文件', 'High: in a statute or an official document'),
  M: text('中：见于可信报道', 'Medium: in trustworthy reports'),
  L: text('低：推断', 'Low: inferred'),
  D: text('本地自定', 'Set by the house'),
}

export const periodOf = ({ value, unit }: { readonly value: number; readonly unit: string }): Text => {
  const words = unitWords[unit as DeadlineRule['unit']] ?? text(unit, unit)
  return { zh: `${value} ${words.zh}`, en: `${value} ${value === 1 ? words.en.replace(/s$/, '') : words.en}` }
}

export const isChanged = ({ value, unit, calendar, byDefault }: DeadlineRule): boolean =>
  value !== byDefault.value || unit !== byDefault.unit || calendar !== byDefault.calendar
