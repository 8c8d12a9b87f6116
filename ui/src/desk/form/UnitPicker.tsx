import { getUnit, listUnits, unitKinds } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../Client.tsx'
import { useText } from '../../Language.tsx'
import type { InputProps } from './FieldInput.tsx'
import { useSettled } from './settled.ts'

/** One unit or several, found by typing part of a name. */
export function UnitPicker({ id, value, onChange, invalid, field, many = false }: InputProps & { many?: boolean }) {
  const say = useText()
  const [typed, type] = useState('')
  const search = useSettled(typed, 250)
  const found = useRead(listUnits, { query: { limit: 50, ...(search ? { search } : {}) } }, { keep: true, staleTime: 300_000 })
  const [known, remember] = useState<Readonly<Record<string, string>>>({})
  const options = (found.data?.rows ?? []).map(unit => ({ value: unit.id, label: say(unit.name), kind: say(unitKinds[unit.kind]) }))
  const chosen = (many ? ((value as string[] | undefined) ?? []) : typeof value === 'string' && value ? [value] : []).filter(
    one => !options.some(option => option.value === one),
  )
  // A unit that was chosen before this picker was shown is not among what it found: its name is asked for.
  const unnamed = many ? undefined : chosen.find(one => !(one in known))
  const before = useRead(getUnit, { params: { id: unnamed ?? '' } }, { enabled: unnamed !== undefined, staleTime: 300_000 })
  const nameOf = (one: string): string => known[one] ?? (before.data?.id === one ? say(before.data.name) : one)
  return (
    <Select
      id={id}
      aria-label={say(field.label)}
      showSearch={{ filterOption: false, onSearch: type }}
      value={value as string | string[] | undefined}
      options={[...chosen.map(one => ({ value: one, label: nameOf(one), kind: '' })), ...options]}
      onChange={(next, option) => {
        const picked = (Array.isArray(option) ? option : [option]).filter(one => one !== undefined)
        remember(named => ({ ...named, ...Object.fromEntries(picked.map(one => [one.value, String(one.label)])) }))
        onChange(next)
      }}
      optionRender={({ data }) => (
        <span className="fq-option">
          {data.label}
          <span className="fq-muted">{data.kind}</span>
        </span>
      )}
      allowClear
      loading={found.isFetching}
      status={invalid ? 'error' : undefined}
      placeholder={say(
        many ? text('输入单位名称，可选多个', 'Type a unit’s name; several may be chosen') : text('输入单位名称查找', 'Type a unit’s name'),
      )}
      notFoundContent={
        found.isFetching ? say(text('正在查找…', 'Searching…')) : say(text('没有找到，换个名称试试', 'Nothing found; try another name'))
      }
      style={{ width: '100%' }}
      {...(many ? { mode: 'multiple' as const } : {})}
    />
  )
}
