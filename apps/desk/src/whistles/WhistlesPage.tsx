import '../cases/case.css'
import './whistles.css'
import { listWhistles, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useNow, usePages, useText } from '@fengqiao/ui'
import { Button, Empty, ErrorNote, Loading } from '@fengqiao/ui/desk'
import { Link } from 'react-router'
import { SummonedUnit } from '../cases/Summons.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type Summons = Reply<typeof listWhistles>['rows'][number]

/** Every running summons, by matter, with its countdown to the second. Nothing moves unless something happened. */
export default function WhistlesPage() {
  const say = useText()
  const now = useNow(15_000)
  const found = usePages(listWhistles, { query: { limit: 60 } }, { every: 60_000 })
  const rows = found.data?.pages.flatMap(page => page.rows) ?? []
  const matters = Object.values(Object.groupBy(rows, row => row.case.id)).filter(group => group !== undefined)
  const waiting = rows.filter(({ assignment }) => !assignment.arrived)
  const late = waiting.filter(({ assignment: { due } }) => due !== null && Date.parse(due) < now.getTime())
  return (
    <>
      <PageHead
        title={text('哨响看板', 'Whistle board')}
        help={text(
          '社区发令、部门报到：每个被召集的单位各有一只钟，到场签到才停。',
          'One whistle, several units: each has a clock of its own that stops when it checks in on site.',
        )}
      >
        <p className="fq-row" aria-live="polite">
          <span className="fq-chip">{say(text(`在途 ${waiting.length}`, `${waiting.length} on the way`))}</span>
          <span className="fq-chip" data-tone={late.length > 0 ? 'late' : 'plain'}>
            {say(text(`超时未到 ${late.length}`, `${late.length} late`))}
          </span>
          <span className="fq-chip" data-tone="plain">
            {say(text(`已到场 ${rows.length - waiting.length}`, `${rows.length - waiting.length} on site`))}
          </span>
        </p>
      </PageHead>
      {found.isLoading ? <Loading /> : null}
      {found.error && rows.length === 0 ? <ErrorNote error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.data && rows.length === 0 ? (
        <div className="fq-panel">
          <Empty
            icon="whistle"
            title={text('现在没有进行中的召集', 'No whistle is running')}
            help={text(
              '在事项页点“吹哨”即可召集单位；召集一发出，这里立即显示倒计时。',
              'Blow one from a matter’s page; its countdown shows here at once.',
            )}
          />
        </div>
      ) : null}
      <div className="board">
        {matters.map(group => (
          <Matter key={group[0]?.case.id} group={group} />
        ))}
      </div>
      {found.hasNextPage ? (
        <div className="fq-more">
          <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
            {say(text('显示更多', 'Show more'))}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function Matter({ group }: { group: readonly Summons[] }) {
  const say = useText()
  const now = useNow(15_000)
  const matter = group[0]?.case
  if (!matter) return null
  const late = group.some(({ assignment: { due, arrived } }) => !arrived && due !== null && Date.parse(due) < now.getTime())
  return (
    <section className="fq-panel board-matter" data-late={late || undefined} data-testid="whistle">
      <header>
        <h2>
          <Link to={`/cases/${matter.id}`}>{matter.title}</Link>
        </h2>
        {matter.grade ? (
          <span className="fq-chip" data-tone={matter.grade.id === 'urgent' ? 'late' : 'plain'}>
            {say(matter.grade.name)}
          </span>
        ) : null}
      </header>
      <div className="fq-panel-body">
        <p className="fq-muted">
          {matter.number} · {say(matter.place.name)} · {say(matter.owner.name)}
        </p>
        <ul className="case-clocks board-units">
          {group.map(({ assignment }) => (
            <SummonedUnit key={assignment.id} assignment={assignment} />
          ))}
        </ul>
      </div>
    </section>
  )
}
