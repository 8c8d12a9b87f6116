import { useEffect } from 'react'
import { scannedPlace, useDraft } from '../filing/current-draft.ts'
import { isEmpty } from '../filing/draft.ts'
import { useFilings } from '../filing/filings.ts'
import { serviceOptions } from '../filing/main-door.ts'
import { Icon, Leaf } from '../pieces/Icon.tsx'
import { changeSettings, useSay, useSettings } from '../settings/settings.ts'
import { Bridge } from './Bridge.tsx'
import { lookOf } from './looks.ts'
import { DraftCard, FiledCard } from './OwnCards.tsx'

export function HomePage() {
  const say = useSay()
  const { draft } = useDraft()
  const filings = useFilings()
  const at = scannedPlace()
  useEffect(() => {
    document.title = say('枫桥·码上办', 'Fengqiao: scan and be helped')
  }, [say])
  return (
    <>
      <TopBar />
      <main id="main" className="stack home">
        <div className="hero">
          <div>
            <h1>
              <span className="clause">{say('有事您说，', 'Tell us.\u00a0')}</span>
              <span className="clause">{say('件件有回音', 'You get an answer.')}</span>
            </h1>
            <p className="soft">
              {at ? (
                <span className="chip live">
                  <Icon name="place" size={16} />
                  {say(at)}
                </span>
              ) : (
                say('不用登录，三步办好', 'No sign-in, three steps')
              )}
            </p>
          </div>
          <Bridge />
        </div>
        <Emergency />
        {draft && !isEmpty(draft) && <DraftCard draft={draft} />}
        <FiledCard filings={filings} />
        <section aria-labelledby="kinds" className="stack tight">
          <h2 id="kinds">{say('您要办什么？', 'What is it about?')}</h2>
          <ul className="tiles">
            {serviceOptions.map(([id, label]) => {
              const look = lookOf(id)
              return (
                <li key={id}>
                  <a href={`#/file/${id}`} className="tile">
                    <span className={`badge ${look.tone}`}>
                      <Icon name={look.icon} size={26} />
                    </span>
                    <span className="grow">
                      <span className="strong">{say(label)}</span>
                      <span className="soft hint">{say(look.hint)}</span>
                    </span>
                  </a>
                </li>
              )
            })}
          </ul>
        </section>
        <ul className="card flush list">
          <li>
            <a className="line" href="#/t">
              <Icon name="search" />
              <span className="grow">
                <span className="strong">{say('查进度', 'Track progress')}</span>
                <span className="soft small block">{say('输入查询码，看办到哪一步', 'Enter the query code and see where it stands')}</span>
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
          <li>
            <a className="line" href="#/station">
              <Icon name="place" />
              <span className="grow">
                <span className="strong">{say('最近的驿站', 'Nearest station')}</span>
                <span className="soft small block">{say('当面说、请人代填都可以', 'Speak to someone, or have it written for you')}</span>
              </span>
              <Icon name="next" size={20} />
            </a>
          </li>
        </ul>
        <p className="small soft foot">
          <a href="#/rights">{say('我们保存什么、您有哪些权利', 'What we keep, and your rights')}</a>
        </p>
      </main>
    </>
  )
}

function TopBar() {
  const say = useSay()
  const { language, size } = useSettings()
  const larger = size === 'normal' ? 'large' : 'normal'
  return (
    <header className="bar">
      <div>
        <a className="brand" href="#/">
          <Leaf />
          {say('枫桥·码上办', 'Fengqiao')}
        </a>
        <button type="button" className="icon-button" aria-pressed={size !== 'normal'} onClick={() => changeSettings({ size: larger })}>
          {say('大字', 'Aa+')}
          <span className="unseen">{say('', 'large type')}</span>
        </button>
        <button
          type="button"
          className="icon-button"
          lang={language === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => changeSettings({ language: language === 'zh' ? 'en' : 'zh' })}
        >
          {language === 'zh' ? 'English' : '中文'}
        </button>
      </div>
    </header>
  )
}

function Emergency() {
  const say = useSay()
  const lines = [
    ['110', say('公安', 'Police')],
    ['119', say('消防', 'Fire')],
    ['120', say('急救', 'Ambulance')],
  ] as const
  return (
    <section className="emergency" aria-labelledby="emergency">
      <h2 id="emergency" className="row">
        <Icon name="phone" size={18} />
        {say('有生命危险，请先打', 'Life in danger? Call first')}
      </h2>
      <ul>
        {lines.map(([number, label]) => (
          <li key={number}>
            <a href={`tel:${number}`}>
              <b className="number">{number}</b>
              <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
