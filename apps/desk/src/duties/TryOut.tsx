import { placeLevels, resolveDuty } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useRead, useText } from '@fengqiao/ui'
import { FieldInput, Shown } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Link } from 'react-router'
import { ask } from '../pieces/ask.ts'
import { Panel } from '../pieces/Panel.tsx'

const fields = [ask('try-subject', 'subject', text('事项', 'Subject')), ask('try-place', 'place', text('地点', 'Place'))] as const

/** "This matter, there": whom it would go to, and why. Changes nothing. */
export function TryOut() {
  const say = useText()
  const [subject, chooseSubject] = useState<string | undefined>()
  const [place, choosePlace] = useState<string | undefined>()
  const ready = subject !== undefined && place !== undefined
  const found = useRead(resolveDuty, { query: { subject: subject ?? '', place: place ?? '' } }, { enabled: ready })
  const choosers = [
    [subject, chooseSubject],
    [place, choosePlace],
  ] as const
  return (
    <div className="duties-try">
      <Panel title={text('试一试：这件事归谁', 'Try it: whose matter is this')}>
        <div className="duties-asked">
          {fields.map((field, index) => (
            <div key={field.name} className="fq-field">
              <label htmlFor={field.name}>{say(field.label)}</label>
              <FieldInput
                id={field.name}
                field={field}
                value={choosers[index]?.[0]}
                onChange={next => choosers[index]?.[1](typeof next === 'string' ? next : undefined)}
                invalid={false}
                describedBy={undefined}
              />
            </div>
          ))}
          <div className="duties-answer" aria-live="polite" data-testid="responsible">
            {ready ? (
              <Shown of={found} rows={2}>
                {({ unit, why, assisting }) => (
                  <>
                    <p className="duties-owner">
                      <Link to={`/units/${unit.id}`}>{say(unit.name)}</Link>{' '}
                      <span className="desk-small">
                        {say(placeLevels[unit.level])} · {unit.phone}
                      </span>
                    </p>
                    <p>{say(why)}</p>
                    {assisting.length > 0 ? (
                      <p className="desk-small">
                        {say(text('可召集协办：', 'May be called to assist: '))}
                        {assisting.map(one => say(one.name)).join(say(text('、', ', ')))}
                      </p>
                    ) : null}
                  </>
                )}
              </Shown>
            ) : (
              <p className="fq-muted">
                {say(text('选好事项和地点，这里会显示负责单位和理由。', 'Choose a subject and a place to see the unit and why.'))}
              </p>
            )}
          </div>
        </div>
      </Panel>
    </div>
  )
}
