import { chooseLanguage, signOut, switchPost } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { problemOf, useLanguage, useText, useWrite } from '@fengqiao/ui'
import { Button, Dropdown, Icon, Input, Select, Tooltip, useLook, useNotify } from '@fengqiao/ui/desk'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../Session.tsx'
import { Notices } from './Notices.tsx'

export function TopBar({ onMenu, onHelp }: { onMenu: () => void; onHelp: () => void }) {
  const say = useText()
  return (
    <header className="desk-top fq-no-print">
      <Button
        className="desk-menu"
        type="text"
        icon={<Icon name="menu" />}
        onClick={onMenu}
        aria-label={say(text('打开菜单', 'Open the menu'))}
      />
      <Search />
      <div className="desk-top-end">
        <PostSwitch />
        <Notices />
        <LookSwitches />
        <Person onHelp={onHelp} />
      </div>
    </header>
  )
}

function Search() {
  const say = useText()
  const navigate = useNavigate()
  const [words, setWords] = useState('')
  const go = (event: FormEvent): void => {
    event.preventDefault()
    void navigate(`/search?q=${encodeURIComponent(words.trim())}`)
  }
  return (
    <search className="desk-search">
      <form onSubmit={go}>
        <label htmlFor="desk-search" className="fq-sr">
          {say(text('查找事项', 'Search matters'))}
        </label>
        <Input
          id="desk-search"
          value={words}
          onChange={event => setWords(event.target.value)}
          onKeyDown={event => event.key === 'Escape' && event.currentTarget.blur()}
          prefix={<Icon name="search" />}
          suffix={<kbd>/</kbd>}
          placeholder={say(text('编号、事由、地点', 'Number, matter, place'))}
        />
      </form>
    </search>
  )
}

/** One person, several posts: what one sees and may do follows the post in force. */
function PostSwitch() {
  const say = useText()
  const { language } = useLanguage()
  const { me, post } = useSession()
  const queries = useQueryClient()
  const notify = useNotify()
  const change = useWrite(switchPost)
  const nameOf = (held: (typeof me.posts)[number]): string => say(held.title)
  if (me.posts.length < 2) return post ? <span className="desk-post">{nameOf(post)}</span> : null
  return (
    <Select
      className="desk-post-switch"
      aria-label={say(text('切换岗位', 'Switch post'))}
      value={me.post}
      popupMatchSelectWidth={false}
      options={me.posts.map(held => ({ value: held.id, label: nameOf(held) }))}
      loading={change.isPending}
      onChange={next =>
        change.mutate(
          { body: { post: next } },
          { onSuccess: () => void queries.resetQueries(), onError: error => notify.failed(problemOf(error, language).title) },
        )
      }
    />
  )
}

function LookSwitches() {
  const say = useText()
  const { language, setLanguage } = useLanguage()
  const { large, setLarge } = useLook()
  const tell = useWrite(chooseLanguage, { stale: ['listMyNotices'] })
  const other = language === 'zh' ? 'en' : 'zh'
  const swap = (): void => {
    setLanguage(other)
    tell.mutate({ body: { language: other } })
  }
  return (
    <>
      <Tooltip title={say(large ? text('标准字号', 'Normal type') : text('大字号', 'Large type'))}>
        <Button
          type="text"
          icon={<Icon name="type" />}
          aria-pressed={large}
          aria-label={say(text('大字号', 'Large type'))}
          onClick={() => setLarge(!large)}
        />
      </Tooltip>
      <Button type="text" className="desk-language" onClick={swap} lang={other === 'zh' ? 'zh-CN' : 'en'} data-testid="language">
        {other === 'zh' ? '中文' : 'EN'}
      </Button>
    </>
  )
}

function Person({ onHelp }: { onHelp: () => void }) {
  const say = useText()
  const { me, demo } = useSession()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const leave = useWrite(signOut, {
    onDone: () => {
      void navigate('/')
      void queries.resetQueries()
    },
  })
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'keys', label: say(text('键盘快捷键', 'Keyboard shortcuts')), icon: <Icon name="help" /> },
          { type: 'divider' },
          {
            key: 'out',
            label: say(demo ? text('换一个角色', 'Step into another role') : text('退出登录', 'Sign out')),
            icon: <Icon name="logout" />,
          },
          ...(demo
            ? []
            : [{ key: 'everywhere', label: say(text('在所有设备上退出', 'Sign out on every device')), icon: <Icon name="logout" /> }]),
        ],
        onClick: ({ key }) => (key === 'keys' ? onHelp() : leave.mutate({ body: { everywhere: key === 'everywhere' } })),
      }}
    >
      <Button
        type="text"
        icon={<Icon name="user" />}
        aria-label={say(text(`${me.account.name.zh}，个人菜单`, `${me.account.name.en}, personal menu`))}
        data-testid="person"
      >
        <span className="desk-person">{say(me.account.name)}</span>
      </Button>
    </Dropdown>
  )
}
