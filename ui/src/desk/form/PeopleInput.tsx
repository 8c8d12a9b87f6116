import { type Person, text } from '@fengqiao/kernel'
import { Button, Input } from 'antd'
import { useText } from '../../Language.tsx'
import { Icon } from '../Icon.tsx'
import type { InputProps } from './FieldInput.tsx'

/** Names with phones, row by row. */
export function PeopleInput({ id, value, onChange, field }: InputProps) {
  const say = useText()
  const people = (value as Person[] | undefined) ?? []
  const change = (at: number, part: Partial<Person>): void =>
    onChange(people.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="fq-people" aria-label={say(field.label)}>
      {people.map((person, at) => (
        // Keyed by place: rows have no other identity, and are only added at the end or taken out by the reader
        <div key={at} className="fq-row">
          <Input
            value={person.name}
            onChange={event => change(at, { name: event.target.value })}
            placeholder={say(text('姓名', 'Name'))}
            aria-label={say(text(`第 ${at + 1} 人姓名`, `Name of person ${at + 1}`))}
          />
          <Input
            value={person.phone ?? ''}
            onChange={event => change(at, { phone: event.target.value || undefined })}
            inputMode="tel"
            placeholder={say(text('手机（选填）', 'Phone (optional)'))}
            aria-label={say(text(`第 ${at + 1} 人手机`, `Phone of person ${at + 1}`))}
          />
          <Button
            icon={<Icon name="delete" />}
            onClick={() => onChange(people.filter((_, index) => index !== at))}
            aria-label={say(text(`移除第 ${at + 1} 人`, `Remove person ${at + 1}`))}
          />
        </div>
      ))}
      <Button id={id} icon={<Icon name="plus" />} onClick={() => onChange([...people, { name: '' }])}>
        {say(text('添加一人', 'Add a person'))}
      </Button>
    </fieldset>
  )
}
