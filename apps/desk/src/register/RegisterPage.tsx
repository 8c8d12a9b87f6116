import './register.css'
import { fileCase, findAddress, getProcedure, listProcedures, type Reply } from '@fengqiao/contract'
import { type Channel, text } from '@fengqiao/kernel'
import { problemOf, useLanguage, useRead, useText, useWrite } from '@fengqiao/ui'
import { Empty, Icon, PlacePicker, PointInput, ProblemNote, Segmented, Select, Shown, useSettled } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { PageHead } from '../shell/PageHead.tsx'
import { Receipt } from './Receipt.tsx'
import { SimilarOffer } from './SimilarOffer.tsx'
import { VisitForm } from './VisitForm.tsx'

type Found = Reply<typeof getProcedure>
export type Filed = Reply<typeof fileCase>

/** The front desk files for a visitor or a caller; the receipt is printed and handed over. */
export default function RegisterPage() {
  const say = useText()
  const [filed, setFiled] = useState<{ reply: Filed; seconds: number; title: string } | undefined>(undefined)
  const [chosen, choose] = useState<string | undefined>(undefined)
  const [round, setRound] = useState(0)
  const procedures = useRead(listProcedures, {}, { staleTime: Number.POSITIVE_INFINITY })
  const all = procedures.data?.rows ?? []
  const id = chosen ?? all[0]?.id
  const procedure = useRead(getProcedure, { params: { id: id ?? '' } }, { enabled: id !== undefined, staleTime: Number.POSITIVE_INFINITY })
  const again = (): void => {
    setFiled(undefined)
    setRound(round + 1)
  }
  if (filed) return <Receipt {...filed} onAgain={again} />
  return (
    <>
      <PageHead
        title={text('登记来访', 'Register a visit')}
        help={text(
          '替来访、来电的群众提交。首问负责：登记人可一直跟踪到办结。',
          'File for somebody who came or called. Who registers can follow it to the end.',
        )}
      >
        {all.length > 1 ? (
          <Select
            value={id}
            onChange={choose}
            aria-label={say(text('事项类型', 'Procedure'))}
            options={all.map(one => ({ value: one.id, label: say(one.name) }))}
            style={{ minWidth: 200 }}
          />
        ) : null}
      </PageHead>
      {procedures.data && all.length === 0 ? (
        <Empty
          icon="form"
          title={text('没有可登记的事项', 'Nothing can be registered')}
          help={text('请联系系统管理员启用事项。', 'Ask the system administrator to put a procedure in force.')}
        />
      ) : null}
      <Shown of={procedure}>{found => <Visit key={`${found.id}/${round}`} procedure={found} onFiled={setFiled} />}</Shown>
    </>
  )
}

function Visit({ procedure, onFiled }: { procedure: Found; onFiled: (filed: { reply: Filed; seconds: number; title: string }) => void }) {
  const say = useText()
  const { language } = useLanguage()
  const opening = procedure.actions.find(({ from }) => from.includes('start'))
  const [began] = useState(() => Date.now())
  const [channel, setChannel] = useState<Channel>('counter')
  const [place, setPlace] = useState<string | undefined>(undefined)
  const [point, setPoint] = useState<[number, number] | undefined>(undefined)
  const [typed, setTyped] = useState<{ title: string; description: string; address: string }>({ title: '', description: '', address: '' })
  const address = useSettled(typed.address, 400)
  const named = useRead(
    findAddress,
    { query: { text: address || '-' } },
    { enabled: address.trim().length > 2 && !place && !point, keep: false },
  )
  const guess = named.data?.found[0]
  const file = useWrite(fileCase, { stale: ['listInbox', 'countInbox', 'listQueue'] })
  if (!opening)
    return (
      <Empty
        icon="form"
        title={text('此事项不能在窗口登记', 'This cannot be registered here')}
        help={text('请选择其他事项类型。', 'Choose another procedure.')}
      />
    )
  const where = place ?? (point ? undefined : guess?.code)
  const send = (input: Record<string, unknown>): void =>
    file.mutate(
      { body: { procedure: procedure.id, input, channel, ...(where ? { place: where } : {}), ...(point ? { point } : {}) } },
      { onSuccess: reply => onFiled({ reply, seconds: Math.round((Date.now() - began) / 1000), title: typed.title }) },
    )
  return (
    <div className="register">
      <section className="fq-panel fq-panel-body" aria-label={say(text('登记内容', 'What is registered'))}>
        <div className="register-channel">
          <Segmented
            value={channel}
            onChange={value => setChannel(value as Channel)}
            aria-label={say(text('来源', 'How it came'))}
            options={[
              { value: 'counter', label: say(text('来访', 'Visit')), icon: <Icon name="user" /> },
              { value: 'phone', label: say(text('来电', 'Call')), icon: <Icon name="phone" /> },
              { value: 'letter', label: say(text('来信', 'Letter')), icon: <Icon name="file" /> },
            ]}
          />
        </div>
        <VisitForm
          form={opening.form}
          submit={say(text('登记并出具回执', 'Register and give a receipt'))}
          busy={file.isPending}
          asked={field => `${procedure.id}.${field}`}
          onType={setTyped}
          onSubmit={send}
          where={
            <>
              <div className="fq-field">
                <label htmlFor="register-place">{say(text('所在社区或小区', 'Community or estate'))}</label>
                <PlacePicker id="register-place" value={place} onChange={value => setPlace(value as string | undefined)} />
                {guess && !place && !point ? (
                  <p className="fq-help" aria-live="polite">
                    <Icon name="check" /> {say(text(`按地址识别为：${guess.name.zh}`, `Found from the address: ${guess.name.en}`))}
                  </p>
                ) : null}
              </div>
              <div className="fq-field" data-wide>
                <label htmlFor="register-point">
                  {say(text('准确位置', 'Exact spot'))}
                  <span className="fq-optional">{say(text('（选填）', ' (optional)'))}</span>
                </label>
                <PointInput id="register-point" value={point} onChange={value => setPoint(value as [number, number] | undefined)} />
              </div>
            </>
          }
        >
          <div aria-live="assertive">{file.error ? <ProblemNote problem={problemOf(file.error, language)} /> : null}</div>
        </VisitForm>
      </section>
      <aside>
        <SimilarOffer title={typed.title} description={typed.description} place={where} point={point} />
      </aside>
      <p className="fq-sr" aria-live="polite">
        {file.isPending ? say(text('正在登记', 'Registering')) : ''}
      </p>
    </div>
  )
}
