import { type Text, text } from '@fengqiao/kernel'
import { formatPoint, formatSpan, shortTime, useLanguage, useNow, useText } from '@fengqiao/ui'
import { DueTag, Icon } from '@fengqiao/ui/desk'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'

type Assignment = CaseData['assignments'][number]

const kinds: Readonly<Record<Assignment['kind'], Text>> = {
  holder: text('主办', 'Holder'),
  whistle: text('召集', 'Summoned'),
  coHandler: text('协办', 'Co-handler'),
  leader: text('包案', 'Leader'),
  escalation: text('升级', 'Escalated'),
}

/** Who else is called: each with a clock of its own, when and where they arrived, and what they reported. */
export function Summons({ matter }: { matter: CaseData }) {
  const called = matter.assignments.filter(({ kind }) => kind !== 'holder').toReversed()
  if (called.length === 0) return null
  return (
    <Panel title={text('召集与协同', 'Summons and support')} testId="summons">
      <ul className="case-clocks">
        {called.map(one => (
          <SummonedUnit key={one.id} assignment={one} />
        ))}
      </ul>
    </Panel>
  )
}

export function SummonedUnit({ assignment: one }: { assignment: Assignment }) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const took = one.arrived ? formatSpan((Date.parse(one.arrived.at) - Date.parse(one.from)) / 1000) : null
  return (
    <li data-testid="summoned" data-arrived={one.arrived !== null || undefined}>
      <div className="fq-spread">
        <strong>
          {say(one.unit.name)} <span className="fq-muted">{say(kinds[one.kind])}</span>
        </strong>
        {one.to && !one.reported && !one.arrived ? (
          <span className="fq-muted">{say(text('已解除', 'Released'))}</span>
        ) : took ? (
          <span className="case-arrived">
            <Icon name="check" /> {say(text(`${took.zh}到场`, `arrived in ${took.en}`))}
          </span>
        ) : one.due ? (
          <DueTag due={{ at: one.due }} live />
        ) : null}
      </div>
      {one.why ? <p className="fq-help">{say(one.why)}</p> : null}
      {one.place ? (
        <p className="fq-help">
          <Icon name="place" /> {one.place}
        </p>
      ) : null}
      {one.arrived ? (
        <p className="fq-help">
          {say(text('签到：', 'Checked in: '))}
          {shortTime(one.arrived.at, now, language)}
          {one.arrived.place ? ` · ${one.arrived.place}` : ''}
          {one.arrived.point ? ` · ${formatPoint(one.arrived.point)}` : ''}
        </p>
      ) : null}
      {one.reported ? (
        <p className="case-report">
          {one.reported.finding}
          <span className="fq-muted"> {shortTime(one.reported.at, now, language)}</span>
        </p>
      ) : null}
      {one.stars ? (
        <p aria-label={say(text(`评价 ${one.stars} 星`, `Rated ${one.stars} stars`))}>
          {'★'.repeat(one.stars) + '☆'.repeat(5 - one.stars)}
        </p>
      ) : null}
    </li>
  )
}
