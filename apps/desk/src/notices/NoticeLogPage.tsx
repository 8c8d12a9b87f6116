import { listNotices, NoticeChannel, type NoticeLine, NoticeState, retryNotice } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { formatTime, problemOf, useLanguage, usePages, useText, useWrite } from '@fengqiao/ui'
import { Button, Empty, Pages, useNotify } from '@fengqiao/ui/desk'
import { useSearchParams } from 'react-router'
import { ChoiceFilter, Filters } from '../pieces/Filters.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type State = NoticeLine['state']
type Channel = NoticeLine['channel']
const states: Readonly<Record<State, Text>> = {
  waiting: text('等待发送', 'Waiting'),
  claimed: text('正在发送', 'Being sent'),
  sent: text('已发送', 'Sent'),
  dead: text('发送失败', 'Failed'),
  dropped: text('未发送', 'Not sent'),
}
const channels: Readonly<Record<Channel, Text>> = {
  inApp: text('站内', 'In-app'),
  sms: text('短信', 'Text message'),
  email: text('邮件', 'E-mail'),
  push: text('浏览器推送', 'Push'),
}
const recipients: Readonly<Record<NoticeLine['recipientKind'], Text>> = {
  resident: text('群众', 'Resident'),
  account: text('工作人员', 'Staff'),
  contact: text('联系人', 'Contact'),
}

/** What was sent when and by which channel, never to which number. */
export default function NoticeLogPage() {
  const say = useText()
  const { language } = useLanguage()
  const notify = useNotify()
  const [params, setParams] = useSearchParams()
  const state = NoticeState.options.find(one => one === params.get('state'))
  const channel = NoticeChannel.options.find(one => one === params.get('channel'))
  const set = (name: string) => (value: string | undefined) => {
    const next = new URLSearchParams(params)
    if (value) next.set(name, value)
    else next.delete(name)
    setParams(next, { replace: true })
  }
  const log = usePages(
    listNotices,
    { query: { limit: 50, ...(state ? { state } : {}), ...(channel ? { channel } : {}) } },
    { every: 30_000 },
  )
  const retry = useWrite(retryNotice, { stale: ['listNotices'], onDone: () => notify.done(say(text('已重新排队', 'Queued again'))) })
  return (
    <>
      <PageHead
        title={text('发送记录', 'Sending log')}
        help={text(
          '站内、短信、邮件和推送各发了什么、何时发出。记录里没有号码和地址。',
          'What went out when, by which channel. Numbers and addresses are not in it.',
        )}
      />
      <section className="fq-panel">
        <Filters>
          <ChoiceFilter<State>
            label={text('全部状态', 'All states')}
            value={state}
            onChange={set('state')}
            options={NoticeState.options.map(id => [id, states[id]] as const)}
          />
          <ChoiceFilter<Channel>
            label={text('全部渠道', 'All channels')}
            value={channel}
            onChange={set('channel')}
            options={NoticeChannel.options.map(id => [id, channels[id]] as const)}
          />
        </Filters>
        <Pages<NoticeLine>
          of={log}
          caption={text('发送记录', 'Sending log')}
          rowKey={({ id }) => id}
          tone={line => (line.state === 'dead' ? 'late' : undefined)}
          columns={[
            {
              key: 'at',
              title: text('建立时间', 'Made'),
              render: ({ createdAt }) => <span className="fq-num">{formatTime(createdAt)}</span>,
            },
            { key: 'template', title: text('内容模板', 'Template'), main: true, render: ({ template }) => <code>{template}</code> },
            { key: 'channel', title: text('渠道', 'Channel'), render: line => say(channels[line.channel]) },
            { key: 'to', title: text('发给', 'To'), render: ({ recipientKind }) => say(recipients[recipientKind]) },
            {
              key: 'state',
              title: text('状态', 'State'),
              render: line => (
                <>
                  <span className="fq-chip" data-tone={line.state === 'dead' ? 'late' : line.state === 'sent' ? undefined : 'plain'}>
                    {say(states[line.state])}
                  </span>
                  {line.lastError ? <span className="desk-small"> {line.lastError}</span> : null}
                </>
              ),
            },
            {
              key: 'sent',
              title: text('发出时间', 'Sent'),
              hideOnPhone: true,
              render: ({ sentAt, dueAt }) =>
                sentAt ? (
                  formatTime(sentAt)
                ) : (
                  <span className="fq-muted">{say(text(`计划 ${formatTime(dueAt)}`, `due ${formatTime(dueAt)}`))}</span>
                ),
            },
            { key: 'tries', title: text('次数', 'Tries'), align: 'end', hideOnPhone: true, render: ({ tries }) => tries },
            {
              key: 'retry',
              title: text('操作', 'Actions'),
              render: line =>
                line.state === 'dead' ? (
                  <Button
                    size="small"
                    loading={retry.isPending}
                    onClick={() =>
                      retry.mutate({ params: { id: line.id } }, { onError: error => notify.failed(problemOf(error, language).title) })
                    }
                  >
                    {say(text('重发', 'Send again'))}
                  </Button>
                ) : null,
            },
          ]}
          empty={
            <Empty
              icon="announce"
              title={text('没有发送记录', 'Nothing was sent')}
              help={text('事项有进展时会按规则通知，并记在这里。', 'When matters move, notices go out by rule and are listed here.')}
            />
          }
        />
      </section>
    </>
  )
}
