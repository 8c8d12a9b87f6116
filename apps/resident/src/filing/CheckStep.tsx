import { useEffect, useState } from 'react'
import { go } from '../navigate.ts'
import { Note, TroubleNote } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import type { Trouble } from '../server/call.ts'
import { useSay } from '../settings/settings.ts'
import { Kept } from './Attachments.tsx'
import { clearDraft } from './current-draft.ts'
import { type Draft, lacking, titleOf } from './draft.ts'
import { queue } from './filings.ts'
import { useLackWords } from './lack-words.ts'
import { mainParts } from './main-door.ts'
import { type Similar, SimilarOffer, useSimilar } from './SimilarOffer.tsx'

/** Everything once more in plain sight, what others nearby have said, and the one button that sends. */
export function CheckStep({ draft }: { draft: Draft }) {
  const say = useSay()
  const wordOf = useLackWords()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const [together, setTogether] = useState<Similar>()
  const similar = useSimilar(draft)
  const lacks = lacking(draft, mainParts)
  useEffect(() => {
    if (lacks.length > 0) go(`/file/${draft.service}`, 'replace')
  }, [lacks.length, draft.service])
  const service = mainParts.service?.options?.[draft.service] ?? { zh: '', en: '' }
  const send = async () => {
    setBusy(true)
    const story = together ? `${draft.story.trim()}\n${joining(together, say)}`.trim() : draft.story
    const sent = await queue.send({ ...draft, story })
    setBusy(false)
    if (sent.state === 'refused') {
      await queue.takeBack(draft.key)
      return setTrouble(sent.trouble)
    }
    clearDraft()
    go(`/sent/${draft.key}`, 'replace')
  }
  const edit = `#/file/${draft.service}`
  return (
    <>
      <section className="card stack" aria-labelledby="matter">
        <div className="row">
          <h2 id="matter" className="grow">
            {titleOf(draft.story, say(service))}
          </h2>
          <a className="icon-button" href={edit}>
            <Icon name="pen" size={20} />
            {say('修改', 'Edit')}
          </a>
        </div>
        {draft.story.trim() !== '' && <p className="prose">{draft.story.trim()}</p>}
        <Kept attachments={draft.attachments} />
        <dl className="facts">
          <dt>{say('类别', 'Kind')}</dt>
          <dd>{say(service)}</dd>
          <dt>{say('地点', 'Where')}</dt>
          <dd>
            {[draft.place ? say(draft.place) : '', draft.address.trim()].filter(Boolean).join(say('，', ', ')) ||
              say('地图上的位置', 'Position on the map')}
          </dd>
          <dt>{say('联系', 'Contact')}</dt>
          <dd>{[draft.name, draft.phone].filter(Boolean).join(' ') || say('匿名', 'Anonymous')}</dd>
          {draft.group && (
            <>
              <dt>{say('人数', 'People')}</dt>
              <dd>
                {draft.headcount}
                {say('人，代表：', ', represented by ')}
                {draft.representatives
                  .map(one => one.name.trim())
                  .filter(Boolean)
                  .join(say('、', ', '))}
              </dd>
            </>
          )}
        </dl>
      </section>
      <SimilarOffer rows={similar} chosen={together} onChoose={setTogether} />
      <Note icon="letter">
        {say('提交后马上给您回执和查询码，凭码随时看进展。', 'You get a receipt with a query code at once, to follow it at any time.')}
      </Note>
      {lacks.map(lack => (
        <p key={lack}>{wordOf(lack)}</p>
      ))}
      <TroubleNote trouble={trouble} />
      <div className="send-bar">
        <button type="button" className="button wide" onClick={() => void send()} disabled={busy}>
          {busy ? <span className="spinner" /> : <Icon name="check" />}
          {busy ? say('正在提交…', 'Sending…') : say('提交', 'Send')}
        </button>
      </div>
    </>
  )
}

const joining = (one: Similar, say: (zh: string, en: string) => string) =>
  say(
    `（与附近已有人反映的“${one.title}”是同一件事，愿意一起跟进。）`,
    `(The same matter as “${one.title}”, reported nearby; I would like to follow it together.)`,
  )
