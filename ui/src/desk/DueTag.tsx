import { type Text, text } from '@fengqiao/kernel'
import { Tooltip } from 'antd'
import { useLanguage, useText } from '../Language.tsx'
import { type DueTone, dueView, shortTime, useNow } from '../time.ts'

interface DueTagProps {
  readonly due: { readonly at: string; readonly label?: Text; readonly provisional?: boolean } | null | undefined
  readonly state?: 'running' | 'paused' | 'late' | 'met' | 'stopped'
  /** Ticks every second within the last hour. */
  readonly live?: boolean
  /** The due time beside the span, not only in the tip. */
  readonly withTime?: boolean
}

const tones: Readonly<Record<DueTone, string>> = {
  calm: 'fq-due',
  soon: 'fq-due fq-due-soon',
  late: 'fq-due fq-due-late',
  paused: 'fq-due fq-due-paused',
  met: 'fq-due fq-due-met',
}

/** How long is left. Colour never speaks alone: the words say late or left. */
export function DueTag({ due, state = 'running', live = false, withTime = false }: DueTagProps) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow(live ? 1000 : 30_000)
  if (!due) return <span className="fq-muted">{say(text('无时限', 'No deadline'))}</span>
  const view = dueView({ due: due.at, now, state })
  const tip = `${due.label ? `${say(due.label)}：` : ''}${view.at}${due.provisional ? say(text('（下一年度放假安排尚未公布，暂定）', ' (provisional: next year’s holidays are not announced)')) : ''}`
  const left = live && view.countdown ? countdown(view.countdown, say) : say(view.left)
  return (
    <Tooltip title={tip}>
      <span className={tones[view.tone]} data-tone={view.tone} data-testid="due">
        {left}
        {due.provisional ? say(text('·暂定', ' · provisional')) : ''}
        {withTime && view.tone !== 'met' ? <span className="fq-due-time">{shortTime(due.at, now, language)}</span> : null}
      </span>
    </Tooltip>
  )
}

function countdown(clock: string, say: (words: Text) => string): string {
  return clock.startsWith('-') ? `${say(text('超时', 'Late'))} ${clock.slice(1)}` : `${say(text('剩余', 'Left'))} ${clock}`
}
