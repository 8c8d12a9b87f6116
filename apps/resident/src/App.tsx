import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { HomePage } from './home/HomePage.tsx'
import { useMe } from './mine/me.ts'
import { readHash, useHash } from './navigate.ts'
import { Bones } from './pieces/Feedback.tsx'
import { Icon, type IconName } from './pieces/Icon.tsx'
import { takeUpdate, useUpdateReady } from './settings/service-worker.ts'
import { useSay } from './settings/settings.ts'

/** Owns: which screen stands behind which address. Everything but home is fetched when it is first opened. */

interface Screen {
  readonly page: ComponentType<{ rest: readonly string[] }>
  /** The tab it belongs to; screens with their own bar of buttons have none. */
  readonly tab?: 'home' | 'track' | 'me'
}

const screens: Readonly<Record<string, Screen>> = {
  '': { page: HomePage, tab: 'home' },
  p: { page: lazy(() => import('./home/ScannedPage.tsx')), tab: 'home' },
  file: { page: lazy(() => import('./filing/FilingPage.tsx')) },
  sent: { page: lazy(() => import('./filing/SentPage.tsx')), tab: 'track' },
  t: { page: lazy(() => import('./tracking/TrackPage.tsx')), tab: 'track' },
  case: { page: lazy(() => import('./tracking/MyCasePage.tsx')), tab: 'me' },
  me: { page: lazy(() => import('./mine/MinePage.tsx')), tab: 'me' },
  'sign-in': { page: lazy(() => import('./mine/SignInPage.tsx')), tab: 'me' },
  data: { page: lazy(() => import('./mine/DataPage.tsx')), tab: 'me' },
  notices: { page: lazy(() => import('./mine/NoticesPage.tsx')), tab: 'me' },
  station: { page: lazy(() => import('./station/StationPage.tsx')), tab: 'home' },
  rights: { page: lazy(() => import('./rights/RightsPage.tsx')), tab: 'me' },
  settings: { page: lazy(() => import('./settings/SettingsPage.tsx')), tab: 'me' },
}
const home: Screen = { page: HomePage, tab: 'home' }

export function App() {
  const say = useSay()
  const { screen, rest } = readHash(useHash())
  const { page: Shown, tab } = screens[screen] ?? home
  useEffect(() => {
    if (!(screen in screens)) location.replace('#/')
  }, [screen])
  return (
    <div className={tab ? 'shell has-tabs' : 'shell'}>
      <a className="skip" href="#main" onClick={skipToMain}>
        {say('跳到正文', 'Skip to content')}
      </a>
      <DemoMark />
      <UpdateOffer />
      <Suspense
        fallback={
          <main>
            <Bones />
          </main>
        }
      >
        <Shown key={`${screen}/${rest.join('/')}`} rest={rest} />
      </Suspense>
      {tab && <Tabs tab={tab} />}
    </div>
  )
}

/** The address after `#` names a screen, so a plain link to `#main` would leave it. */
function skipToMain(event: { preventDefault(): void }) {
  event.preventDefault()
  const main = document.getElementById('main')
  main?.setAttribute('tabindex', '-1')
  main?.focus()
}

function Tabs({ tab }: { tab: string }) {
  const say = useSay()
  const tabs: [string, string, IconName, string][] = [
    ['home', '#/', 'home', say('首页', 'Home')],
    ['track', '#/t', 'search', say('查进度', 'Track')],
    ['me', '#/me', 'person', say('我的', 'Mine')],
  ]
  return (
    <nav className="tabs" aria-label={say('主要页面', 'Main pages')}>
      <ul>
        {tabs.map(([id, href, icon, label]) => (
          <li key={id}>
            <a href={href} aria-current={tab === id ? 'page' : undefined}>
              <Icon name={icon} />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The demo city says that it is one, on every screen. */
function DemoMark() {
  const say = useSay()
  const { value } = useMe()
  if (!value?.demo) return null
  return (
    <aside className="demo no-print" aria-label={say('演示环境', 'Demo')}>
      {say('演示环境：这里的人和事都是虚构的', 'Demo: its people and matters are made up')}
    </aside>
  )
}

function UpdateOffer() {
  const say = useSay()
  if (!useUpdateReady()) return null
  return (
    <aside className="update no-print" aria-label={say('更新', 'Update')} aria-live="polite">
      <span className="grow">{say('有新版本可用', 'A newer version is ready')}</span>
      <button type="button" className="button small" onClick={takeUpdate}>
        {say('更新', 'Update')}
      </button>
    </aside>
  )
}
