import './deadlines.css'
import { listDeadlineRules } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, useRead, useText } from '@fengqiao/ui'
import { Button, Checkbox, DataTable, Empty, Icon, Shown, Tooltip } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { ChoiceFilter, Filters, SearchBox } from '../pieces/Filters.tsx'
import { usePeopleNames } from '../pieces/names.ts'
import { Panel } from '../pieces/Panel.tsx'
import { useMay } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { calendarWords, confidenceWords, type DeadlineRule, isChanged, periodOf } from './words.ts'

/** Every period of every procedure: what it is, where it comes from, whether the house changed it, how many clocks run on it. */
export default function DeadlinesPage() {
  const say = useText()
  const may = useMay()
  const rules = useRead(listDeadlineRules, {})
  const [typed, type] = useState<string | undefined>()
  const [procedure, choose] = useState<string | undefined>()
  const [changed, onlyChanged] = useState(false)
  const [editing, edit] = useState<DeadlineRule | undefined>()
  return (
    <>
      <PageHead
        title={text('时限规则', 'Deadline rules')}
        help={text(
          '每个时限都有出处。修改立即对新计时生效；正在走的计时是保留还是重算，由修改人说明。',
          'Every period has a source. A change holds for new clocks at once; whether running ones are kept or recomputed is said with the change.',
        )}
      />
      <Shown of={rules} rows={12}>
        {({ rows }) => {
          const procedures = [...new Map(rows.map(rule => [rule.procedure.id, rule.procedure.name])).entries()]
          const found = rows.filter(
            rule => (!procedure || rule.procedure.id === procedure) && (!changed || isChanged(rule)) && named(rule, typed),
          )
          return (
            <>
              <section className="fq-panel deadlines-filter" aria-label={say(text('筛选', 'Filter'))}>
                <Filters>
                  <SearchBox label={text('时限名称或出处', 'Name or source')} value={typed} onChange={type} />
                  {procedures.length > 1 ? (
                    <ChoiceFilter label={text('全部程序', 'All procedures')} value={procedure} onChange={choose} options={procedures} />
                  ) : null}
                  <Checkbox checked={changed} onChange={event => onlyChanged(event.target.checked)}>
                    {say(text('只看改动过的', 'Changed only'))}
                  </Checkbox>
                </Filters>
              </section>
              {found.length === 0 ? (
                <section className="fq-panel">
                  <Empty
                    icon="clock"
                    title={text('没有符合条件的时限', 'Nothing matches')}
                    help={text('清空条件可以看到全部时限。', 'Clear the filters to see every period.')}
                  />
                </section>
              ) : (
                procedures
                  .filter(([id]) => found.some(rule => rule.procedure.id === id))
                  .map(([id, name]) => (
                    <div key={id} className="deadlines-table">
                      <Panel title={name} flush>
                        <Rules rows={found.filter(rule => rule.procedure.id === id)} onEdit={may('setDeadlineRule') ? edit : undefined} />
                      </Panel>
                    </div>
                  ))
              )}
            </>
          )
        }}
      </Shown>
      {editing ? <RuleDialog rule={editing} onClose={() => edit(undefined)} /> : null}
    </>
  )
}

const named = ({ key, deadline, applies, source }: DeadlineRule, typed: string | undefined): boolean =>
  !typed ||
  [key, deadline.name.zh, deadline.name.en, applies.zh, applies.en, source].some(one =>
    one.toLowerCase().includes(typed.trim().toLowerCase()),
  )

function Rules({ rows, onEdit }: { rows: readonly DeadlineRule[]; onEdit: ((rule: DeadlineRule) => void) | undefined }) {
  const say = useText()
  const { account } = usePeopleNames()
  return (
    <DataTable
      caption={text('时限', 'Periods')}
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'deadline',
          title: text('时限', 'Deadline'),
          main: true,
          render: ({ deadline, applies, key }) => (
            <>
              <strong>{say(deadline.name)}</strong>{' '}
              {say(applies) ? (
                <span className="fq-chip" data-tone="plain">
                  {say(applies)}
                </span>
              ) : null}
              <span className="desk-small deadlines-key">{key}</span>
            </>
          ),
        },
        {
          key: 'value',
          title: text('期限', 'Period'),
          render: rule => (
            <>
              <strong className="fq-num">{say(periodOf(rule))}</strong>
              {isChanged(rule) ? (
                <Tooltip
                  title={rule.changedAt ? `${rule.changedBy ? say(account(rule.changedBy)) : ''} ${formatTime(rule.changedAt)}` : ''}
                >
                  <span className="fq-chip" data-tone="soon">
                    {say(text(`已改，默认 ${periodOf(rule.byDefault).zh}`, `changed; default ${periodOf(rule.byDefault).en}`))}
                  </span>
                </Tooltip>
              ) : null}
            </>
          ),
        },
        { key: 'calendar', title: text('日历', 'Calendar'), hideOnPhone: true, render: ({ calendar }) => say(calendarWords[calendar]) },
        {
          key: 'source',
          title: text('出处', 'Source'),
          render: ({ source, confidence }) => (
            <>
              {source}{' '}
              <Tooltip title={say(confidenceWords[confidence])}>
                <span className="fq-chip" data-tone="plain">
                  {say(
                    text(
                      { H: '可信度高', M: '可信度中', L: '可信度低', D: '自定' }[confidence],
                      { H: 'high', M: 'medium', L: 'low', D: 'house' }[confidence],
                    ),
                  )}
                </span>
              </Tooltip>
            </>
          ),
        },
        {
          key: 'validity',
          title: text('有效期', 'Valid'),
          hideOnPhone: true,
          render: ({ validFrom, validTo }) =>
            validFrom || validTo ? (
              `${validFrom ?? '…'} — ${validTo ?? '…'}`
            ) : (
              <span className="fq-muted">{say(text('长期', 'always'))}</span>
            ),
        },
        {
          key: 'open',
          title: text('正在计时', 'Running'),
          align: 'end',
          render: ({ open }) => say(text(`${open} 个在走`, `${open} running`)),
        },
        ...(onEdit
          ? [
              {
                key: 'edit',
                title: text('操作', 'Actions'),
                render: (rule: DeadlineRule) => (
                  <Button
                    size="small"
                    icon={<Icon name="edit" />}
                    onClick={() => onEdit(rule)}
                    aria-label={say(
                      text(`修改：${rule.deadline.name.zh} ${rule.applies.zh}`, `Change: ${rule.deadline.name.en} ${rule.applies.en}`),
                    )}
                    data-testid="edit-rule"
                  />
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
