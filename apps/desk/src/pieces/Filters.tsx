import './pieces.css'
import { type Text, text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { FieldInput, Icon, Input, Select } from '@fengqiao/ui/desk'
import type { ReactNode } from 'react'
import { ask } from './ask.ts'

/** What narrows a list, in one row above it. */
export function Filters({ children }: { children: ReactNode }) {
  const say = useText()
  return (
    <search className="desk-filters fq-no-print" aria-label={say(text('筛选', 'Filter'))}>
      {children}
    </search>
  )
}

interface FilterProps<Value> {
  readonly label: Text
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
}

export function SearchBox({ label, value, onChange }: FilterProps<string>) {
  const say = useText()
  return (
    <Input
      className="desk-filter-wide"
      prefix={<Icon name="search" />}
      value={value ?? ''}
      onChange={event => onChange(event.target.value || undefined)}
      aria-label={say(label)}
      placeholder={say(label)}
      maxLength={60}
      allowClear
    />
  )
}

export function ChoiceFilter<Value extends string>({
  label,
  value,
  onChange,
  options,
  search = false,
}: FilterProps<Value> & { options: readonly (readonly [Value, Text])[]; search?: boolean }) {
  const say = useText()
  return (
    <Select<Value>
      className="desk-filter"
      value={value}
      onChange={next => onChange(next ?? undefined)}
      options={options.map(([key, words]) => ({ value: key, label: say(words) }))}
      aria-label={say(label)}
      placeholder={say(label)}
      popupMatchSelectWidth={false}
      {...(search ? { showSearch: { optionFilterProp: 'label' } } : {})}
      allowClear
    />
  )
}

/** A unit, a place or a subject, as forms ask for them. */
export function FieldFilter({ kind, label, value, onChange }: FilterProps<string> & { kind: 'unit' | 'place' | 'subject' }) {
  return (
    <span className="desk-filter-wide">
      <FieldInput
        id={`filter-${kind}`}
        field={ask(kind, kind, label, { required: false })}
        value={value}
        onChange={next => onChange(typeof next === 'string' && next !== '' ? next : undefined)}
        invalid={false}
        describedBy={undefined}
      />
    </span>
  )
}
