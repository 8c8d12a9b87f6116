import { getPushKey, subscribePush, unsubscribePush } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { problemOf, useClient, useLanguage, useText, useWrite } from '@fengqiao/ui'
import { ProblemNote, Switch } from '@fengqiao/ui/desk'
import { useEffect, useState } from 'react'

type State = 'asking' | 'unsupported' | 'denied' | 'off' | 'on'
/** The subscription's id at the server, kept here because only it can end the subscription. */
const kept = 'fengqiao.push'

/** Notices on this machine even when the desk is closed. Asked for by a press, never on arrival. */
export function PushOptIn() {
  const say = useText()
  const { language } = useLanguage()
  const client = useClient()
  const [state, become] = useState<State>('asking')
  const [error, fail] = useState<unknown>()
  const subscribe = useWrite(subscribePush)
  const end = useWrite(unsubscribePush)
  useEffect(() => {
    void whatStands().then(become, () => become('unsupported'))
  }, [])

  const turnOn = async (): Promise<void> => {
    if ((await Notification.requestPermission()) !== 'granted') return become('denied')
    const { publicKey } = await client.call(getPushKey)
    const worker = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}push-worker.js`)
    const held = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })
    const { endpoint, keys } = held.toJSON()
    const { id } = await subscribe.mutateAsync({
      body: { endpoint: endpoint ?? '', keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' } },
    })
    localStorage.setItem(kept, id)
    become('on')
  }
  const turnOff = async (): Promise<void> => {
    const worker = await navigator.serviceWorker.getRegistration(import.meta.env.BASE_URL)
    await (await worker?.pushManager.getSubscription())?.unsubscribe()
    const id = localStorage.getItem(kept)
    if (id) await end.mutateAsync({ params: { id } })
    localStorage.removeItem(kept)
    become('off')
  }
  const change = (on: boolean): void => {
    fail(undefined)
    void (on ? turnOn() : turnOff()).catch(fail)
  }

  const words = {
    asking: text('正在检查…', 'Checking…'),
    unsupported: text('此浏览器不支持推送，请改用短信或邮件。', 'This browser has no push; text messages and e-mail still reach you.'),
    denied: text(
      '浏览器禁止了本站通知。请在地址栏左侧的站点设置中允许后再试。',
      'The browser blocks notices of this site. Allow them in the site settings beside the address and try again.',
    ),
    off: text(
      '工作台关闭时，哨响和临期提醒也会出现在这台设备上。夜间静默时段只推送紧急事项。',
      'Whistles and deadlines show on this machine even when the desk is closed. In quiet hours only urgent ones do.',
    ),
    on: text('已开启。关闭后只在站内、短信和邮件中提醒。', 'On. When off, you are told in the desk, by text and e-mail only.'),
  }[state]
  return (
    <div className="fq-stack">
      <div className="fq-spread">
        <span id="push">{say(text('在这台设备上接收推送', 'Push notices to this machine'))}</span>
        <Switch
          aria-labelledby="push"
          checked={state === 'on'}
          disabled={state === 'asking' || state === 'unsupported'}
          loading={subscribe.isPending || end.isPending}
          onChange={change}
        />
      </div>
      <p className="desk-small" aria-live="polite">
        {say(words)}
      </p>
      {error ? <ProblemNote problem={problemOf(error, language)} /> : null}
    </div>
  )
}

async function whatStands(): Promise<State> {
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'unsupported'
  if (Notification.permission === 'denied') return 'denied'
  const worker = await navigator.serviceWorker.getRegistration(import.meta.env.BASE_URL)
  return (await worker?.pushManager.getSubscription()) ? 'on' : 'off'
}
