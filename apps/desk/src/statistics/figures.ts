import type { getStatistics, Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { formatSpan } from '@fengqiao/ui'

export type Statistics = Reply<typeof getStatistics>
export type Measure = Statistics['measures'][number]

/** `62.5%`; undefined of nothing. A share of no matters is not zero. */
export const shareOf = (numerator: number, denominator: number | null): number | undefined =>
  denominator ? numerator / denominator : undefined

export const percent = (share: number): string => `${(share * 100).toFixed(1).replace(/\.0$/, '')}%`

/** The figure that stands large: a share where there is one, a median where it is a time, else the count. */
export function headline({ kind, numerator, denominator, p50 }: Measure): Text {
  if (kind === 'time') return p50 === null ? text('—', '—') : formatSpan(p50)
  const share = shareOf(numerator, denominator)
  if (share !== undefined) return text(percent(share), percent(share))
  return denominator === null ? text(numerator.toLocaleString(), numerator.toLocaleString()) : text('—', '—')
}

/** What the figure is made of, always said beside it. */
export function madeOf({ kind, numerator, denominator, excluded, p90 }: Measure): Text {
  const left = excluded > 0 ? text(`，另有 ${excluded} 件不计`, `; ${excluded} left out`) : text('', '')
  if (kind === 'time') {
    const tail = p90 === null ? text('', '') : formatSpan(p90)
    return text(
      `中位数，共 ${numerator} 件${tail.zh ? `；九成不超过 ${tail.zh}` : ''}${left.zh}`,
      `median of ${numerator}${tail.en ? `; nine in ten within ${tail.en}` : ''}${left.en}`,
    )
  }
  if (denominator === null) return text(`件${left.zh}`, `matters${left.en}`)
  return text(`${numerator} / ${denominator} 件${left.zh}`, `${numerator} of ${denominator}${left.en}`)
}

/** Names in their own order, never by how many: a unit with fewer matters is not a better one. */
export const byName = <Row extends { readonly name: Text }>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => a.name.zh.localeCompare(b.name.zh, 'zh-CN'))

export interface Bar {
  readonly name: Text
  readonly numerator: number
  readonly denominator: number | null
  readonly p50: number | null
}

export const unitBars = ({ byUnit }: Measure): readonly Bar[] =>
  byName(byUnit.map(({ unit, numerator, denominator, p50 }) => ({ name: unit.name, numerator, denominator, p50 })))
export const placeBars = ({ byPlace }: Measure): readonly Bar[] =>
  byName(byPlace.map(({ place, numerator, denominator }) => ({ name: place.name, numerator, denominator, p50: null })))

/** Value of a bar as its measure is read: hours, a percentage or a count. */
export function barValue(kind: Measure['kind'], { numerator, denominator, p50 }: Bar): number | undefined {
  if (kind === 'time' && p50 !== null) return Math.round((p50 / 3600) * 10) / 10
  const share = shareOf(numerator, denominator)
  return share === undefined ? (denominator === null ? numerator : undefined) : Math.round(share * 1000) / 10
}
