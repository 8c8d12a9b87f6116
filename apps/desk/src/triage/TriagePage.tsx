import '../cases/case.css'
import './triage.css'
import { getCase, listQueue, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { usePages, useRead, useText } from '@fengqiao/ui'
import { Button, DueTag, Empty, ErrorNote, isTyping, Loading, Shown } from '@fengqiao/ui/desk'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Actions } from '../cases/Actions.tsx'
import { Facts } from '../cases/Facts.tsx'
import { Similar } from '../cases/Similar.tsx'
import { Confidence, SuggestionFor } from '../cases/Suggestion.tsx'
import { useSession } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type Row = Reply<typeof listQueue>['rows'][number]

/** The queue at the left, the matter with its suggestion at the right; deciding one goes on to the next. */
export default function TriagePage() {
  const say = useText()
  const queue = usePages(listQueue, { query: { limit: 30 } })
  const rows = queue.data?.pages.flatMap(page => page.rows) ?? []
  const [wanted, want] = useState<string | undefined>(undefined)
  const chosen = rows.find(({ id }) => id === wanted) ?? rows[0]
  const at = rows.findIndex(({ id }) => id === chosen?.id)
  const step = (by: number): void => want(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.id)
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return
      if (event.key === 'j') step(1)
      if (event.key === 'k') step(-1)
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  })

  return (
    <>
      <PageHead
        title={text('研判分拨', 'Triage')}
        help={text(
          '系统给出分类、等级和单位的建议并说明理由，由您确认；j、k 换下一件。',
          'Subject, grade and unit are suggested with reasons; you decide. j and k move through the queue.',
        )}
      />
      {queue.isLoading ? <Loading rows={10} /> : null}
      {queue.error && rows.length === 0 ? <ErrorNote error={queue.error} onRetry={() => void queue.refetch()} /> : null}
      {queue.data && rows.length === 0 ? (
        <div className="fq-panel">
          <Empty
            icon="check"
            title={text('没有等待研判的事项', 'Nothing waits for triage')}
            help={text(
              '新提交的事项会自动出现在这里；把握够高的已由系统自动分拨。',
              'New matters appear here by themselves; those that are sure enough were dispatched already.',
            )}
          />
        </div>
      ) : null}
      {chosen ? (
        <div className="triage">
          <nav className="fq-panel triage-queue" aria-label={say(text('等待研判的事项', 'Matters that wait'))}>
            <ul>
              {rows.map(row => (
                <li key={row.id}>
                  <QueueRow row={row} chosen={row.id === chosen.id} onChoose={() => want(row.id)} />
                </li>
              ))}
            </ul>
            {queue.hasNextPage ? (
              <div className="fq-more">
                <Button loading={queue.isFetchingNextPage} onClick={() => void queue.fetchNextPage()}>
                  {say(text('显示更多', 'Show more'))}
                </Button>
              </div>
            ) : null}
          </nav>
          <Chosen key={chosen.id} id={chosen.id} onDone={() => want(rows[at + 1]?.id ?? rows[at - 1]?.id)} />
        </div>
      ) : null}
    </>
  )
}

function QueueRow({ row, chosen, onChoose }: { row: Row; chosen: boolean; onChoose: () => void }) {
  const say = useText()
  return (
    <button type="button" className="queue-row" aria-current={chosen || undefined} onClick={onChoose} data-testid="queue-row">
      <span className="fq-spread">
        <strong>{row.title}</strong>
        <DueTag due={row.due} live />
      </span>
      <span className="fq-muted queue-line">
        {say(row.place.name)} · {say(row.step.name)}
        {row.grade ? ` · ${say(row.grade.name)}` : ''}
      </span>
      {row.suggestion ? (
        <span className="queue-suggestion">
          <span>{row.suggestion.subject ? say(row.suggestion.subject.name) : say(text('拿不准', 'Not sure'))}</span>
          <Confidence suggestion={row.suggestion} />
        </span>
      ) : null}
    </button>
  )
}

function Chosen({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useText()
  const { watch } = useSession()
  const found = useRead(getCase, { params: { id } })
  useEffect(() => {
    watch(id)
    return () => watch(undefined)
  }, [id, watch])
  return (
    <Shown of={found}>
      {matter => (
        <article className="triage-matter">
          <header className="fq-spread triage-head">
            <h2>
              <Link to={`/cases/${id}`}>{matter.title}</Link>
            </h2>
            <span className="fq-muted fq-num">
              {matter.number} · {say(matter.placePath)}
            </span>
          </header>
          <div className="triage-columns">
            <div className="fq-stack">
              <Facts matter={matter} />
              <Similar matter={matter} onDone={onDone} />
            </div>
            <div className="fq-stack">
              <SuggestionFor matter={matter} onDone={onDone} />
              <Actions matter={matter} />
            </div>
          </div>
        </article>
      )}
    </Shown>
  )
}
