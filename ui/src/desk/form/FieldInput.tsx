import { text } from '@fengqiao/kernel'
import { Checkbox, DatePicker, Input, InputNumber, Radio, Rate, Select } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { type FormField, inputModel } from '../../form/model.ts'
import { useText } from '../../Language.tsx'
import { FilesInput } from './FilesInput.tsx'
import { instantOfPicked, pickedOf } from './moments.ts'
import { PeopleInput } from './PeopleInput.tsx'
import { PlacePicker } from './PlacePicker.tsx'
import { PointInput } from './PointInput.tsx'
import { AccountPicker, CasePicker } from './SearchPickers.tsx'
import { SubjectPicker } from './SubjectPicker.tsx'
import { UnitPicker } from './UnitPicker.tsx'

export interface InputProps {
  readonly id: string
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly invalid: boolean
  readonly describedBy: string | undefined
  readonly field: FormField
  /** Which procedure and field ask, for uploads. */
  readonly asked?: string
}

/** One input for every field kind of the kernel. The label stands outside: see `FieldRow`. */
export function FieldInput(props: InputProps): ReactNode {
  const say = useText()
  const { id, value, onChange, invalid, describedBy, field } = props
  const status = invalid ? 'error' : undefined
  const aria = { 'aria-invalid': invalid, 'aria-describedby': describedBy, 'aria-required': field.required }
  const options = Object.entries(field.options ?? {}).map(([key, label]) => ({ value: key, label: say(label) }))
  const model = inputModel(field.kind)
  switch (field.kind) {
    case 'longText':
      return (
        <Input.TextArea
          id={id}
          value={typeof value === 'string' ? value : ''}
          onChange={event => onChange(event.target.value)}
          autoSize={{ minRows: 3, maxRows: 10 }}
          status={status}
          {...aria}
        />
      )
    case 'choice':
      return options.length <= 6 ? (
        <Radio.Group
          id={id}
          value={value}
          onChange={event => onChange(event.target.value)}
          options={options}
          {...aria}
          aria-label={say(field.label)}
        />
      ) : (
        <Select
          id={id}
          value={value as string | undefined}
          onChange={onChange}
          options={options}
          allowClear={!field.required}
          status={status}
          placeholder={say(text('请选择', 'Choose'))}
          aria-label={say(field.label)}
          style={{ width: '100%' }}
        />
      )
    case 'choices':
      return <Checkbox.Group value={(value as string[] | undefined) ?? []} onChange={onChange} options={options} />
    case 'number':
      return (
        <InputNumber
          id={id}
          value={value as number | null | undefined}
          onChange={next => onChange(next ?? undefined)}
          min={0}
          status={status}
          style={{ width: 160 }}
          {...aria}
        />
      )
    case 'yesNo':
      return (
        <Radio.Group
          id={id}
          value={value}
          onChange={event => onChange(event.target.value)}
          options={[
            { value: true, label: say(text('是', 'Yes')) },
            { value: false, label: say(text('否', 'No')) },
          ]}
          aria-label={say(field.label)}
        />
      )
    case 'date':
      return (
        <DatePicker
          id={id}
          value={typeof value === 'string' ? dayjs(value) : null}
          onChange={day => onChange(day ? day.format('YYYY-MM-DD') : undefined)}
          status={status ?? ''}
          {...aria}
        />
      )
    case 'dateTime':
      return (
        <DatePicker
          id={id}
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={typeof value === 'string' ? pickedOf(value) : null}
          onChange={day => onChange(day ? instantOfPicked(day) : undefined)}
          status={status ?? ''}
          {...aria}
        />
      )
    case 'rating':
      return <RatingInput {...props} />
    case 'unit':
      return <UnitPicker {...props} />
    case 'units':
      return <UnitPicker {...props} many />
    case 'subject':
      return <SubjectPicker {...props} />
    case 'place':
      return <PlacePicker {...props} />
    case 'point':
      return <PointInput {...props} />
    case 'account':
      return <AccountPicker {...props} />
    case 'case':
      return <CasePicker {...props} />
    case 'files':
      return <FilesInput {...props} />
    case 'people':
      return <PeopleInput {...props} />
    default:
      return (
        <Input
          id={id}
          value={typeof value === 'string' ? value : ''}
          onChange={event => onChange(event.target.value)}
          status={status}
          inputMode={model.keyboard}
          autoComplete="off"
          {...aria}
        />
      )
  }
}

const scores = [
  text('很不满意', 'Very poor'),
  text('不满意', 'Poor'),
  text('一般', 'Fair'),
  text('满意', 'Good'),
  text('非常满意', 'Very good'),
]

function RatingInput({ value, onChange, field }: InputProps) {
  const say = useText()
  const score = Number(value ?? 0)
  const words = scores[score - 1]
  return (
    <fieldset className="fq-rating" aria-label={say(field.label)}>
      <Rate value={score} onChange={next => onChange(next === 0 ? undefined : next)} />
      <span aria-live="polite">{words ? say(words) : say(text('请选择星级', 'Choose the stars'))}</span>
    </fieldset>
  )
}
