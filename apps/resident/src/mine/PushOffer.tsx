import { useState } from 'react'
import { Note, TroubleNote } from '../pieces/Feedback.tsx'
import { useSay } from '../settings/settings.ts'
import { canPush, type PushOutcome, pushId, turnPushOff, turnPushOn } from './push.ts'

/** Notices on this phone even when the app is closed: an offer, with the way back beside it. */
export function PushOffer() {
  const say = useSay()
  const [on, setOn] = useState(() => pushId() !== undefined)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<PushOutcome>()
  if (!canPush()) return null
  const change = async () => {
    setBusy(true)
    if (on) {
      await turnPushOff()
      setOn(false)
      setOutcome(undefined)
    } else {
      const got = await turnPushOn()
      setOn(got === 'on')
      setOutcome(got)
    }
    setBusy(false)
  }
  return (
    <section className="card stack tight">
      <h2>{say('在这台手机上提醒我', 'Notify me on this phone')}</h2>
      <p className="soft small">
        {say(
          '有进展时弹出提醒，不用开着页面。随时可以关。',
          'A notice appears when something moves, with the page closed. Turn it off at any time.',
        )}
      </p>
      {outcome === 'denied' && (
        <Note tone="care">
          {say(
            '浏览器没有允许通知，可在浏览器设置里打开。短信和站内消息不受影响。',
            'The browser does not allow notices; its settings can change that. Text messages and notices here go on.',
          )}
        </Note>
      )}
      {typeof outcome === 'object' && <TroubleNote trouble={outcome} />}
      <button type="button" className={`button ${on ? 'quiet' : ''}`} aria-pressed={on} disabled={busy} onClick={() => void change()}>
        {on ? say('关闭提醒', 'Turn off') : say('开启提醒', 'Turn on')}
      </button>
    </section>
  )
}
