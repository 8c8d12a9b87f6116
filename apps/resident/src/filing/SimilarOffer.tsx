import type { findSimilar } from '@fengqiao/contract'
import { useEffect, useState } from 'react'
import { Icon } from '../pieces/Icon.tsx'
import { call, type Reply } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayDay } from '../settings/time.ts'
import { type Draft, titleOf } from './draft.ts'

export type Similar = Reply<typeof findSimilar>['rows'][number]

/** Open matters nearby that say the same. Asked once; a slow or failing answer holds nobody up. */
export function useSimilar(draft: Draft): readonly Similar[] {
  const [rows, setRows] = useState<readonly Similar[]>([])
  const { story, place, point } = draft
  const code = place?.code
  const [lon, lat] = point ?? []
  useEffect(() => {
    const told = story.trim()
    if (told === '') return
    let gone = false
    const at = lon !== undefined && lat !== undefined ? { point: [lon, lat] as [number, number] } : {}
    const body = { title: titleOf(told, told), description: told, ...(code ? { place: code } : {}), ...at }
    void call(endpoints.findSimilar, { body }).then(answer => !gone && answer.ok && setRows(answer.value.rows.slice(0, 3)))
    return () => {
      gone = true
    }
  }, [story, code, lon, lat])
  return rows
}

/** "附近已有人反映": to go along with one keeps both reporters informed and spares a second visit. */
export function SimilarOffer({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly Similar[]
  chosen: Similar | undefined
  onChoose: (one: Similar | undefined) => void
}) {
  const say = useSay()
  const { language } = useSettings()
  if (rows.length === 0) return null
  return (
    <section className="card stack tight" aria-labelledby="similar">
      <h2 id="similar" className="row">
        <Icon name="people" />
        {say('附近已有人反映，是同一件事吗？', 'Reported nearby already. Is it the same?')}
      </h2>
      <ul className="stack tight">
        {rows.map(one => (
          <li key={`${one.title}${one.filedAt}`} className="offer">
            <p className="strong">{one.title}</p>
            <p className="soft small">
              {say(one.place)} · {sayDay(one.filedAt, language)} · {say(one.step)}
              {one.reporters > 1 && say(` · ${one.reporters} 人反映`, ` · ${one.reporters} reporters`)}
            </p>
            <button
              type="button"
              className="button quiet small"
              aria-pressed={chosen === one}
              onClick={() => onChoose(chosen === one ? undefined : one)}
            >
              {chosen === one && <Icon name="check" size={20} />}
              {chosen === one ? say('已选：一起跟进', 'Following together') : say('是，一起跟进', 'Yes, follow together')}
            </button>
          </li>
        ))}
      </ul>
      <p className="soft small" aria-live="polite">
        {chosen
          ? say(
              '您照样有自己的查询码；两件事会并在一起办，进展同时告诉你们。',
              'You still get your own query code; both are handled as one and each of you is told.',
            )
          : say('不是同一件事就直接提交。', 'If it is not the same, simply send yours.')}
      </p>
    </section>
  )
}
