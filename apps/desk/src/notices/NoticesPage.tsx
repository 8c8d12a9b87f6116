import { listMyNotices, type MyNotice, markMyNoticesRead } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, since, useLanguage, useNow, usePages, useText, useWrite } from '@fengqiao/ui'
import { Button, Checkbox, Empty, Pages } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Link } from 'react-router'
import { PageHead } from '../shell/PageHead.tsx'

/** Everything that was told to me, newest first. */
export default function NoticesPage() {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const [unread, onlyUnread] = useState(false)
  const notices = usePages(listMyNotices, { query: { limit: 30, ...(unread ? { unread: 'true' } : {}) } })
  const read = useWrite(markMyNoticesRead, { stale: ['listMyNotices'] })
  const waiting = notices.data?.pages[0]?.unread ?? 0
  return (
    <>
      <PageHead
        title={text('我的消息', 'My notices')}
        help={text(
          '新事项、哨响、临期和升级提醒。短信、邮件和浏览器推送的内容在这里都能找到。',
          'New matters, whistles, deadlines and escalations. Whatever came by text, e-mail or push is here too.',
        )}
      >
        <div className="fq-row">
          <Checkbox checked={unread} onChange={event => onlyUnread(event.target.checked)}>
            {say(text('只看未读', 'Unread only'))}
          </Checkbox>
          <Button disabled={waiting === 0} loading={read.isPending} onClick={() => read.mutate({ body: {} })}>
            {say(text('全部标为已读', 'Mark all as read'))}
          </Button>
        </div>
      </PageHead>
      <section className="fq-panel">
        <Pages<MyNotice>
          of={notices}
          caption={text('我的消息', 'My notices')}
          rowKey={({ id }) => id}
          tone={({ urgent, readAt }) => (readAt === null ? (urgent ? 'late' : 'soon') : undefined)}
          columns={[
            {
              key: 'text',
              title: text('内容', 'Notice'),
              main: true,
              render: notice => (
                <>
                  {notice.urgent ? (
                    <span className="fq-chip" data-tone="late">
                      {say(text('紧急', 'Urgent'))}
                    </span>
                  ) : null}{' '}
                  {notice.caseId ? (
                    <Link
                      className="fq-row-link"
                      to={`/cases/${notice.caseId}`}
                      onClick={() => notice.readAt === null && read.mutate({ body: { ids: [notice.id] } })}
                    >
                      {notice.text}
                    </Link>
                  ) : (
                    notice.text
                  )}
                </>
              ),
            },
            {
              key: 'state',
              title: text('状态', 'State'),
              width: 90,
              render: ({ readAt }) =>
                readAt === null ? (
                  <strong>{say(text('未读', 'Unread'))}</strong>
                ) : (
                  <span className="fq-muted">{say(text('已读', 'Read'))}</span>
                ),
            },
            {
              key: 'at',
              title: text('时间', 'When'),
              width: 150,
              render: ({ at }) => (
                <time dateTime={at} title={formatTime(at)}>
                  {since(at, now, language)}
                </time>
              ),
            },
          ]}
          empty={
            <Empty
              icon="bell"
              title={unread ? text('没有未读消息', 'Nothing unread') : text('没有消息', 'No notices')}
              help={text('有新事项、哨响或时限提醒时会出现在这里。', 'New matters, whistles and deadlines will show here.')}
            />
          }
        />
      </section>
    </>
  )
}
