import { findSimilar } from '@fengqiao/contract'
import { type Point, text } from '@fengqiao/kernel'
import { shortTime, useLanguage, useNow, useRead, useText } from '@fengqiao/ui'
import { useSettled } from '@fengqiao/ui/desk'
import { Panel } from '../cases/Panel.tsx'

interface SimilarOfferProps {
  readonly title: string
  readonly description: string
  readonly place: string | undefined
  readonly point: Point | undefined
}

/** Whether somebody has told of the same already: titles only, nothing about who. */
export function SimilarOffer({ title, description, place, point }: SimilarOfferProps) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const asked = useSettled({ title: title.slice(0, 80), description, place, point }, 600)
  const { data } = useRead(
    findSimilar,
    {
      body: {
        title: asked.title,
        description: asked.description,
        ...(asked.place ? { place: asked.place } : {}),
        ...(asked.point ? { point: [...asked.point] as [number, number] } : {}),
      },
    },
    { enabled: asked.title.trim().length >= 4, keep: true },
  )
  const rows = asked.title.trim().length >= 4 ? (data?.rows ?? []) : []
  return (
    <Panel title={text('附近的相似事项', 'Similar matters nearby')}>
      {rows.length === 0 ? (
        <p className="fq-muted">
          {say(
            asked.title.trim().length >= 4
              ? text('附近没有相同的在办事项。', 'No open matter nearby says the same.')
              : text(
                  '填写事由和地点后，这里会提示附近已有人反映的相同事项。',
                  'With matter and place filled in, what others told of the same shows here.',
                ),
          )}
        </p>
      ) : (
        <ul className="register-similar" aria-live="polite">
          {rows.map(row => (
            <li key={`${row.title}/${row.filedAt}`}>
              <strong>{row.title}</strong>
              <span className="fq-help">
                {say(row.place)} · {say(row.step)} · {shortTime(row.filedAt, now, language)}
                {row.reporters > 1 ? say(text(` · ${row.reporters} 人反映`, ` · ${row.reporters} people`)) : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 ? (
        <p className="fq-help">
          {say(text('仍可登记：研判时会合并，双方都会收到进展。', 'Register it all the same: triage merges them and everyone is told.'))}
        </p>
      ) : null}
    </Panel>
  )
}
