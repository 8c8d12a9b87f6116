import './statistics.css'
import { exportStatistics, getStatistics, listProcedures } from '@fengqiao/contract'
import { localDate, text } from '@fengqiao/kernel'
import { useLanguage, useNow, useRead, useText } from '@fengqiao/ui'
import { Button, Empty, FieldInput, Icon, Segmented, Shown } from '@fengqiao/ui/desk'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { ask } from '../pieces/ask.ts'
import { FieldFilter } from '../pieces/Filters.tsx'
import { useSave } from '../pieces/save.ts'
import { plusDays } from '../roster/week.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { headline, madeOf, type Statistics } from './figures.ts'
import { MeasureDetail } from './MeasureDetail.tsx'
import { Subjects } from './Subjects.tsx'

const spans = [7, 30, 90] as const

/** Measures of one procedure over a period. What is chosen stands in the address, so that a page can be sent and printed. */
export default function StatisticsPage() {
  const say = useText()
  const { language } = useLanguage()
  const { procedure: asked } = useParams()
  const [params, setParams] = useSearchParams()
  const navigate = useNavigate()
  const { busy, save } = useSave()
  const today = localDate(useNow())
  const procedures = useRead(listProcedures, {}, { staleTime: 300_000 })
  const procedure = asked ?? procedures.data?.rows[0]?.id
  const from = params.get('from') ?? plusDays(today, -29)
  const to = params.get('to') ?? today
  const place = params.get('place') ?? undefined
  const unit = params.get('unit') ?? undefined
  const query = { from, to, ...(place ? { place } : {}), ...(unit ? { unit } : {}) }
  const statistics = useRead(
    getStatistics,
    { params: { procedure: procedure ?? '' }, query },
    { enabled: procedure !== undefined, keep: true },
  )
  const set = (change: Readonly<Record<string, string | undefined>>): void => {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(change)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    setParams(next, { replace: true })
  }
  const span = spans.find(days => to === today && from === plusDays(today, 1 - days))
  const name = procedures.data?.rows.find(({ id }) => id === procedure)?.name

  return (
    <>
      <PageHead
        title={name ? { zh: `统计分析：${name.zh}`, en: `Statistics: ${name.en}` } : text('统计分析', 'Statistics')}
        help={text(
          '每个数字都写明分子、分母和不计入的件数。诉求多少不排名、不考核：有人反映才看得见。',
          'Every figure says what it is made of and what was left out. Units are never ranked by how few matters they have.',
        )}
      >
        <div className="fq-row fq-no-print">
          {(['csv', 'xlsx'] as const).map(format => (
            <Button
              key={format}
              icon={<Icon name="download" />}
              loading={busy}
              disabled={!procedure}
              onClick={() =>
                procedure &&
                void save(`${procedure}-${from}-${to}.${format}`, exportStatistics, {
                  params: { procedure },
                  query: { ...query, format, language },
                })
              }
              data-testid={`export-${format}`}
            >
              {format.toUpperCase()}
            </Button>
          ))}
          <Button icon={<Icon name="print" />} onClick={() => window.print()}>
            {say(text('打印', 'Print'))}
          </Button>
        </div>
      </PageHead>
      <search className="fq-panel desk-filters statistics-filters fq-no-print" aria-label={say(text('筛选', 'Filter'))}>
        {procedures.data && procedures.data.rows.length > 1 ? (
          <Segmented
            value={procedure ?? ''}
            onChange={id => void navigate(`/statistics/${id}?${params.toString()}`)}
            options={procedures.data.rows.map(one => ({ value: one.id, label: say(one.name) }))}
            aria-label={say(text('程序', 'Procedure'))}
          />
        ) : null}
        <Segmented
          value={span ?? 0}
          onChange={days => (days === 0 ? undefined : set({ from: plusDays(today, 1 - Number(days)), to: today }))}
          options={[
            ...spans.map(days => ({ value: days as number, label: say(text(`近 ${days} 天`, `${days} days`)) })),
            { value: 0, label: say(text('自选', 'Own period')) },
          ]}
          aria-label={say(text('时段', 'Period'))}
        />
        <DayInput id="statistics-from" label={text('从', 'From')} value={from} onChange={day => set({ from: day })} />
        <DayInput id="statistics-to" label={text('到', 'Until')} value={to} onChange={day => set({ to: day })} />
        <FieldFilter kind="place" label={text('地点', 'Place')} value={place} onChange={next => set({ place: next })} />
        <FieldFilter kind="unit" label={text('单位', 'Unit')} value={unit} onChange={next => set({ unit: next })} />
      </search>
      <p className="statistics-period fq-num">
        {from} — {to}
      </p>
      <Shown of={statistics} rows={12}>
        {found => <Measures statistics={found} chosen={params.get('measure') ?? undefined} onChoose={measure => set({ measure })} />}
      </Shown>
    </>
  )
}

function DayInput({
  id,
  label,
  value,
  onChange,
}: {
  id: string
  label: { zh: string; en: string }
  value: string
  onChange: (day: string | undefined) => void
}) {
  const say = useText()
  return (
    <span className="statistics-day">
      <label htmlFor={id}>{say(label)}</label>
      <FieldInput
        id={id}
        field={ask(id, 'date', label)}
        value={value}
        onChange={next => onChange(typeof next === 'string' ? next : undefined)}
        invalid={false}
        describedBy={undefined}
      />
    </span>
  )
}

function Measures({
  statistics,
  chosen,
  onChoose,
}: {
  statistics: Statistics
  chosen: string | undefined
  onChoose: (measure: string) => void
}) {
  const say = useText()
  const { measures, bySubject } = statistics
  const shown = measures.find(({ name }) => name === chosen) ?? measures[0]
  if (!shown)
    return (
      <Empty
        icon="chart"
        title={text('这个程序没有统计指标', 'This procedure has no measures')}
        help={text('请选择其他程序。', 'Choose another procedure.')}
      />
    )
  return (
    <div className="fq-stack">
      <ul className="statistics-measures" aria-label={say(text('指标', 'Measures'))}>
        {measures.map(measure => (
          <li key={measure.name}>
            <button type="button" aria-pressed={measure.name === shown.name} onClick={() => onChoose(measure.name)} data-testid="measure">
              <span>{say(measure.label)}</span>
              <strong className="fq-num">{say(headline(measure))}</strong>
              <span className="desk-small">{say(madeOf(measure))}</span>
            </button>
          </li>
        ))}
      </ul>
      <MeasureDetail key={shown.name} measure={shown} />
      <Subjects rows={bySubject} />
    </div>
  )
}
