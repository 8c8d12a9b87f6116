import { text } from '@fengqiao/kernel'
import { formatSpan, useText } from '@fengqiao/ui'
import { DataTable, Segmented } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Panel } from '../pieces/Panel.tsx'
import { Scroll } from '../pieces/Scroll.tsx'
import { type Bar, type Measure, percent, placeBars, shareOf, unitBars } from './figures.ts'
import { Plot } from './Plot.tsx'
import { barPlot, dayPlot } from './plots.ts'

/** One measure by day, unit and place: as plots or as the tables behind them. */
export function MeasureDetail({ measure }: { measure: Measure }) {
  const say = useText()
  const [tables, show] = useState(false)
  const units = unitBars(measure)
  const places = placeBars(measure)
  const shape = (
    <Segmented
      className="fq-no-print"
      value={tables ? 'table' : 'plot'}
      onChange={next => show(next === 'table')}
      options={[
        { value: 'plot', label: say(text('图', 'Plots')) },
        { value: 'table', label: say(text('表', 'Tables')) },
      ]}
      aria-label={say(text('以图或表显示', 'As plots or tables'))}
    />
  )
  return (
    <div className="statistics-detail">
      <div className="statistics-wide">
        <Panel title={{ zh: `${measure.label.zh}：按日`, en: `${measure.label.en} by day` }} end={shape} flush={tables}>
          {tables ? (
            <DayTable measure={measure} />
          ) : (
            <Plot
              option={dayPlot(measure, say)}
              height={260}
              label={text(`${measure.label.zh}逐日走势`, `${measure.label.en}, day by day`)}
            />
          )}
        </Panel>
      </div>
      <Breakdown measure={measure} rows={units} tables={tables} what={text('按单位', 'by unit')} />
      <Breakdown measure={measure} rows={places} tables={tables} what={text('按地点', 'by place')} />
    </div>
  )
}

function Breakdown({
  measure,
  rows,
  tables,
  what,
}: {
  measure: Measure
  rows: readonly Bar[]
  tables: boolean
  what: { zh: string; en: string }
}) {
  const say = useText()
  if (rows.length === 0) return null
  return (
    <Panel
      title={{ zh: `${measure.label.zh}：${what.zh}`, en: `${measure.label.en} ${what.en}` }}
      flush={tables}
      end={<span className="desk-small">{say(text('按名称排列', 'in order of name'))}</span>}
    >
      {tables ? (
        <Scroll className="statistics-table" label={{ zh: `${measure.label.zh}${what.zh}`, en: `${measure.label.en} ${what.en}` }}>
          <DataTable
            caption={{ zh: `${measure.label.zh}${what.zh}`, en: `${measure.label.en} ${what.en}` }}
            rows={rows}
            rowKey={({ name }) => name.en + name.zh}
            columns={[
              { key: 'name', title: text('名称', 'Name'), main: true, render: ({ name }) => say(name) },
              { key: 'numerator', title: text('分子（件）', 'Numerator'), align: 'end', render: ({ numerator }) => numerator },
              {
                key: 'denominator',
                title: text('分母（件）', 'Denominator'),
                align: 'end',
                render: ({ denominator }) => denominator ?? '—',
              },
              {
                key: 'value',
                title: measure.kind === 'time' ? text('中位数', 'Median') : text('比例', 'Share'),
                align: 'end',
                render: bar => valueWords(measure, bar, say),
              },
            ]}
          />
        </Scroll>
      ) : (
        <Scroll className="statistics-bars" label={{ zh: `${measure.label.zh}${what.zh}`, en: `${measure.label.en} ${what.en}` }}>
          <Plot
            option={barPlot(measure, rows, say)}
            height={Math.max(160, rows.length * 24 + 50)}
            label={{ zh: `${measure.label.zh}${what.zh}`, en: `${measure.label.en} ${what.en}` }}
          />
        </Scroll>
      )}
    </Panel>
  )
}

function valueWords({ kind }: Measure, { numerator, denominator, p50 }: Bar, say: ReturnType<typeof useText>): string {
  if (kind === 'time') return p50 === null ? '—' : say(formatSpan(p50))
  const share = shareOf(numerator, denominator)
  return share === undefined ? '—' : percent(share)
}

function DayTable({ measure }: { measure: Measure }) {
  return (
    <Scroll className="statistics-table" label={{ zh: `${measure.label.zh}按日`, en: `${measure.label.en} by day` }}>
      <DataTable
        caption={{ zh: `${measure.label.zh}按日`, en: `${measure.label.en} by day` }}
        rows={measure.byDay.toReversed()}
        rowKey={({ day }) => day}
        columns={[
          { key: 'day', title: text('日期', 'Day'), main: true, render: ({ day }) => day },
          { key: 'numerator', title: text('分子（件）', 'Numerator'), align: 'end', render: ({ numerator }) => numerator },
          { key: 'denominator', title: text('分母（件）', 'Denominator'), align: 'end', render: ({ denominator }) => denominator ?? '—' },
          {
            key: 'share',
            title: text('比例', 'Share'),
            align: 'end',
            render: ({ numerator, denominator }) => {
              const share = shareOf(numerator, denominator)
              return share === undefined ? '—' : percent(share)
            },
          },
        ]}
      />
    </Scroll>
  )
}
