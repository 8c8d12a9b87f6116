import { type Text, text } from '@fengqiao/kernel'
import { checkForm, emptyValues, type FormField, toInput, useText } from '@fengqiao/ui'
import { Button, FieldRow } from '@fengqiao/ui/desk'
import { type FormEvent, type ReactNode, useState } from 'react'

interface VisitFormProps {
  readonly form: readonly FormField[]
  readonly submit: string
  readonly busy: boolean
  readonly where: ReactNode
  readonly asked: (field: string) => string
  readonly onType: (typed: { title: string; description: string; address: string }) => void
  readonly onSubmit: (input: Record<string, unknown>) => void
  readonly children: ReactNode
}

/** Fields that a front desk fills in at once, besides the required ones: who it is, how to reach them, where it is. */
const firstKinds = new Set(['name', 'phone', 'address', 'yesNo'])

/** The opening form of any procedure, what matters first, the rest folded away: it must take under a minute. */
export function VisitForm({ form, submit, busy, where, asked, onType, onSubmit, children }: VisitFormProps) {
  const say = useText()
  const [values, setValues] = useState<Record<string, unknown>>(() => emptyValues(form))
  const [tried, setTried] = useState(false)
  const wrong = tried ? checkForm(form, values) : {}
  const first = form.filter(({ kind, required }) => required || firstKinds.has(kind))
  const rest = form.filter(field => !first.includes(field))
  const place = first.findIndex(({ kind }) => kind === 'address') + 1 || first.length
  const set = (name: string, value: unknown): void => {
    const next = { ...values, [name]: value }
    setValues(next)
    const of = (kind: string): string => {
      const found = next[form.find(field => field.kind === kind)?.name ?? '']
      return typeof found === 'string' ? found : ''
    }
    onType({ title: of('text'), description: of('longText'), address: of('address') })
  }
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const missing = Object.keys(checkForm(form, values))[0]
    if (missing) document.querySelector<HTMLElement>(`[data-field="${missing}"] :is(input,textarea,button)`)?.focus()
    else if (!busy) onSubmit(toInput(form, values))
  }
  const row = (field: FormField): ReactNode => {
    const local: Text | undefined = wrong[field.name]
    return (
      <FieldRow
        key={field.name}
        field={field}
        prefix="visit"
        value={values[field.name]}
        onChange={value => set(field.name, value)}
        error={local ? say(local) : undefined}
        asked={asked(field.name)}
      />
    )
  }
  return (
    <form onSubmit={send} noValidate data-testid="register-form">
      <div className="fq-fields">
        {first.slice(0, place).map(row)}
        {where}
        {first.slice(place).map(row)}
      </div>
      {rest.length > 0 ? (
        <details className="register-more">
          <summary>{say(text(`更多内容（${rest.length} 项，选填）`, `More (${rest.length}, optional)`))}</summary>
          <div className="fq-fields">{rest.map(row)}</div>
        </details>
      ) : null}
      {children}
      <div className="fq-form-foot">
        <Button type="primary" size="large" htmlType="submit" loading={busy} data-testid="register">
          {submit}
        </Button>
      </div>
    </form>
  )
}
