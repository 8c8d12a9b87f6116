import { useEffect } from 'react'
import { Empty, Show } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useLive } from '../server/live.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayMoment } from '../settings/time.ts'
import { PushOffer } from './PushOffer.tsx'
import { SignInFirst } from './SignInFirst.tsx'

export default function NoticesPage() {
  const say = useSay()
  return (
    <Page title={say('消息', 'Notices')} back="#/me">
      <SignInFirst>
        <Notices />
        <PushOffer />
      </SignInFirst>
    </Page>
  )
}

function Notices() {
  const say = useSay()
  const { language } = useSettings()
  const loaded = useLoad(endpoints.listMyNotices, fifty)
  useLive({}, ['notice', 'inbox'], loaded.reload)
  const unread = loaded.value?.unread ?? 0
  useEffect(() => {
    if (unread > 0) void call(endpoints.markMyNoticesRead, { body: {} })
  }, [unread])
  return (
    <Show loaded={loaded} lines={4}>
      {({ rows }) =>
        rows.length === 0 ? (
          <div className="card">
            <Empty icon="bell">
              {say('还没有消息。事项有进展时会在这里告诉您。', 'No notices yet. You are told here when something moves.')}
            </Empty>
          </div>
        ) : (
          <ul className="card flush list">
            {rows.map(notice => (
              <li key={notice.id}>
                <a className="line" href={linkOf(notice)}>
                  <Icon name={notice.urgent ? 'warn' : 'bell'} size={20} />
                  <span className="grow">
                    <span className={notice.readAt ? '' : 'strong'}>{notice.subject}</span>
                    <span className="block small">{notice.text}</span>
                    <span className="soft small block number">{sayMoment(notice.at, language)}</span>
                  </span>
                  {!notice.readAt && <span className="chip live">{say('新', 'New')}</span>}
                </a>
              </li>
            ))}
          </ul>
        )
      }
    </Show>
  )
}
const fifty = { query: { limit: 50 } }

/** Notices about a case lead to it; other links stay within this app. */
function linkOf({ caseId, link }: { caseId: string | null; link: string | null }): string {
  if (caseId) return `#/case/${caseId}`
  return link?.includes('#/') ? link.slice(link.indexOf('#/')) : '#/notices'
}
