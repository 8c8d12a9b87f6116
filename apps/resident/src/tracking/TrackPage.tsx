import { type FormEvent, useState } from 'react'
import { queue, useFilings } from '../filing/filings.ts'
import { groupCode, readCode } from '../filing/query-code.ts'
import { go } from '../navigate.ts'
import { Show } from '../pieces/Feedback.tsx'
import { Input } from '../pieces/Field.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLive } from '../server/live.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'
import { CaseScreen } from './CaseScreen.tsx'
import type { Matter } from './source.ts'

/** `#/t` asks for the code, `#/t/<code>` shows the matter. */
export default function TrackPage({ rest: [code] }: { rest: readonly string[] }) {
  return code ? <ByCode code={readCode(code)} /> : <AskCode />
}

function AskCode() {
  const say = useSay()
  const { language } = useSettings()
  const { remembered } = useFilings()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(false)
  const open = (event: FormEvent) => {
    event.preventDefault()
    const code = readCode(typed)
    setWrong(!/^[0-9A-Z]{10,24}$/.test(code))
    if (/^[0-9A-Z]{10,24}$/.test(code)) go(`/t/${code}`)
  }
  return (
    <Page title={say('查进度', 'Track progress')}>
      <form className="card stack" onSubmit={open} noValidate>
        <Input
          label={say('查询码', 'Query code')}
          help={say('在回执或短信里，12 位，不分大小写。', 'On the receipt or in the text message: 12 characters, capitals or not.')}
          wrong={wrong ? say('查询码是 12 位字母和数字，请核对', 'A code has 12 letters and digits; please check') : undefined}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
        <button type="submit" className="button wide">
          <Icon name="search" />
          {say('查看', 'Show')}
        </button>
      </form>
      {remembered.length > 0 && (
        <section className="stack tight" aria-labelledby="own">
          <h2 id="own">{say('我在这台手机上反映的', 'Filed from this phone')}</h2>
          <ul className="card flush list">
            {remembered.map(one => (
              <li key={one.queryCode} className="row">
                <a className="line grow stacked" href={`#/t/${one.queryCode}`}>
                  <span className="strong clip">{one.title}</span>
                  <span className="soft small block number">
                    {sayMoment(one.filedAt, language)} · {groupCode(one.queryCode)}
                  </span>
                </a>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={say(`从这台手机移除：${one.title}`, `Remove from this phone: ${one.title}`)}
                  onClick={() => void queue.forget(one.queryCode)}
                >
                  <Icon name="trash" size={20} />
                </button>
              </li>
            ))}
          </ul>
          <p className="soft small">
            {say('公用手机请移除；凭查询码仍可查到。', 'On a shared phone, remove them; the code still opens them.')}
          </p>
        </section>
      )}
      <p className="soft small">
        {say('用手机号登录过？', 'Signed in by phone?')} <a href="#/me">{say('看我的全部事项', 'See all my matters')}</a>
      </p>
    </Page>
  )
}

function ByCode({ code }: { code: string }) {
  const say = useSay()
  const loaded = useLoad(endpoints.trackCase, { code })
  useLive({ code }, ['case'], loaded.reload)
  return (
    <Page title={say('办理进度', 'Progress')} back="#/t">
      <Show loaded={loaded} lines={6}>
        {matter => (
          <>
            <CaseScreen matter={matter} source={{ kind: 'code', code }} reload={loaded.reload} />
            <KeepHere code={code} matter={matter} />
          </>
        )}
      </Show>
      {loaded.trouble?.status === 404 && (
        <a className="button quiet wide" href="#/t">
          {say('重新输入', 'Type it again')}
        </a>
      )}
    </Page>
  )
}

/** Offers to remember a matter that was filed elsewhere; never done unasked, because phones are lent. */
function KeepHere({ code, matter }: { code: string; matter: Matter }) {
  const say = useSay()
  const { ready, remembered } = useFilings()
  if (!ready || remembered.some(one => one.queryCode === code)) return null
  const keep = () =>
    queue.remember({ queryCode: code, number: matter.number, title: matter.title, filedAt: matter.filedAt, key: matter.id })
  return (
    <button type="button" className="button quiet wide" onClick={() => void keep()}>
      <Icon name="save" size={20} />
      {say('记在这台手机上，下次直接看', 'Keep it on this phone')}
    </button>
  )
}
