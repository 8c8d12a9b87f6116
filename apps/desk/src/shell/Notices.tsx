import { listMyNotices, markMyNoticesRead } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { since, useLanguage, useNow, useRead, useText, useWrite } from '@fengqiao/ui'
import { Badge, Button, Empty, Icon, Popover, Shown } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Link } from 'react-router'

/** The bell. New notices arrive by the page's stream of events. */
export function Notices() {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow()
  const [open, setOpen] = useState(false)
  const notices = useRead(listMyNotices, { query: { limit: 15 } }, { every: 120_000 })
  const read = useWrite(markMyNoticesRead, { stale: ['listMyNotices'] })
  const unread = notices.data?.unread ?? 0
  const list = (
    <div className="desk-notices">
      <div className="fq-spread">
        <strong>{say(text('消息', 'Notices'))}</strong>
        {unread > 0 ? (
          <Button size="small" type="link" loading={read.isPending} onClick={() => read.mutate({ body: {} })}>
            {say(text('全部标为已读', 'Mark all as read'))}
          </Button>
        ) : null}
      </div>
      <Shown of={notices} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty
              icon="bell"
              title={text('没有消息', 'No notices')}
              help={text('有新事项、哨响或时限提醒时会出现在这里。', 'New matters, whistles and deadlines will show here.')}
            />
          ) : (
            <ul>
              {rows.map(notice => (
                <li key={notice.id} data-unread={notice.readAt === null || undefined}>
                  <Link
                    to={notice.caseId ? `/cases/${notice.caseId}` : '/inbox'}
                    onClick={() => {
                      setOpen(false)
                      if (notice.readAt === null) read.mutate({ body: { ids: [notice.id] } })
                    }}
                  >
                    {notice.urgent ? (
                      <span className="fq-chip" data-tone="late">
                        {say(text('紧急', 'Urgent'))}
                      </span>
                    ) : null}
                    <span>{notice.text}</span>
                  </Link>
                  <time dateTime={notice.at}>{since(notice.at, now, language)}</time>
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </div>
  )
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" content={list}>
      <Button
        type="text"
        aria-label={say(unread > 0 ? text(`消息，${unread} 条未读`, `Notices, ${unread} unread`) : text('消息', 'Notices'))}
        aria-expanded={open}
        data-testid="notices"
        icon={
          <Badge count={unread} size="small" overflowCount={99}>
            <Icon name="bell" />
          </Badge>
        }
      />
    </Popover>
  )
}
