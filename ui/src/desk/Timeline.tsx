import type { TimelineEntry } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import type { z } from 'zod'
import { useLanguage, useText } from '../Language.tsx'
import { formatTime, shortTime, useNow } from '../time.ts'
import { ValueView } from './ValueView.tsx'

type Entry = z.infer<typeof TimelineEntry>

/** What happened, in sentences, with what was written down each time. */
export function Timeline({ entries }: { entries: readonly Entry[] }) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  return (
    <ol className="fq-timeline" data-testid="timeline" aria-label={say(text('办理经过', 'What happened'))}>
      {entries.map(entry => (
        <li key={entry.seq} data-kind={kindOf(entry.type)}>
          <div className="fq-timeline-head">
            <strong>{say(entry.sentence)}</strong>
            <time dateTime={entry.at} title={formatTime(entry.at)}>
              {shortTime(entry.at, now, language)}
            </time>
          </div>
          <div className="fq-timeline-by">{byline(entry, say)}</div>
          {entry.values.length > 0 ? (
            <dl className="fq-timeline-values">
              {entry.values.map(value => (
                <div key={value.field}>
                  <dt>{say(value.label)}</dt>
                  <dd>
                    <ValueView value={value} />
                  </dd>
                </div>
              ))}
            </dl>
          ) : null}
        </li>
      ))}
    </ol>
  )
}

/** A missed deadline or a card is seen at a glance; names of events end in what happened, whatever the procedure. */
const kindOf = (type: string): string => (type.endsWith('.missed') || type.startsWith('card.') ? 'warning' : 'plain')

function byline({ by }: Entry, say: ReturnType<typeof useText>): string {
  const parts = [by.unit ? say(by.unit) : '', by.post ? say(by.post) : '', by.name ?? ''].filter(Boolean)
  return parts.join(' · ')
}
