import './logs.css'
import { type AccessLogRow, listAccessLog, listPosts, purposes } from '@fengqiao/contract'
import { roles, text } from '@fengqiao/kernel'
import { formatTime, usePages, useText } from '@fengqiao/ui'
import { Empty, Pages, Select, useSettled } from '@fengqiao/ui/desk'
import { useSearchParams } from 'react-router'
import { useEvery } from '../pieces/every.ts'
import { Filters, SearchBox } from '../pieces/Filters.tsx'
import { usePeopleNames, useUnitNames } from '../pieces/names.ts'
import { fieldWords } from '../residents/words.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { Intact } from './Intact.tsx'

/** Who looked at whose data, when, from which post, why. The log, never the data. */
export default function AccessLogPage() {
  const say = useText()
  const [params, setParams] = useSearchParams()
  const set = (name: string) => (value: string | undefined) => {
    const next = new URLSearchParams(params)
    if (value) next.set(name, value)
    else next.delete(name)
    setParams(next, { replace: true })
  }
  const resident = useSettled(params.get('resident')?.trim() ?? '', 300)
  const matter = useSettled(params.get('case')?.trim() ?? '', 300)
  const viewer = params.get('viewer') ?? undefined
  const log = usePages(listAccessLog, {
    query: { limit: 50, ...(resident ? { resident } : {}), ...(matter ? { case: matter } : {}), ...(viewer ? { viewer } : {}) },
  })
  const unitName = useUnitNames()
  const people = usePeopleNames()
  return (
    <>
      <PageHead
        title={text('查看记录', 'Access log')}
        help={text(
          '对个人信息的每一次查看：谁、什么岗位、何时、为什么、看了什么。只有记录，没有信息本身。',
          'Each look at personal data: who, from which post, when, why, at what. The log, never the data.',
        )}
      />
      <section className="fq-panel">
        <Filters>
          <ViewerFilter value={viewer} onChange={set('viewer')} />
          <SearchBox label={text('群众编号', 'Resident id')} value={params.get('resident') ?? undefined} onChange={set('resident')} />
          <SearchBox label={text('事项编号（系统内）', 'Case id')} value={params.get('case') ?? undefined} onChange={set('case')} />
        </Filters>
        <Pages<AccessLogRow>
          of={log}
          caption={text('查看记录', 'Access log')}
          rowKey={({ id }) => id}
          tone={({ intact }) => (intact ? undefined : 'late')}
          columns={[
            { key: 'at', title: text('时间', 'When'), render: ({ at }) => <span className="fq-num">{formatTime(at)}</span> },
            {
              key: 'viewer',
              title: text('查看人', 'Who'),
              main: true,
              render: row => (
                <>
                  <strong>{say(people.account(row.viewer))}</strong>{' '}
                  <span className="desk-small">
                    {say(unitName(row.unit))} · {say(roles[row.role])}
                  </span>
                </>
              ),
            },
            {
              key: 'fields',
              title: text('内容', 'What'),
              render: ({ fields, masked }) => (
                <>
                  <span className="fq-chip" data-tone={masked ? 'plain' : 'soon'}>
                    {say(masked ? text('脱敏', 'masked') : text('明文', 'in clear'))}
                  </span>{' '}
                  {fields
                    .map(field => say(field in fieldWords ? fieldWords[field as keyof typeof fieldWords] : text(field, field)))
                    .join(say(text('、', ', ')))}
                </>
              ),
            },
            {
              key: 'purpose',
              title: text('目的与理由', 'Purpose and reason'),
              render: ({ purpose, reason }) => (
                <>
                  {say(purposes[purpose])}
                  {reason ? <span className="desk-small"> {reason}</span> : null}
                </>
              ),
            },
            {
              key: 'of',
              title: text('对象', 'Of'),
              hideOnPhone: true,
              render: row => (
                <span className="desk-small log-ids">
                  {row.resident ? (
                    <button type="button" onClick={() => set('resident')(row.resident ?? undefined)}>
                      {say(text('群众', 'resident'))} {row.resident.slice(-8)}
                    </button>
                  ) : null}
                  {row.case ? (
                    <button type="button" onClick={() => set('case')(row.case ?? undefined)}>
                      {say(text('事项', 'case'))} {row.case.slice(-8)}
                    </button>
                  ) : null}
                </span>
              ),
            },
            { key: 'intact', title: text('完整', 'Intact'), hideOnPhone: true, render: ({ intact }) => <Intact is={intact} /> },
          ]}
          empty={
            <Empty
              icon="audit"
              title={text('没有查看记录', 'No looks recorded')}
              help={text(
                '清空条件可以看到全部；有人查看个人信息时会立即记下。',
                'Clear the filters to see all; a look is written down the moment it happens.',
              )}
            />
          }
        />
      </section>
    </>
  )
}

function ViewerFilter({ value, onChange }: { value: string | undefined; onChange: (viewer: string | undefined) => void }) {
  const say = useText()
  const posts = useEvery(listPosts, {}, { staleTime: 300_000 })
  const people = new Map((posts.data ?? []).flatMap(post => post.holders.map(holder => [holder.account, holder.name] as const)))
  return (
    <Select
      className="desk-filter"
      value={value}
      onChange={next => onChange(next ?? undefined)}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      options={[...people].map(([account, name]) => ({ value: account, label: `${say(name)} ${account}` }))}
      aria-label={say(text('查看人', 'Who'))}
      placeholder={say(text('全部查看人', 'Everyone'))}
      popupMatchSelectWidth={false}
    />
  )
}
