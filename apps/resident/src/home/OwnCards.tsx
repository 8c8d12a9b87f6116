import { clearDraft, resumeDraft } from '../filing/current-draft.ts'
import { type Draft, titleOf } from '../filing/draft.ts'
import { type Filings, queue } from '../filing/filings.ts'
import { mainParts } from '../filing/main-door.ts'
import type { Waiting } from '../filing/queue.ts'
import { go } from '../navigate.ts'
import { Note } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'

/** What was begun and not sent. */
export function DraftCard({ draft }: { draft: Draft }) {
  const say = useSay()
  return (
    <section className="card stack tight" aria-label={say('未写完的内容', 'Unfinished')}>
      <p>
        <span className="strong">{say('您有一份没写完', 'You have something unfinished')}</span>
        <span className="soft block small">{titleOf(draft.story, say('录音或照片', 'Recording or photos'))}</span>
      </p>
      <div className="row wrap">
        <a className="button small" href={`#/file/${draft.service}`}>
          {say('继续写', 'Go on')}
        </a>
        <button type="button" className="button plain small" onClick={clearDraft}>
          {say('不要了', 'Discard')}
        </button>
      </div>
    </section>
  )
}

/** What waits for a network or for a correction, and what was filed from this phone. */
export function FiledCard({ filings: { waiting, remembered } }: { filings: Filings }) {
  const say = useSay()
  const { language } = useSettings()
  return (
    <>
      {waiting.map(one => (
        <WaitingNote key={one.draft.key} one={one} />
      ))}
      {remembered.length > 0 && (
        <section aria-labelledby="own" className="stack tight">
          <h2 id="own">{say('我在这台手机上反映的', 'Filed from this phone')}</h2>
          <ul className="card flush list">
            {remembered.slice(0, 3).map(one => (
              <li key={one.queryCode}>
                <a className="line" href={`#/t/${one.queryCode}`}>
                  <span className="grow">
                    <span className="strong clip">{one.title}</span>
                    <span className="soft small block">{sayMoment(one.filedAt, language)}</span>
                  </span>
                  <Icon name="next" size={20} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function WaitingNote({ one }: { one: Waiting }) {
  const say = useSay()
  const title = titleOf(one.draft.story, say(mainParts.service?.options?.[one.draft.service] ?? { zh: '', en: '' }))
  const correct = async () => {
    const draft = await queue.takeBack(one.draft.key)
    if (!draft) return
    resumeDraft(draft)
    go(`/file/${draft.service}`)
  }
  if (!one.refused)
    return (
      <Note tone="care" icon="away">
        <p className="strong">{say('等网络恢复后自动发出', 'Will be sent when the network is back')}</p>
        <p className="small">{say(`“${title}”已存在这台手机上，不会丢。`, `“${title}” is kept on this phone and will not be lost.`)}</p>
      </Note>
    )
  return (
    <Note tone="bad">
      <p className="strong">{say('没有发出，需要您改一下', 'Not sent: it needs a correction')}</p>
      <p className="small">
        {title}: {one.refused.title} {one.refused.help}
      </p>
      <button type="button" className="button quiet small" onClick={() => void correct()}>
        {say('去修改', 'Correct it')}
      </button>
    </Note>
  )
}
