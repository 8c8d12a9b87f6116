import { countInbox, type inboxViews, listInbox } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { usePages, useRead, useText } from '@fengqiao/ui'
import { Checkbox, Empty, Pages, Tabs } from '@fengqiao/ui/desk'
import { useSearchParams } from 'react-router'
import { caseColumns, caseHref, caseTone } from '../cases/CaseColumns.tsx'
import { useSession } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'

type View = (typeof inboxViews)[number]

const views: Readonly<Record<View, { readonly label: Text; readonly empty: Text; readonly help: Text }>> = {
  held: {
    label: text('待我办', 'To do'),
    empty: text('没有待办事项', 'Nothing waits for you'),
    help: text('新派来的事项会自动出现在这里，无需刷新。', 'New matters appear here by themselves.'),
  },
  called: {
    label: text('召集我的', 'Called to'),
    empty: text('没有召集您的事项', 'Nobody has called you'),
    help: text('收到吹哨或担任包案领导时会出现在这里。', 'Whistles and leader assignments show here.'),
  },
  escalated: {
    label: text('升级给我的', 'Escalated'),
    empty: text('没有升级上来的事项', 'Nothing was escalated to you'),
    help: text('下级逾期未办的事项会按规则升级到这里。', 'Matters that others let lapse come here by rule.'),
  },
  unit: {
    label: text('本单位在办', 'Open in the unit'),
    empty: text('本单位没有在办事项', 'The unit has no open matters'),
    help: text('这里列出本单位可以查看的全部在办事项。', 'All open matters that your unit may see.'),
  },
  done: {
    label: text('近期办过', 'Done lately'),
    empty: text('近期没有办过的事项', 'Nothing was done lately'),
    help: text('本单位经办过的事项会保留在这里，方便回看。', 'What your unit handled stays here for a while.'),
  },
}
const order: readonly View[] = ['held', 'called', 'escalated', 'unit', 'done']

export default function InboxPage() {
  const say = useText()
  const { post } = useSession()
  const [params, setParams] = useSearchParams()
  const wanted = params.get('view')
  const view = order.find(one => one === wanted) ?? 'held'
  const late = params.get('late') === 'true'
  const counts = useRead(countInbox, {})
  const cases = usePages(listInbox, { query: { view, limit: 30, ...(late ? { late: 'true' } : {}) } })
  const count: Partial<Record<View, number>> = counts.data
    ? { held: counts.data.held, called: counts.data.called, escalated: counts.data.escalated }
    : {}
  const go = (next: View, onlyLate: boolean): void =>
    setParams({ ...(next === 'held' ? {} : { view: next }), ...(onlyLate ? { late: 'true' } : {}) }, { replace: true })

  return (
    <>
      <PageHead
        title={text('收件箱', 'Inbox')}
        help={
          post
            ? {
                zh: `${post.title.zh}，最紧急的在前`,
                en: `${post.title.en}; the most urgent first`,
              }
            : undefined
        }
      >
        {counts.data ? (
          <p className="fq-row" data-testid="inbox-figures">
            <span className="fq-chip" data-tone={counts.data.late > 0 ? 'late' : 'plain'}>
              {say(text(`逾期 ${counts.data.late}`, `${counts.data.late} late`))}
            </span>
            <span className="fq-chip" data-tone={counts.data.dueToday > 0 ? 'soon' : 'plain'}>
              {say(text(`今日到期 ${counts.data.dueToday}`, `${counts.data.dueToday} due today`))}
            </span>
          </p>
        ) : null}
      </PageHead>
      <section className="fq-panel desk-list">
        <Checkbox className="desk-list-switch" checked={late} onChange={event => go(view, event.target.checked)}>
          {say(text('只看逾期', 'Late only'))}
        </Checkbox>
        <Tabs
          activeKey={view}
          onChange={key => go(key as View, late)}
          items={order.map(key => ({ key, label: `${say(views[key].label)}${count[key] ? ` ${count[key]}` : ''}` }))}
        />
        <Pages
          of={cases}
          caption={views[view].label}
          columns={caseColumns(say, { as: view === 'called' })}
          rowKey={row => row.id}
          href={caseHref}
          tone={caseTone}
          keys
          empty={
            late ? (
              <Empty
                icon="check"
                title={text('没有逾期事项', 'Nothing is late')}
                help={text('保持得很好。取消“只看逾期”可以看到全部。', 'Well kept. Clear “Late only” to see everything.')}
              />
            ) : (
              <Empty title={views[view].empty} help={views[view].help} />
            )
          }
        />
      </section>
    </>
  )
}
