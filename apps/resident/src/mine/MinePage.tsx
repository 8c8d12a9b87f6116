import { useFilings } from '../filing/filings.ts'
import { FiledCard } from '../home/OwnCards.tsx'
import { Empty, Show, TroubleNote } from '../pieces/Feedback.tsx'
import { Icon, type IconName } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLive } from '../server/live.ts'
import { useLoad, useSend } from '../server/use-load.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { sayDistance, sayMoment } from '../settings/time.ts'
import { useNow } from '../settings/use-now.ts'
import { isResident, type MeReply, useMe } from './me.ts'
import { Invitation } from './SignInFirst.tsx'

export default function MinePage() {
  const say = useSay()
  const me = useMe()
  const filings = useFilings()
  return (
    <Page title={say('我的', 'Mine')}>
      <Show loaded={me}>{reply => (isResident(reply) ? <Account reply={reply} reload={me.reload} /> : <Invitation />)}</Show>
      {!isResident(me.value) && <FiledCard filings={filings} />}
      <ul className="card flush list">
        <Entry
          href="#/data"
          icon="eye"
          label={say('我的数据', 'My data')}
          hint={say('谁看过、更正、副本、删除', 'Who looked; correct, copy, delete')}
        />
        <Entry
          href="#/rights"
          icon="shield"
          label={say('权利与说明', 'Rights and information')}
          hint={say('我们保存什么、保存多久', 'What we keep and for how long')}
        />
        <Entry href="#/station" icon="place" label={say('最近的驿站', 'Nearest station')} />
        <Entry
          href="#/settings"
          icon="gear"
          label={say('设置', 'Settings')}
          hint={say('语言、大字、提醒', 'Language, large type, notices')}
        />
      </ul>
    </Page>
  )
}

function Entry({ href, icon, label, hint }: { href: string; icon: IconName; label: string; hint?: string }) {
  return (
    <li>
      <a className="line" href={href}>
        <Icon name={icon} />
        <span className="grow">
          <span className="strong">{label}</span>
          {hint && <span className="soft small block">{hint}</span>}
        </span>
        <Icon name="next" size={20} />
      </a>
    </li>
  )
}

function Account({ reply, reload }: { reply: MeReply; reload: () => void }) {
  const say = useSay()
  const { language } = useSettings()
  const now = useNow()
  const out = useSend(endpoints.signOut)
  const notices = useLoad(endpoints.listMyNotices, oneRow)
  const cases = useLoad(endpoints.listMyCases, twenty)
  useLive({}, ['notice', 'case', 'inbox'], () => {
    notices.reload()
    cases.reload()
  })
  const leave = async () => {
    if ((await out.run({ body: { everywhere: false } })).ok) reload()
  }
  const unread = notices.value?.unread ?? 0
  return (
    <>
      <section className="card row wrap">
        <span className="badge">
          <Icon name="person" />
        </span>
        <p className="grow">
          <span className="strong">{reply.me.kind === 'resident' ? reply.me.name || say('居民', 'Resident') : ''}</span>
          <span className="soft small block">{say('已用手机号登录', 'Signed in by phone')}</span>
        </p>
        <button type="button" className="button quiet small" disabled={out.busy} onClick={() => void leave()}>
          {say('退出', 'Sign out')}
        </button>
      </section>
      <TroubleNote trouble={out.trouble} />
      <ul className="card flush list">
        <li>
          <a className="line" href="#/notices">
            <Icon name="bell" />
            <span className="grow strong">{say('消息', 'Notices')}</span>
            {unread > 0 && <span className="chip live number">{say(`${unread} 条未读`, `${unread} unread`)}</span>}
            <Icon name="next" size={20} />
          </a>
        </li>
      </ul>
      <section className="stack tight" aria-labelledby="cases">
        <h2 id="cases">{say('我的事项', 'My matters')}</h2>
        <Show loaded={cases}>
          {({ rows }) =>
            rows.length === 0 ? (
              <div className="card">
                <Empty icon="list">
                  <p>{say('还没有事项。反映以后，这里能看到进展。', 'Nothing yet. What you file appears here.')}</p>
                  <a className="button small" href="#/">
                    {say('去反映', 'File a matter')}
                  </a>
                </Empty>
              </div>
            ) : (
              <ul className="card flush list">
                {rows.map(row => (
                  <li key={row.id}>
                    <a className="line" href={`#/case/${row.id}`}>
                      <span className="grow">
                        <span className="strong clip">{row.title}</span>
                        <span className="soft small block number">
                          {sayMoment(row.filedAt, language)}
                          {row.due && ` · ${sayDistance(row.due.at, now, language)}`}
                        </span>
                      </span>
                      <span className={`chip ${row.final ? '' : 'live'}`}>{say(row.step.name)}</span>
                    </a>
                  </li>
                ))}
              </ul>
            )
          }
        </Show>
      </section>
    </>
  )
}
const oneRow = { query: { limit: 1 } }
const twenty = { query: { limit: 50 } }
