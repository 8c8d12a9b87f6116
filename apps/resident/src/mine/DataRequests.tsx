import type { DataRequest } from '@fengqiao/contract'
import { type FormEvent, useState } from 'react'
import { Note, Show, TroubleNote } from '../pieces/Feedback.tsx'
import { Area, Choices } from '../pieces/Field.tsx'
import { Sheet } from '../pieces/Sheet.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLoad, useSend } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayDay } from '../settings/time.ts'

type Kind = DataRequest['kind']

function useKinds(): readonly (readonly [Kind, string])[] {
  const say = useSay()
  return [
    ['correction', say('更正', 'Correct')],
    ['deletion', say('删除', 'Delete')],
    ['objection', say('反对使用', 'Object')],
  ]
}

/** Requests to correct, delete or object, each with the day by which it must be answered. */
export function DataRequests() {
  const say = useSay()
  const { language } = useSettings()
  const kinds = useKinds()
  const loaded = useLoad(endpoints.listMyDataRequests, twenty)
  const [asking, setAsking] = useState(false)
  const states = {
    open: ['办理中', 'Open', 'live'],
    granted: ['已同意', 'Granted', 'good'],
    refused: ['未同意', 'Refused', ''],
  } as const
  return (
    <section className="card stack tight" aria-labelledby="requests">
      <h2 id="requests">{say('更正、删除、反对', 'Correct, delete, object')}</h2>
      <p className="soft small">
        {say(
          '15 个工作日内答复；不同意会说明理由和怎么申诉。',
          'Answered within 15 working days; a refusal gives its reasons and the remedy.',
        )}
      </p>
      <Show loaded={loaded} lines={1}>
        {({ rows }) => (
          <ul className="stack tight">
            {rows.map(row => {
              const [zh, en, tone] = states[row.state]
              return (
                <li key={row.id} className="offer wide-offer">
                  <p className="row wrap">
                    <span className="strong grow">{kinds.find(([id]) => id === row.kind)?.[1]}</span>
                    <span className={`chip ${tone}`}>{say(zh, en)}</span>
                  </p>
                  <p>{row.wish}</p>
                  {row.answer ? (
                    <Note tone={row.state === 'granted' ? 'good' : 'care'}>
                      <p>{row.answer}</p>
                      {row.remedy && <p className="small">{row.remedy}</p>}
                    </Note>
                  ) : (
                    <p className="soft small">
                      {say(`${sayDay(row.dueAt, language)}前答复`, `To be answered by ${sayDay(row.dueAt, language)}`)}
                    </p>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Show>
      <button type="button" className="button quiet" onClick={() => setAsking(true)}>
        {say('提出请求', 'Make a request')}
      </button>
      {asking && (
        <Sheet title={say('提出请求', 'Make a request')} onClose={() => setAsking(false)}>
          <RequestForm
            onDone={() => {
              setAsking(false)
              loaded.reload()
            }}
          />
        </Sheet>
      )}
    </section>
  )
}
const twenty = { query: { limit: 20 } }

function RequestForm({ onDone }: { onDone: () => void }) {
  const say = useSay()
  const kinds = useKinds()
  const { run, busy, trouble } = useSend(endpoints.fileDataRequest)
  const [kind, setKind] = useState<Kind>('correction')
  const [wish, setWish] = useState('')
  const [short, setShort] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setShort(wish.trim().length < 2)
    if (wish.trim().length >= 2 && (await run({ body: { kind, wish: wish.trim() } })).ok) onDone()
  }
  return (
    <form className="stack" onSubmit={event => void submit(event)} noValidate>
      <Choices legend={say('想要', 'I want to')} options={kinds} value={kind} onChange={setKind} />
      <Area
        label={say('具体是什么', 'What exactly')}
        wrong={short ? say('请写一句', 'Please write a sentence') : undefined}
        maxLength={2000}
        placeholder={say('如：住址写错了，应为……', 'e.g. the address is wrong; it should be …')}
        value={wish}
        onChange={event => setWish(event.target.value)}
      />
      <TroubleNote trouble={trouble} />
      <button type="submit" className="button wide" disabled={busy}>
        {say('提交', 'Send')}
      </button>
    </form>
  )
}
