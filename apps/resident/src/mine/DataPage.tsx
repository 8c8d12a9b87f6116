import { useState } from 'react'
import { Empty, Note, Show, TroubleNote } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { call, type Trouble } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'
import { DataRequests } from './DataRequests.tsx'
import { useFieldWords } from './field-words.ts'
import { ProfileCard } from './ProfileCard.tsx'
import { SignInFirst } from './SignInFirst.tsx'

/** Everything the law lets people do with data about themselves, on one page. */
export default function DataPage() {
  const say = useSay()
  return (
    <Page title={say('我的数据', 'My data')} back="#/me">
      <SignInFirst>
        <WhoLooked />
        <ProfileCard />
        <DataRequests />
        <CopyCard />
      </SignInFirst>
      <p className="small">
        <a href="#/rights">{say('我们保存什么、保存多久，不服怎么办', 'What we keep, for how long, and the remedies')}</a>
      </p>
    </Page>
  )
}

function WhoLooked() {
  const say = useSay()
  const { language } = useSettings()
  const wordOf = useFieldWords()
  const [after, setAfter] = useState<string>()
  const loaded = useLoad(endpoints.listMyAccessLog, { query: { limit: 20, ...(after ? { after } : {}) } })
  return (
    <section className="stack tight" aria-labelledby="looked">
      <h2 id="looked">{say('谁看过我的信息', 'Who looked at my data')}</h2>
      <p className="soft small">
        {say(
          '每一次查看都自动记录：哪个单位、什么岗位、什么时候、为了什么。记录改不了。',
          'Every look is logged by itself: unit, post, time and purpose. The log cannot be altered.',
        )}
      </p>
      <Show loaded={loaded}>
        {({ rows, next }) => (
          <>
            {rows.length === 0 ? (
              <div className="card">
                <Empty icon="eye">{say('还没有人看过您的信息', 'Nobody has looked at your data yet')}</Empty>
              </div>
            ) : (
              <ul className="card flush list">
                {rows.map(row => (
                  <li key={row.id} className="entry">
                    <p className="row wrap">
                      <span className="strong grow">
                        {say(row.unit)} · {say(row.post)}
                      </span>
                      <span className={`chip ${row.masked ? '' : 'live'}`}>
                        {row.masked ? say('隐去后的', 'Masked') : say('完整的', 'In clear')}
                      </span>
                    </p>
                    <p>
                      {say(row.purpose)}
                      {say('：', ': ')}
                      {row.fields.map(wordOf).join(say('、', ', '))}
                    </p>
                    <p className="soft small number">{sayMoment(row.at, language)}</p>
                  </li>
                ))}
              </ul>
            )}
            <div className="row wrap">
              {after && (
                <button type="button" className="button quiet small" onClick={() => setAfter(undefined)}>
                  {say('最新的', 'Newest')}
                </button>
              )}
              {next && (
                <button type="button" className="button quiet small" onClick={() => setAfter(next)}>
                  {say('更早的', 'Earlier')}
                </button>
              )}
            </div>
          </>
        )}
      </Show>
    </section>
  )
}

function CopyCard() {
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  const [saved, setSaved] = useState(false)
  const save = async () => {
    setBusy(true)
    const answer = await call(endpoints.copyMyData)
    setBusy(false)
    setTrouble(answer.ok ? undefined : answer.trouble)
    if (!answer.ok) return
    const address = URL.createObjectURL(new Blob([JSON.stringify(answer.value, null, 2)], { type: 'application/json' }))
    const anchor = document.createElement('a')
    anchor.href = address
    anchor.download = `fengqiao-${answer.value.at.slice(0, 10)}.json`
    anchor.click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
    setSaved(true)
  }
  return (
    <section className="card stack tight" aria-labelledby="copy">
      <h2 id="copy">{say('拿一份副本', 'Take a copy')}</h2>
      <p className="soft small">
        {say(
          '关于您的全部记录，存成一个文件（个人信息保护法第四十五条）。',
          'Everything kept about you, in one file (Personal Information Protection Law, art. 45).',
        )}
      </p>
      <TroubleNote trouble={trouble} />
      {saved && <Note tone="good">{say('已保存到这台手机', 'Saved to this phone')}</Note>}
      <button type="button" className="button quiet" disabled={busy} onClick={() => void save()}>
        {busy ? <span className="spinner" /> : <Icon name="save" size={20} />}
        {say('下载副本', 'Download')}
      </button>
    </section>
  )
}
