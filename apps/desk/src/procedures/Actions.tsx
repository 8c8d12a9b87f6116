import { type Text, text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { DataTable } from '@fengqiao/ui/desk'
import type { Procedure } from './ProcedurePage.tsx'

const masks: Readonly<Record<string, Text>> = {
  none: text('不脱敏', 'shown'),
  name: text('姓名脱敏', 'name masked'),
  phone: text('电话脱敏', 'phone masked'),
  idNumber: text('证件号脱敏', 'identity number masked'),
  address: text('地址脱敏', 'address masked'),
  secret: text('仅授权可见', 'by grant only'),
}

/** Each action: from where to where, who may, what the form asks, which rules may refuse it and on what ground. */
export function Actions({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const step = (id: string): string => say(procedure.steps.find(one => one.id === id)?.label ?? text(id, id))
  const comma = say(text('、', ', '))
  return (
    <div className="procedure-actions">
      {procedure.actions.map(action => (
        <details key={action.id} data-testid="action">
          <summary>
            <strong>{say(action.label)}</strong>
            <span className="desk-small">
              {action.from.length === 0 ? say(text('开始', 'start')) : action.from.map(step).join(comma)}
              {action.to ? ` → ${step(action.to)}` : ''}
            </span>
          </summary>
          <div className="fq-stack procedure-action">
            <p>
              {say(text('可由：', 'By: '))}
              {action.by.map(one => say(one)).join(comma)}
            </p>
            {action.form.length > 0 ? (
              <section>
                <h3>{say(text('表单', 'Form'))}</h3>
                <ul className="procedure-list">
                  {action.form.map(field => (
                    <li key={field.name}>
                      {say(field.label)}
                      <span className="desk-small">
                        {' '}
                        {say(field.required ? text('必填', 'required') : text('选填', 'optional'))}
                        {field.masking !== 'none' ? ` · ${say(masks[field.masking] ?? text(field.masking, field.masking))}` : ''}
                        {field.options
                          ? ` · ${Object.values(field.options)
                              .map(one => say(one))
                              .join(comma)}`
                          : ''}
                      </span>
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
            {action.rules.length > 0 ? (
              <section>
                <h3>{say(text('可能的拒绝', 'What may refuse it'))}</h3>
                <ul className="procedure-list">
                  {action.rules.map(rule => (
                    <li key={rule.name}>
                      {say(rule.because)}
                      {rule.source ? <span className="desk-small"> {rule.source}</span> : null}
                    </li>
                  ))}
                </ul>
              </section>
            ) : null}
          </div>
        </details>
      ))}
    </div>
  )
}

/** A row for everyone who may act, with what they may do. */
export function Permissions({ procedure }: { procedure: Procedure }) {
  const say = useText()
  const who = [...new Map(procedure.actions.flatMap(({ by }) => by).map(one => [one.en, one])).values()]
  return (
    <DataTable<Text>
      caption={text('谁能做什么', 'Who may do what')}
      rows={who}
      rowKey={({ en }) => en}
      columns={[
        { key: 'who', title: text('岗位', 'Who'), main: true, width: '26%', render: one => <strong>{say(one)}</strong> },
        {
          key: 'may',
          title: text('可以做', 'May'),
          render: one => (
            <ul className="procedure-may">
              {procedure.actions
                .filter(({ by }) => by.some(({ en }) => en === one.en))
                .map(({ id, label }) => (
                  <li key={id} className="fq-chip" data-tone="plain">
                    {say(label)}
                  </li>
                ))}
            </ul>
          ),
        },
      ]}
    />
  )
}
