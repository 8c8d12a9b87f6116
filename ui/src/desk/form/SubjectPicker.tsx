import { listSubjects } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { TreeSelect } from 'antd'
import { useRead } from '../../Client.tsx'
import { useText } from '../../Language.tsx'
import type { InputProps } from './FieldInput.tsx'

/** The catalogue of subjects as a tree; groups open, only subjects may be chosen. */
export function SubjectPicker({ id, value, onChange, invalid, field }: InputProps) {
  const say = useText()
  const { data, isLoading } = useRead(listSubjects, {}, { staleTime: Number.POSITIVE_INFINITY })
  const subjects = data?.subjects ?? []
  const tree = subjects
    .filter(({ parent }) => parent === null)
    .map(group => ({
      value: group.code,
      title: say(group.name),
      words: say(group.name),
      selectable: !subjects.some(({ parent }) => parent === group.code),
      children: subjects
        .filter(({ parent }) => parent === group.code)
        .map(subject => ({
          value: subject.code,
          title: say(subject.name),
          words: [subject.name.zh, subject.name.en, ...subject.keywords].join(' '),
        })),
    }))
  return (
    <TreeSelect
      id={id}
      aria-label={say(field.label)}
      value={value as string | undefined}
      onChange={next => onChange(next ?? undefined)}
      treeData={tree}
      showSearch={{
        filterTreeNode: (typed, node) =>
          String(node['words'] ?? '')
            .toLowerCase()
            .includes(typed.toLowerCase()),
      }}
      treeExpandAction="click"
      allowClear
      loading={isLoading}
      status={invalid ? 'error' : undefined}
      placeholder={say(text('选择或输入关键词查找', 'Choose, or type a keyword'))}
      styles={{ popup: { root: { maxHeight: 420, minWidth: 280 } } }}
      style={{ width: '100%' }}
    />
  )
}
