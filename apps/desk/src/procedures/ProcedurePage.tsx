import './procedures.css'
import { getBpmn, getProcedure, listDeadlineRules, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useLanguage, useRead, useText } from '@fengqiao/ui'
import { Button, DataTable, Icon, Shown, Tabs } from '@fengqiao/ui/desk'
import { Link, useParams, useSearchParams } from 'react-router'
import { periodOf } from '../deadlines/words.ts'
import { useSave } from '../pieces/save.ts'
import { PageHead } from '../shell/PageHead.tsx'
import { Actions, Permissions } from './Actions.tsx'
import { Diagram } from './Diagram.tsx'

export type Procedure = Reply<typeof getProcedure>

/** One procedure as the platform runs it. Nothing here is written by hand: all of it is read from the procedure itself. */
export default function ProcedurePage() {
  const { id = '' } = useParams()
  const procedure = useRead(getProcedure, { params: { id } }, { staleTime: 300_000 })
  return (
    <Shown of={procedure} rows={12}>
      {found => <Opened procedure={found} />}
    </Shown>
  )
}

function Opened({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const { language } = useLanguage()
  const { busy, save } = useSave()
  const [params, setParams] = useSearchParams()
  const { id, name, purpose, version, basis } = procedure
  return (
    <>
      <nav className="procedure-up" aria-label={say(text('位置', 'Where'))}>
        <Link to="/procedures">{say(text('程序库', 'Procedures'))}</Link>
      </nav>
      <PageHead title={name} help={purpose}>
        <div className="fq-row fq-no-print">
          <span className="fq-chip" data-tone="plain">
            {say(text(`第 ${version} 版`, `Version ${version}`))}
          </span>
          <Button
            icon={<Icon name="download" />}
            loading={busy}
            onClick={() => void save(`${id}.bpmn`, getBpmn, { params: { id }, query: { language } })}
            data-testid="bpmn"
          >
            BPMN 2.0
          </Button>
        </div>
      </PageHead>
      <p className="procedure-basis desk-small">
        {say(text('依据：', 'Basis: '))}
        {basis.join(say(text('；', '; ')))}
      </p>
      <section className="fq-panel procedure-tabs" aria-label={say(name)}>
        <Tabs
          activeKey={params.get('part') ?? 'diagram'}
          onChange={part => setParams(part === 'diagram' ? {} : { part }, { replace: true })}
          items={[
            { key: 'diagram', label: say(text('状态图', 'Diagram')), children: <Diagram procedure={procedure} /> },
            { key: 'steps', label: say(text('步骤与时限', 'Steps and deadlines')), children: <StepTable procedure={procedure} /> },
            { key: 'actions', label: say(text('动作与表单', 'Actions and forms')), children: <Actions procedure={procedure} /> },
            { key: 'permissions', label: say(text('谁能做什么', 'Who may do what')), children: <Permissions procedure={procedure} /> },
          ]}
        />
      </section>
    </>
  )
}

function StepTable({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const rules = useRead(listDeadlineRules, {}, { staleTime: 300_000 })
  const own = rules.data?.rows.filter(rule => rule.procedure.id === procedure.id) ?? []
  return (
    <DataTable
      caption={text('步骤', 'Steps')}
      rows={procedure.steps}
      rowKey={({ id }) => id}
      columns={[
        { key: 'label', title: text('步骤', 'Step'), main: true, render: ({ label }) => <strong>{say(label)}</strong> },
        {
          key: 'holder',
          title: text('由谁持有', 'Held by'),
          render: ({ holder, final }) =>
            holder ? say(holder) : <span className="fq-muted">{say(final ? text('已办结', 'Finished') : text('—', '—'))}</span>,
        },
        {
          key: 'due',
          title: text('时限', 'Deadlines'),
          render: ({ due, final }) =>
            due.length === 0 ? (
              <span className="fq-muted">{final ? '—' : say(text('无', 'none'))}</span>
            ) : (
              <ul className="procedure-list">
                {due.map(key => {
                  const rows = own.filter(rule => rule.deadline.id === key || rule.key === key || rule.key.startsWith(`${key}.`))
                  return (
                    <li key={key}>
                      {rows[0] ? say(rows[0].deadline.name) : key}
                      {rows.length > 0 ? (
                        <span className="desk-small">
                          {' '}
                          {rows
                            .map(rule => `${say(rule.applies) ? `${say(rule.applies)} ` : ''}${say(periodOf(rule))}`)
                            .join(say(text('；', '; ')))}
                        </span>
                      ) : null}
                    </li>
                  )
                })}
              </ul>
            ),
        },
        {
          key: 'actions',
          title: text('可做的动作', 'Actions from here'),
          render: ({ id }) =>
            procedure.actions
              .filter(({ from }) => from.includes(id))
              .map(({ label }) => say(label))
              .join(say(text('、', ', '))) || '—',
        },
      ]}
    />
  )
}
