import '../cases/case.css'
import './supervision.css'
import { listSupervision, type Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { usePages, useText } from '@fengqiao/ui'
import { type Column, DataTable, Empty, Pages, Tabs } from '@fengqiao/ui/desk'
import { useSearchParams } from 'react-router'
import { caseColumns, caseHref, caseTone } from '../cases/CaseColumns.tsx'
import { Panel } from '../cases/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type Page = Reply<typeof listSupervision>
type Row = Page['rows'][number]
type UnitLine = Page['units'][number]

const views = {
  late: {
    label: text('逾期', 'Late'),
    empty: text('没有逾期事项', 'Nothing is late'),
    help: text('您的岗位可以查看的事项都在时限内。', 'Every matter your post may see is within its time.'),
  },
  supervised: {
    label: text('督办中', 'Supervised'),
    empty: text('没有督办中的事项', 'Nothing is under supervision'),
    help: text('在事项页下达督办令后会列在这里。', 'Matters show here once an order is issued on their page.'),
  },
  leader: {
    label: text('领导包案', 'With a leader'),
    empty: text('没有领导包案的事项', 'No leader has a matter'),
    help: text('群体性事项会自动提示安排包案领导。', 'Group matters ask for a leader by rule.'),
  },
  cards: {
    label: text('亮牌', 'Cards'),
    empty: text('没有亮牌', 'No cards'),
    help: text('黄牌、红牌及其异议会列在这里。', 'Yellow and red cards and objections to them show here.'),
  },
} as const satisfies Record<string, { label: Text; empty: Text; help: Text }>
type View = keyof typeof views

export default function SupervisionPage() {
  const say = useText()
  const [params, setParams] = useSearchParams()
  const wanted = params.get('view') ?? 'late'
  const view: View = wanted in views ? (wanted as View) : 'late'
  const cases = usePages(listSupervision, { query: { view, limit: 30 } })
  const units = (cases.data?.pages[0]?.units ?? [])
    .filter(({ red, yellow, late }) => red + yellow + late > 0)
    .toSorted((a, b) => b.red - a.red || b.yellow - a.yellow || b.late - a.late)
  return (
    <>
      <PageHead
        title={text('督办', 'Supervision')}
        help={text(
          '逾期、督办、包案和亮牌，一处看清；按时限和亮牌看单位，不以诉求少论高低。',
          'Late matters, orders, leaders and cards in one place. Units are seen by time and cards, never by having fewer appeals.',
        )}
      />
      <div className="supervision">
        <section className="fq-panel desk-list">
          <Tabs
            activeKey={view}
            onChange={key => setParams(key === 'late' ? {} : { view: key }, { replace: true })}
            items={Object.entries(views).map(([key, { label }]) => ({ key, label: say(label) }))}
          />
          <Pages
            of={cases}
            caption={views[view].label}
            columns={columns(say, view)}
            rowKey={row => row.id}
            href={caseHref}
            tone={caseTone}
            keys
            empty={<Empty icon="check" title={views[view].empty} help={views[view].help} />}
          />
        </section>
        <Panel title={text('各单位时限与亮牌', 'Units by time and cards')}>
          {units.length === 0 ? (
            <p className="fq-muted">{say(text('没有被亮牌或逾期的单位。', 'No unit has a card or a late matter.'))}</p>
          ) : (
            <DataTable
              caption={text('各单位时限与亮牌', 'Units by time and cards')}
              columns={unitColumns(say)}
              rows={units}
              rowKey={({ unit }) => unit.id}
            />
          )}
          <p className="fq-help supervision-note">
            {say(
              text(
                '按红牌、黄牌、逾期排列。诉求数量只作背景，不作考核。',
                'Ordered by red cards, yellow cards, late matters. The number of open matters is background, not a score.',
              ),
            )}
          </p>
        </Panel>
      </div>
    </>
  )
}

function columns(say: (words: Text) => string, view: View): Column<Row>[] {
  const base: Column<Row>[] = caseColumns(say)
  if (view !== 'cards') return base
  return [
    ...base.filter(({ key }) => key !== 'place'),
    {
      key: 'cards',
      title: text('牌', 'Cards'),
      width: 90,
      render: row =>
        row.cards.map(card => (
          <span key={`${card.unit.id}/${card.at}`} title={`${say(card.unit.name)}：${say(card.why)}`}>
            <span className="case-card" data-colour={card.colour} data-lifted={card.lifted !== null || undefined} />
            <span className="fq-sr">{say(card.colour === 'red' ? text('红牌', 'Red card') : text('黄牌', 'Yellow card'))}</span>
          </span>
        )),
    },
  ]
}

const unitColumns = (say: (words: Text) => string): Column<UnitLine>[] => [
  { key: 'unit', title: text('单位', 'Unit'), main: true, render: ({ unit }) => say(unit.name) },
  { key: 'red', title: text('红牌', 'Red'), align: 'end', render: ({ red }) => count(red, say(text('红牌', 'red')), 'late') },
  {
    key: 'yellow',
    title: text('黄牌', 'Yellow'),
    align: 'end',
    render: ({ yellow }) => count(yellow, say(text('黄牌', 'yellow')), 'soon'),
  },
  {
    key: 'late',
    title: text('逾期', 'Late'),
    align: 'end',
    render: ({ late, open }) => <span className="fq-num supervision-late">{say(text(`${late} / ${open}`, `${late} / ${open}`))}</span>,
  },
]

const count = (value: number, label: string, tone: 'late' | 'soon') =>
  value === 0 ? (
    <span className="fq-muted">0</span>
  ) : (
    <span className="fq-chip" data-tone={tone} aria-label={`${value} ${label}`}>
      {value}
    </span>
  )
