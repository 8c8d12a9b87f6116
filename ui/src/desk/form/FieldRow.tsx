import { text } from '@fengqiao/kernel'
import type { ReactNode } from 'react'
import { type FormField, inputModel } from '../../form/model.ts'
import { useText } from '../../Language.tsx'
import { FieldInput } from './FieldInput.tsx'

interface FieldRowProps {
  readonly field: FormField
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error: string | undefined
  /** Keeps ids apart when two forms stand on a page. */
  readonly prefix: string
  readonly asked?: string
  /** Stands under the input: a suggestion, a hint of the page. */
  readonly below?: ReactNode
}

/** Label, input, help and error of one field. */
export function FieldRow({ field, value, onChange, error, prefix, asked, below }: FieldRowProps) {
  const say = useText()
  const id = `${prefix}-${field.name}`
  const notes = [field.help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div
      className="fq-field"
      data-wide={inputModel(field.kind).wide || Object.keys(field.options ?? {}).length > 3 || undefined}
      data-field={field.name}
      data-testid={`field-${field.name}`}
    >
      <label htmlFor={id} id={`${id}-label`}>
        {say(field.label)}
        {field.required ? null : <span className="fq-optional">{say(text('（选填）', ' (optional)'))}</span>}
      </label>
      <FieldInput
        id={id}
        field={field}
        value={value}
        onChange={onChange}
        invalid={error !== undefined}
        describedBy={notes || undefined}
        {...(asked ? { asked } : {})}
      />
      {field.help ? (
        <p id={`${id}-help`} className="fq-help">
          {say(field.help)}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="fq-field-error">
          {error}
        </p>
      ) : null}
      {below}
    </div>
  )
}
