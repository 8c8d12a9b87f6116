import type { Problem } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react'
import { checkForm, emptyValues, type FormField, type FormValues, toInput } from '../../form/model.ts'
import { useText } from '../../Language.tsx'
import { fieldProblems } from '../../problem.ts'
import { ProblemNote } from '../States.tsx'
import { FieldRow } from './FieldRow.tsx'

export interface ActionFormProps {
  readonly form: readonly FormField[]
  readonly initial?: FormValues
  readonly submit: string
  readonly danger?: boolean
  readonly busy: boolean
  readonly problem: Problem | undefined
  readonly onSubmit: (input: Record<string, unknown>) => void
  readonly onCancel?: () => void
  /** Answers the problem besides correcting it: show the latest, sign in. */
  readonly onRemedy?: (() => void) | undefined
  readonly asked?: (field: string) => string
  readonly below?: (field: FormField, set: (name: string, value: unknown) => void, values: FormValues) => ReactNode
  readonly children?: ReactNode
}

/** A form drawn from what the procedure asks. What was typed stays until it is sent: refusals, conflicts and lost networks keep it. */
export function ActionForm({
  form,
  initial,
  submit,
  danger = false,
  busy,
  problem,
  onSubmit,
  onCancel,
  onRemedy,
  asked,
  below,
  children,
}: ActionFormProps) {
  const say = useText()
  const prefix = useId()
  const box = useRef<HTMLFormElement>(null)
  const [values, setValues] = useState<Record<string, unknown>>(() => ({ ...emptyValues(form), ...initial }))
  const [tried, setTried] = useState(false)
  const set = (name: string, value: unknown): void => setValues(before => ({ ...before, [name]: value }))
  const wrong = tried ? checkForm(form, values) : {}
  const said = fieldProblems(
    problem,
    form.map(({ name }) => name),
  )

  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const first = Object.keys(checkForm(form, values))[0]
    if (first) box.current?.querySelector<HTMLElement>(`[data-field="${first}"] :is(input,textarea,button,[tabindex])`)?.focus()
    else if (!busy) onSubmit(toInput(form, values))
  }

  return (
    <form ref={box} className="fq-form" onSubmit={send} noValidate>
      {form.length === 0 ? <p className="fq-muted">{say(text('无需填写，确认即可。', 'Nothing to fill in; just confirm.'))}</p> : null}
      <div className="fq-fields">
        {form.map(field => {
          const local = wrong[field.name]
          return (
            <FieldRow
              key={field.name}
              field={field}
              prefix={prefix}
              value={values[field.name]}
              onChange={value => set(field.name, value)}
              error={local ? say(local) : said[field.name]}
              {...(asked ? { asked: asked(field.name) } : {})}
              below={below?.(field, set, values)}
            />
          )
        })}
      </div>
      {children}
      <div aria-live="assertive">{problem ? <ProblemNote problem={problem} onRetry={onRemedy} /> : null}</div>
      <div className="fq-form-foot">
        <Button type="primary" htmlType="submit" danger={danger} loading={busy} data-testid="submit">
          {submit}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{say(text('取消', 'Cancel'))}</Button> : null}
      </div>
    </form>
  )
}
