import { countInbox } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useLiveEvents, useOnline, useRead, useText } from '@fengqiao/ui'
import { Drawer, Empty, Icon, Loading, useShortcuts } from '@fengqiao/ui/desk'
import { Component, type ReactNode, Suspense, useEffect, useState } from 'react'
import { Navigate, Route, Routes, useLocation, useNavigate } from 'react-router'
import { keysOf, mayEnter, navigation, pages, type RoutedPage } from '../pages.ts'
import { useSession } from '../Session.tsx'
import { Brand } from './Brand.tsx'
import { Navigation } from './Navigation.tsx'
import { ShortcutHelp } from './ShortcutHelp.tsx'
import { TopBar } from './TopBar.tsx'

/** What stands around every page: navigation, top bar, and the one stream of events that keeps the page fresh. */
export function Shell() {
  const say = useText()
  const { me, demo, watched } = useSession()
  const [menu, setMenu] = useState(false)
  const [help, setHelp] = useState(false)
  const online = useOnline()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const shown = navigation(me.permissions)
  const counts = useRead(countInbox, {}, { every: 120_000 })
  useLiveEvents({ watched })
  const [at, follow] = useState(pathname)
  if (at !== pathname) {
    follow(pathname)
    setMenu(false)
  }
  useShortcuts({
    ...Object.fromEntries([...keysOf(shown)].map(([key, { path }]) => [`g ${key}`, () => void navigate(`/${path}`)])),
    '/': () => document.querySelector<HTMLInputElement>('#desk-search')?.focus(),
    '?': () => setHelp(true),
  })

  return (
    <div className="desk">
      <a className="desk-skip" href="#main">
        {say(text('跳到主要内容', 'Skip to the main content'))}
      </a>
      <aside className="desk-side fq-no-print">
        <Brand />
        <Navigation pages={shown} counts={counts.data} />
      </aside>
      <Drawer
        open={menu}
        onClose={() => setMenu(false)}
        placement="left"
        size={270}
        title={say(text('枫桥·工作台', 'Fengqiao desk'))}
        rootClassName="desk-drawer"
      >
        <Navigation pages={shown} counts={counts.data} />
      </Drawer>
      <div className="desk-body">
        {demo ? (
          <p className="desk-demo fq-no-print">
            <strong>{say(text('演示环境', 'Demo'))}</strong>{' '}
            {say(
              text('人物、单位和事项均为虚构，所有改动仅用于体验。', 'People, units and matters are made up; change whatever you like.'),
            )}
          </p>
        ) : null}
        <TopBar onMenu={() => setMenu(true)} onHelp={() => setHelp(true)} />
        <div aria-live="assertive">
          {online ? null : (
            <p className="desk-offline">
              <Icon name="warning" />{' '}
              {say(
                text(
                  '网络已断开：正在显示先前读到的内容，恢复后自动更新。',
                  'No network: you see what was read before; it refreshes when the network is back.',
                ),
              )}
            </p>
          )}
        </div>
        <main id="main" tabIndex={-1}>
          <PageBoundary key={pathname}>
            <Suspense fallback={<Loading rows={10} />}>
              <Routes>
                <Route index element={<Navigate to="/inbox" replace />} />
                {pages.map(page => (
                  <Route key={page.path} path={page.path} element={<Entered page={page} />} />
                ))}
                <Route path="*" element={<Nowhere />} />
              </Routes>
            </Suspense>
          </PageBoundary>
        </main>
      </div>
      <ShortcutHelp open={help} onClose={() => setHelp(false)} pages={shown} />
    </div>
  )
}

function Entered({ page: { Component: Page, needs, title } }: { page: RoutedPage }) {
  const say = useText()
  const { me } = useSession()
  useEffect(() => {
    document.title = `${say(title)} · ${say(text('枫桥工作台', 'Fengqiao desk'))}`
  }, [say, title])
  if (mayEnter(needs, me.permissions)) return <Page />
  return (
    <Empty
      icon="lock"
      title={text('您当前的岗位不办理此项工作', 'Your current post does not do this')}
      help={text(
        '如果您兼任其他岗位，请在右上角切换岗位后再进入。',
        'If you hold another post, switch to it at the top right and come back.',
      )}
    />
  )
}

const Nowhere = () => (
  <Empty
    icon="search"
    title={text('没有这个页面', 'There is no such page')}
    help={text('请从左侧菜单进入，或按 / 查找事项。', 'Use the menu, or press / to search.')}
  />
)

/** A page that breaks leaves the desk standing. */
class PageBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <Empty
        icon="warning"
        title={text('这个页面出错了', 'This page broke')}
        help={text('请刷新页面；如果刚刚升级过系统，刷新即可恢复。', 'Reload the page; right after an upgrade that is all it needs.')}
      />
    )
  }
}
