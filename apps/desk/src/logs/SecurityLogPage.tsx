import { listSecurityLog } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { formatTime, usePages, useText } from '@fengqiao/ui'
import { Empty, Pages } from '@fengqiao/ui/desk'
import { usePeopleNames } from '../pieces/names.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { actWords } from './acts.ts'
import { Intact } from './Intact.tsx'

/** Sign-ins and what administrators did, newest first. */
export default function SecurityLogPage() {
  const say = useText()
  const log = usePages(listSecurityLog, { query: { limit: 50 } })
  const people = usePeopleNames()
  const who = (id: string | null): string => (id ? say(people.account(id)) : say(text('未知', 'unknown')))
  return (
    <>
      <PageHead
        title={text('安全日志', 'Security log')}
        help={text(
          '登录和管理员的每一次操作。每条都带校验，事后改动会被标出。',
          'Sign-ins and everything administrators did. Each row is sealed; a later change shows.',
        )}
      />
      <section className="fq-panel">
        <Pages
          of={log}
          caption={text('安全日志', 'Security log')}
          rowKey={({ id }) => id}
          tone={({ intact, act }) => (!intact ? 'late' : act.endsWith('.refused') || act.endsWith('.lockedOut') ? 'soon' : undefined)}
          columns={[
            { key: 'at', title: text('时间', 'When'), width: 150, render: ({ at }) => <span className="fq-num">{formatTime(at)}</span> },
            { key: 'act', title: text('操作', 'What'), main: true, render: ({ act }) => <strong>{say(actWords(act))}</strong> },
            { key: 'actor', title: text('操作人', 'Who'), render: ({ actor }) => who(actor) },
            { key: 'subject', title: text('对象', 'Of'), render: ({ subject }) => (subject ? who(subject) : '—') },
            {
              key: 'detail',
              title: text('细节', 'Detail'),
              hideOnPhone: true,
              render: ({ detail }) => <Detail of={detail} name={id => say(people.post(id))} />,
            },
            { key: 'intact', title: text('完整', 'Intact'), hideOnPhone: true, render: ({ intact }) => <Intact is={intact} /> },
          ]}
          empty={
            <Empty
              icon="safety"
              title={text('还没有记录', 'Nothing recorded yet')}
              help={text('登录和管理操作会自动记在这里。', 'Sign-ins and administration are recorded here by themselves.')}
            />
          }
        />
      </section>
    </>
  )
}

const detailWords: Readonly<Record<string, Text>> = {
  post: text('岗位', 'post'),
  reason: text('理由', 'reason'),
  enabled: text('启用', 'enabled'),
  until: text('至', 'until'),
  login: text('登录名', 'login'),
  why: text('原因', 'why'),
  role: text('角色', 'role'),
  name: text('名称', 'name'),
}

function Detail({ of, name }: { of: Readonly<Record<string, unknown>>; name: (post: string) => string }) {
  const say = useText()
  return (
    <span className="desk-small">
      {Object.entries(of)
        .map(([key, value]) => {
          const label = detailWords[key]
          const shown =
            key === 'post' ? name(typeof value === 'string' ? value : '') : typeof value === 'string' ? value : JSON.stringify(value)
          return `${label ? say(label) : key}${say(text('：', ': '))}${shown}`
        })
        .join(say(text('；', '; ')))}
    </span>
  )
}
