import { listPosts, searchCases } from '@fengqiao/contract'
import { roles, text } from '@fengqiao/kernel'
import { Select } from 'antd'
import { useState } from 'react'
import { useRead } from '../../Client.tsx'
import { useText } from '../../Language.tsx'
import type { InputProps } from './FieldInput.tsx'
import { useSettled } from './settled.ts'

/** Somebody who holds a post of leadership or service, with the post beside the name. */
export function AccountPicker({ id, value, onChange, invalid, field }: InputProps) {
  const say = useText()
  const { data, isFetching } = useRead(listPosts, { query: { limit: 100, role: 'leader' } }, { staleTime: 300_000 })
  const options = (data?.rows ?? []).flatMap(post =>
    post.holders.map(holder => ({ value: holder.account, label: say(holder.name), kind: `${say(post.title)} · ${say(roles[post.role])}` })),
  )
  return (
    <Select
      id={id}
      aria-label={say(field.label)}
      showSearch={{ optionFilterProp: ['label', 'kind'] }}
      value={value as string | undefined}
      onChange={next => onChange(next ?? undefined)}
      options={options}
      optionRender={({ data: shown }) => (
        <span className="fq-option">
          {shown.label}
          <span className="fq-muted">{shown.kind}</span>
        </span>
      )}
      allowClear
      loading={isFetching}
      status={invalid ? 'error' : undefined}
      placeholder={say(text('选择人员', 'Choose a person'))}
      notFoundContent={say(text('没有可选的人员', 'Nobody to choose'))}
      style={{ width: '100%' }}
    />
  )
}

/** Another matter, found by number or words. */
export function CasePicker({ id, value, onChange, invalid, field }: InputProps) {
  const say = useText()
  const [typed, type] = useState('')
  const q = useSettled(typed, 300)
  const { data, isFetching } = useRead(searchCases, { query: { q, limit: 20, open: 'true' } }, { enabled: q.trim().length > 1, keep: true })
  return (
    <Select
      id={id}
      aria-label={say(field.label)}
      showSearch={{ filterOption: false, onSearch: type }}
      value={value as string | undefined}
      onChange={next => onChange(next ?? undefined)}
      options={(data?.rows ?? []).map(row => ({ value: row.id, label: `${row.number} ${row.title}` }))}
      allowClear
      loading={isFetching}
      status={invalid ? 'error' : undefined}
      placeholder={say(text('输入编号或关键词查找', 'Type a number or words'))}
      notFoundContent={say(
        q.trim().length > 1 ? text('没有找到', 'Nothing found') : text('请输入至少两个字', 'Type at least two characters'),
      )}
      style={{ width: '100%' }}
    />
  )
}
