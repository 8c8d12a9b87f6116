import { getPlace, listPlaces, placeLevels } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../Client.tsx'
import { useText } from '../../Language.tsx'
import type { InputProps } from './FieldInput.tsx'
import { useSettled } from './settled.ts'

type PlacePickerProps = Pick<InputProps, 'id' | 'value' | 'onChange'> & Partial<Pick<InputProps, 'invalid' | 'field'>>

/** A place by name: street, community, cell or estate. */
export function PlacePicker({ id, value, onChange, invalid = false, field }: PlacePickerProps) {
  const say = useText()
  const [typed, type] = useState('')
  const search = useSettled(typed, 250)
  const found = useRead(
    listPlaces,
    { query: { limit: 50, ...(search ? { search } : { level: 'community' as const }) } },
    { keep: true, staleTime: 300_000 },
  )
  const options = (found.data?.rows ?? []).map(place => ({
    value: place.code,
    label: say(place.name),
    kind: say(placeLevels[place.level]),
  }))
  // A place that is not among what was found keeps its name: chosen before, or before the last search.
  const unnamed = typeof value === 'string' && !options.some(option => option.value === value) ? value : undefined
  const before = useRead(getPlace, { params: { code: unnamed ?? '' } }, { enabled: unnamed !== undefined, staleTime: 300_000 })
  const own = unnamed ? [{ value: unnamed, label: before.data ? say(before.data.name) : unnamed, kind: '' }] : []
  return (
    <Select
      id={id}
      aria-label={say(field?.label ?? text('地点', 'Place'))}
      showSearch={{ filterOption: false, onSearch: type }}
      value={value as string | undefined}
      onChange={next => onChange(next ?? undefined)}
      options={[...own, ...options]}
      optionRender={({ data }) => (
        <span className="fq-option">
          {data.label}
          <span className="fq-muted">{data.kind}</span>
        </span>
      )}
      allowClear
      loading={found.isFetching}
      status={invalid ? 'error' : undefined}
      placeholder={say(text('输入街道、社区或小区名称', 'Type a street, community or estate'))}
      notFoundContent={say(text('没有找到，换个名称试试', 'Nothing found; try another name'))}
      style={{ width: '100%' }}
    />
  )
}
