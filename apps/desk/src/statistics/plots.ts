import { text } from '@fengqiao/kernel'
import type { Say } from '@fengqiao/ui'
import { type Bar, barValue, type Measure } from './figures.ts'

/** Owns what the plots look like. Plain objects: the library that draws them is fetched only when one is shown. */
const [teal, pale, ink, line] = ['#17605c', '#9cc4bf', '#52646b', '#dbe3e1']
const words = { color: ink, fontSize: 12 }

/** Counts as lines by day; where there is a denominator both are drawn, so that a fine share of few matters is not mistaken. */
export function dayPlot({ byDay, denominator }: Measure, say: Say): object {
  const lineOf = (name: string, colour: string, values: readonly (number | null)[], area: boolean) => ({
    name,
    type: 'line',
    data: values,
    smooth: false,
    symbol: 'circle',
    symbolSize: 5,
    showSymbol: byDay.length < 40,
    lineStyle: { color: colour, width: 2 },
    itemStyle: { color: colour },
    ...(area ? { areaStyle: { color: colour, opacity: 0.12 } } : {}),
  })
  const own = lineOf(
    say(denominator === null ? text('件数', 'Matters') : text('分子', 'Numerator')),
    teal,
    byDay.map(({ numerator }) => numerator),
    true,
  )
  const whole = lineOf(
    say(text('分母', 'Denominator')),
    pale,
    byDay.map(one => one.denominator),
    false,
  )
  return {
    animation: false,
    grid: { left: 44, right: 16, top: denominator === null ? 16 : 36, bottom: 28 },
    tooltip: { trigger: 'axis' },
    ...(denominator === null ? {} : { legend: { top: 0, right: 8, textStyle: words } }),
    xAxis: { type: 'category', data: byDay.map(({ day }) => day.slice(5)), axisLabel: words, axisLine: { lineStyle: { color: line } } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: words, splitLine: { lineStyle: { color: line } } },
    series: denominator === null ? [own] : [whole, own],
  }
}

/** One bar a name, in order of name from the top. */
export function barPlot({ kind, denominator }: Measure, rows: readonly Bar[], say: Say): object {
  const unit = kind === 'time' ? say(text('小时', 'h')) : denominator === null ? say(text('件', '')) : '%'
  const shown = rows.toReversed()
  return {
    animation: false,
    grid: { left: 8, right: 64, top: 8, bottom: 24, containLabel: true },
    tooltip: {
      trigger: 'item',
      formatter: (point: { dataIndex: number; name: string }) => tip(shown[point.dataIndex], point.name, unit, kind, say),
    },
    xAxis: { type: 'value', axisLabel: words, splitLine: { lineStyle: { color: line } }, ...(unit === '%' ? { max: 100 } : {}) },
    yAxis: {
      type: 'category',
      data: shown.map(({ name }) => say(name)),
      axisLabel: { ...words, width: 180, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: line } },
    },
    series: [
      {
        type: 'bar',
        data: shown.map(bar => barValue(kind, bar) ?? null),
        itemStyle: { color: teal, borderRadius: [0, 3, 3, 0] },
        barMaxWidth: 16,
        label: {
          show: true,
          position: 'right',
          ...words,
          formatter: (point: { value: number | null }) => (point.value === null ? '' : `${point.value}${unit}`),
        },
      },
    ],
  }
}

function tip(bar: Bar | undefined, name: string, unit: string, kind: Measure['kind'], say: Say): string {
  if (!bar) return name
  const value = barValue(kind, bar)
  const made =
    bar.denominator === null ? say(text(`${bar.numerator} 件`, `${bar.numerator} matters`)) : `${bar.numerator} / ${bar.denominator}`
  return `${name}<br>${value === undefined ? '—' : `${value}${unit}`}<br>${made}`
}
