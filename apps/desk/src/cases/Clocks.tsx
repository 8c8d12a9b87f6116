import { text } from '@fengqiao/kernel'
import { formatTime, shortTime, useLanguage, useNow, useText } from '@fengqiao/ui'
import { DueTag, Icon } from '@fengqiao/ui/desk'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'

type Clock = CaseData['clocks'][number]
const live = ({ state }: Clock): boolean => state === 'running' || state === 'late' || state === 'paused'

/** Every running clock with its source; those that are settled folded away. */
export function Clocks({ matter }: { matter: CaseData }) {
  const say = useText()
  const running = matter.clocks.filter(live).toSorted((a, b) => a.due.localeCompare(b.due))
  const settled = matter.clocks.filter(clock => !live(clock)).toReversed()
  if (matter.clocks.length === 0) return null
  return (
    <Panel title={text('时限', 'Deadlines')} testId="clocks">
      {running.length === 0 ? <p className="fq-muted">{say(text('没有正在计时的时限。', 'No clock is running.'))}</p> : null}
      <ul className="case-clocks">
        {running.map(clock => (
          <Running key={clock.id} clock={clock} />
        ))}
      </ul>
      {settled.length > 0 ? (
        <details className="fq-no-print">
          <summary>{say(text(`已完成的时限（${settled.length}）`, `Settled (${settled.length})`))}</summary>
          <ul className="case-clocks">
            {settled.map(clock => (
              <Settled key={clock.id} clock={clock} />
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  )
}

function Running({ clock }: { clock: Clock }) {
  const say = useText()
  const paused = clock.pauses.find(({ to }) => to === null)
  return (
    <li>
      <div className="fq-spread">
        <strong>{say(clock.label)}</strong>
        <DueTag due={{ at: clock.due, label: clock.label, provisional: clock.provisional }} state={clock.state} live />
      </div>
      <p className="fq-help">
        {say(clock.unit.name)} · {say(text('到期 ', 'due '))}
        {formatTime(clock.due)}
        {clock.extensions > 0
          ? say(text(` · 已延期 ${clock.extensions} 次`, ` · extended ${clock.extensions} ${clock.extensions === 1 ? 'time' : 'times'}`))
          : ''}
      </p>
      {paused ? (
        <p className="fq-help">
          <Icon name="pause" /> {say(paused.reason)}
        </p>
      ) : null}
      <p className="fq-help">{clock.source}</p>
    </li>
  )
}

function Settled({ clock }: { clock: Clock }) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const late = clock.settledAt !== null && clock.settledAt > clock.due
  const words =
    clock.state === 'stopped' ? text('已停止', 'stopped') : late ? text('逾期完成', 'met late') : text('按时完成', 'met in time')
  return (
    <li className="fq-spread">
      <span>{say(clock.label)}</span>
      <span className={late ? 'fq-due-late' : 'fq-muted'}>
        {say(words)}
        {clock.settledAt ? ` · ${shortTime(clock.settledAt, now, language)}` : ''}
      </span>
    </li>
  )
}

export function Cards({ matter }: { matter: CaseData }) {
  const say = useText()
  if (matter.cards.length === 0) return null
  return (
    <Panel title={text('亮牌', 'Cards')}>
      <ul className="case-clocks">
        {matter.cards.map(card => (
          <li key={`${card.unit.id}/${card.at}`}>
            <div className="fq-spread">
              <span>
                <span className="case-card" data-colour={card.colour} data-lifted={card.lifted !== null || undefined} aria-hidden />
                {say(card.colour === 'red' ? text('红牌', 'Red card') : text('黄牌', 'Yellow card'))} · {say(card.unit.name)}
              </span>
              <span className="fq-muted">{card.lifted ? say(text('已撤销', 'Lifted')) : formatTime(card.at)}</span>
            </div>
            <p className="fq-help">{say(card.why)}</p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
