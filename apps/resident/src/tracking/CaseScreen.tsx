import { useEffect, useRef, useState } from 'react'
import { Empty, Note } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Sheet } from '../pieces/Sheet.tsx'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'
import { ActionForm } from './ActionForm.tsx'
import { sortActions } from './actions.ts'
import { Handler } from './Handler.tsx'
import { LetterButton } from './LetterButton.tsx'
import { Stages } from './Stages.tsx'
import type { Matter, MatterAction, Source } from './source.ts'

/** One matter as its resident sees it: where it stands, who has it, what is asked, what came of it, and what one can do. */
export function CaseScreen({ matter, source, reload }: { matter: Matter; source: Source; reload: () => void }) {
  const say = useSay()
  const [asking, setAsking] = useState<MatterAction>()
  const [thanks, setThanks] = useState(false)
  const { tell, rate, others } = sortActions(matter.actions)
  const done = () => {
    setAsking(undefined)
    setThanks(true)
    reload()
  }
  useEffect(() => {
    if (!thanks) return
    const timer = setTimeout(() => setThanks(false), 8000)
    return () => clearTimeout(timer)
  }, [thanks])
  return (
    <>
      <section className="card stack">
        <div>
          <h2 className="large">{matter.title}</h2>
          <p className="soft small number">{matter.number}</p>
        </div>
        <Stages stage={matter.stage} step={matter.step.name} />
      </section>
      <div className="live" aria-live="polite">
        {thanks && <Note tone="good">{say('已记下，谢谢。', 'Noted, thank you.')}</Note>}
      </div>
      {!thanks && <Changed matter={matter} />}
      {matter.question && tell && (
        <section className="card stack asks" aria-labelledby="asks">
          <h2 id="asks" className="row">
            <Icon name="help" />
            {say('承办人想请您补充', 'The handler asks you')}
          </h2>
          <p className="prose">{matter.question}</p>
          <p className="soft small">{say('等您回复期间，办理时限暂停。', 'While we wait for you, the clock stands still.')}</p>
          <ActionForm source={source} matter={matter} action={tell} onDone={done} onStale={reload} />
        </section>
      )}
      {matter.answer && <AnswerCard answer={matter.answer} />}
      {rate.length > 0 && (
        <section className="card stack" aria-labelledby="rate">
          <h2 id="rate">{say('您的事解决了吗？', 'Is it settled for you?')}</h2>
          <div className="pair">
            {rate.map((action, index) => (
              <button key={action.id} type="button" className={`button ${index === 0 ? '' : 'quiet'}`} onClick={() => setAsking(action)}>
                {say(action.label)}
              </button>
            ))}
          </div>
        </section>
      )}
      {matter.satisfaction !== null && rate.length === 0 && <Rated stars={matter.satisfaction} />}
      <Handler matter={matter} />
      <StoryCard matter={matter} />
      {matter.letters.length > 0 && source.kind === 'code' && (
        <section className="stack tight" aria-labelledby="letters">
          <h2 id="letters">{say('文书', 'Letters')}</h2>
          <ul className="card flush list">
            {matter.letters.map(letter => (
              <li key={letter.id}>
                <LetterButton letter={letter} source={source} line />
              </li>
            ))}
          </ul>
        </section>
      )}
      {(others.length > 0 || (tell && !matter.question)) && (
        <section className="stack tight" aria-labelledby="can">
          <h2 id="can">{say('我还可以', 'I can also')}</h2>
          <ul className="card flush list">
            {[...(tell && !matter.question ? [tell] : []), ...others].map(action => (
              <li key={action.id}>
                <button type="button" className="line" onClick={() => setAsking(action)}>
                  <Icon name="pen" size={20} />
                  <span className="grow">{say(action.label)}</span>
                  <Icon name="next" size={20} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {asking && (
        <Sheet title={say(asking.label)} onClose={() => setAsking(undefined)}>
          {asking.to && (
            <p className="soft">
              {say('之后这件事转为', 'It then becomes')}
              {say('：', ': ')}
              {say(asking.to.name)}
            </p>
          )}
          <ActionForm source={source} matter={matter} action={asking} onDone={done} onStale={reload} />
        </Sheet>
      )}
    </>
  )
}

function Rated({ stars }: { stars: number }) {
  const say = useSay()
  return (
    <section className="card row">
      <h2 className="grow">{say('您的评价', 'Your rating')}</h2>
      <span className="unseen">{say(`${stars} 星，共 5 星`, `${stars} of 5 stars`)}</span>
      <span className="stars" aria-hidden="true">
        {[1, 2, 3, 4, 5].map(star => (
          <span key={star} className={star <= stars ? 'lit' : 'unlit'}>
            <Icon name="star" size={24} />
          </span>
        ))}
      </span>
    </section>
  )
}

/** Says aloud, and shows for a moment, that the page has just changed by itself. */
function Changed({ matter }: { matter: Matter }) {
  const say = useSay()
  const seen = useRef(matter.revision)
  const [news, setNews] = useState(false)
  useEffect(() => {
    if (matter.revision === seen.current) return
    seen.current = matter.revision
    setNews(true)
    const timer = setTimeout(() => setNews(false), 8000)
    return () => clearTimeout(timer)
  }, [matter.revision])
  return (
    <div className="live" aria-live="polite">
      {news && (
        <Note icon="bell">
          {say('刚有新进展：', 'Just now: ')}
          {say(matter.step.name)}
        </Note>
      )}
    </div>
  )
}

function AnswerCard({ answer: { finding, opinion, basis } }: { answer: NonNullable<Matter['answer']> }) {
  const say = useSay()
  return (
    <section className="card stack" aria-labelledby="answer">
      <h2 id="answer" className="row">
        <Icon name="letter" />
        {say('办理答复', 'The answer')}
      </h2>
      <div>
        <h3 className="soft small">{say('查明的情况', 'What was found')}</h3>
        <p className="prose">{finding}</p>
      </div>
      <div>
        <h3 className="soft small">{say('处理意见', 'What is done about it')}</h3>
        <p className="prose">{opinion}</p>
      </div>
      {basis && (
        <div>
          <h3 className="soft small">{say('依据', 'On what ground')}</h3>
          <p className="prose">{basis}</p>
        </div>
      )}
    </section>
  )
}

function StoryCard({ matter: { timeline } }: { matter: Matter }) {
  const say = useSay()
  const { language } = useSettings()
  return (
    <section className="card stack" aria-labelledby="story-so-far">
      <h2 id="story-so-far">{say('办理经过', 'What has been done')}</h2>
      {timeline.length === 0 ? (
        <Empty icon="clock">{say('还没有记录', 'Nothing yet')}</Empty>
      ) : (
        <ol className="story">
          {timeline.map(entry => (
            <li key={`${entry.at}${entry.sentence.en}`}>
              <p>{say(entry.sentence)}</p>
              <p className="soft small number">
                {sayMoment(entry.at, language)}
                {entry.unit && ` · ${say(entry.unit)}`}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
