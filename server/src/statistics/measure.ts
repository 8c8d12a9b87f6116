import type { Measured } from '@fengqiao/contract'
import type { Measure, Procedure, Text } from '@fengqiao/kernel'
import type { z } from 'zod'
import { secondsOf } from '../outbox/tallies.ts'
import type { Sum } from './store.ts'

/**
 * Owns: from sums to what is shown: numerator, denominator, excluded, median and 90th percentile. Pure.
 *
 * A duty with a clock counts once: met in time (numerator and denominator), missed (denominator), or stopped before its time came
 * because the matter went another way (excluded). A duration counts when it ends; begun and not ended in the period is excluded.
 */
export interface Parts {
  readonly numerator: readonly string[]
  readonly denominator: readonly string[] | null
  /** Measures left out of the rate, and those taken off again. */
  readonly excluded: readonly string[]
  readonly less: readonly string[]
  /** The measure whose buckets give the percentiles. */
  readonly timed: string | null
}

const acts = (names: readonly string[]): string[] => names.map(name => `action:${name}`)

/** Which sums a measure of a procedure is made of. */
export function partsOf(name: string, measure: Measure): Parts {
  switch (measure.kind) {
    case 'count':
      return { numerator: acts(measure.of), denominator: null, excluded: [], less: [], timed: null }
    case 'ratio':
      return { numerator: acts(measure.of), denominator: acts(measure.among), excluded: [], less: [], timed: null }
    case 'time':
      return { numerator: [name], denominator: null, excluded: acts([measure.from]), less: [name], timed: name }
    case 'onTime':
      return {
        numerator: [`onTime:${measure.clock}`],
        denominator: [`onTime:${measure.clock}`, `missed:${measure.clock}`],
        excluded: [`stopped:${measure.clock}`],
        less: [],
        timed: null,
      }
  }
}

export interface Naming {
  readonly unit: (id: string) => { id: string; name: Text }
  readonly place: (code: string) => { id: string; name: Text }
  /** Order of units and places: the organisation's and the map's, never that of the figures. */
  readonly orderOfUnit: (id: string) => string
}

/** Every measure of a procedure from the sums of a period. */
export function measuredOf(procedure: Procedure, sums: readonly Sum[], naming: Naming): z.input<typeof Measured>[] {
  const byMeasure = Map.groupBy(sums, sum => sum.measure)
  const gather = (measures: readonly string[], key: (sum: Sum) => string | null): Map<string, number> => {
    const found = new Map<string, number>()
    for (const measure of measures)
      for (const sum of byMeasure.get(measure) ?? []) {
        const at = key(sum)
        if (at !== null) found.set(at, (found.get(at) ?? 0) + sum.n)
      }
    return found
  }
  return Object.entries(procedure.counts).map(([name, measure]) => {
    const parts = partsOf(name, measure)
    const total = (measures: readonly string[]): number => [...gather(measures, sum => sum.day).values()].reduce((all, n) => all + n, 0)
    const table = (key: (sum: Sum) => string | null) => {
      const above = gather(parts.numerator, key)
      const below = parts.denominator && gather(parts.denominator, key)
      return [...new Set([...above.keys(), ...(below?.keys() ?? [])])].map(at => ({
        at,
        numerator: above.get(at) ?? 0,
        denominator: below ? (below.get(at) ?? 0) : null,
      }))
    }
    const buckets = parts.timed ? (byMeasure.get(parts.timed) ?? []).filter(sum => sum.unit !== null) : []
    return {
      name,
      label: measure.label,
      kind: measure.kind,
      numerator: total(parts.numerator),
      denominator: parts.denominator && total(parts.denominator),
      excluded: Math.max(0, total(parts.excluded) - total(parts.less)),
      p50: quantile(buckets, 0.5),
      p90: quantile(buckets, 0.9),
      byDay: table(sum => sum.day)
        .map(({ at, ...counts }) => ({ day: at, ...counts }))
        .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
      byUnit: table(sum => sum.unit)
        .toSorted((a, b) => (naming.orderOfUnit(a.at) < naming.orderOfUnit(b.at) ? -1 : 1))
        .map(({ at, ...counts }) => ({
          unit: naming.unit(at),
          ...counts,
          p50: quantile(
            buckets.filter(sum => sum.unit === at),
            0.5,
          ),
        })),
      byPlace: table(sum => sum.place)
        .toSorted((a, b) => (a.at < b.at ? -1 : 1))
        .map(({ at, ...counts }) => ({ place: naming.place(at), ...counts })),
    }
  })
}

/** Seconds below which a share of the durations lies, right within the width of a bucket (9 %); null when there are none. */
export function quantile(buckets: readonly Pick<Sum, 'bucket' | 'n'>[], share: number): number | null {
  const sorted = buckets.filter(({ bucket }) => bucket !== null && bucket > 0).toSorted((a, b) => (a.bucket ?? 0) - (b.bucket ?? 0))
  const all = sorted.reduce((sum, { n }) => sum + n, 0)
  let seen = 0
  for (const { bucket, n } of sorted) {
    seen += n
    if (seen >= share * all) return Math.round(secondsOf(bucket ?? 1))
  }
  return null
}
