import './data-requests.css'
import { answerDataRequest, type DataRequest, type dataRequestKinds, listDataRequests } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { formatTime, usePages, useText, useWrite } from '@fengqiao/ui'
import { Button, DueTag, Empty, ErrorNote, Loading, useNotify } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'
import { fieldWords } from '../residents/words.ts'
import { PageHead } from '../shell/PageHead.tsx'

type Asked = DataRequest & { readonly resident: string }

const kinds: Readonly<Record<(typeof dataRequestKinds)[number], Text>> = {
  correction: text('更正', 'Correction'),
  deletion: text('删除', 'Deletion'),
  objection: text('拒绝处理', 'Objection'),
}
const states: Readonly<Record<DataRequest['state'], Text>> = {
  open: text('待答复', 'Open'),
  granted: text('已同意', 'Granted'),
  refused: text('已拒绝', 'Refused'),
}

/** Residents' requests about their own data (PIPL 44–50), soonest due first. */
export default function DataRequestsPage() {
  const say = useText()
  const requests = usePages(listDataRequests, { query: { limit: 30 } })
  const [answering, answer] = useState<{ request: Asked; granted: boolean } | undefined>()
  const rows = requests.data?.pages.flatMap(page => page.rows) ?? []
  return (
    <>
      <PageHead
        title={text('个人信息请求', 'Data requests')}
        help={text(
          '群众要求更正、删除或拒绝处理其个人信息。应在 15 个工作日内答复并说明理由（个人信息保护法第 44—50 条）。',
          'Residents ask to correct, delete or stop the use of their data. Answer with reasons within 15 working days (PIPL 44–50).',
        )}
      />
      {requests.error ? <ErrorNote error={requests.error} onRetry={() => void requests.refetch()} /> : null}
      {requests.isLoading ? <Loading rows={6} /> : null}
      {requests.data && rows.length === 0 ? (
        <section className="fq-panel">
          <Empty
            icon="check"
            title={text('没有待答复的请求', 'No requests wait')}
            help={text('群众在“我的信息”中提出请求后会出现在这里。', 'They appear here when residents file them under “My data”.')}
          />
        </section>
      ) : null}
      <ul className="data-requests">
        {rows.map(request => (
          <li key={request.id} className="fq-panel" data-testid="data-request">
            <div className="fq-spread">
              <h2>
                {say(kinds[request.kind])}
                {request.field ? `：${say(fieldWords[request.field])}` : ''}
              </h2>
              {request.state === 'open' ? (
                <DueTag due={{ at: request.dueAt }} withTime />
              ) : (
                <span className="fq-chip">{say(states[request.state])}</span>
              )}
            </div>
            <p className="fq-text">{request.wish}</p>
            <p className="desk-small">
              {say(text('提出时间：', 'Filed: '))}
              {formatTime(request.filedAt)} · {say(text('群众编号：', 'Resident: '))}
              {request.resident}
            </p>
            {request.answer ? (
              <p className="fq-text data-answer">
                {request.answer}
                {request.remedy ? <span className="desk-small"> {request.remedy}</span> : null}
              </p>
            ) : null}
            {request.state === 'open' ? (
              <div className="fq-row">
                <Button type="primary" onClick={() => answer({ request, granted: true })} data-testid="grant">
                  {say(text('同意', 'Grant'))}
                </Button>
                <Button danger onClick={() => answer({ request, granted: false })}>
                  {say(text('拒绝', 'Refuse'))}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      {requests.hasNextPage ? (
        <div className="fq-more">
          <Button onClick={() => void requests.fetchNextPage()} loading={requests.isFetchingNextPage}>
            {say(text('显示更多', 'Show more'))}
          </Button>
        </div>
      ) : null}
      {answering ? <Answer {...answering} onClose={() => answer(undefined)} /> : null}
    </>
  )
}

function Answer({ request, granted, onClose }: { request: Asked; granted: boolean; onClose: () => void }) {
  const say = useText()
  const notify = useNotify()
  const write = useWrite(answerDataRequest, {
    stale: ['listDataRequests'],
    onDone: () => {
      notify.done(say(text('已答复，群众会收到通知', 'Answered; the resident is told')))
      onClose()
    },
  })
  const corrects = granted && request.kind === 'correction'
  const erases = granted && request.kind === 'deletion'
  return (
    <FormDialog
      title={granted ? text('同意请求', 'Grant the request') : text('拒绝请求', 'Refuse the request')}
      help={
        erases
          ? text(
              '同意删除后，登记信息将被抹去，无法恢复；在办事项中的信息按法定期限保留。',
              'Granting erases the registry record for good; what matters under way need is kept for the term the law sets.',
            )
          : granted
            ? undefined
            : text(
                '请写明法律依据；答复中会自动附上投诉和诉讼途径。',
                'State the legal ground; where to complain or sue is added by itself.',
              )
      }
      form={[
        ...(corrects ? [ask('value', 'text', text('更正后的内容', 'Corrected value'))] : []),
        ask('reason', 'longText', text('理由', 'Reasons'), { help: text('群众会看到这段话', 'The resident reads this') }),
      ]}
      submit={granted ? text('同意并答复', 'Grant') : text('拒绝并答复', 'Refuse')}
      danger={!granted || erases}
      of={write}
      onClose={onClose}
      onSubmit={({ reason, value }) =>
        write.mutate({
          params: { id: request.id },
          body: { granted, reason: written(reason), ...(value ? { value: written(value) } : {}) },
        })
      }
    />
  )
}
