import { listPosts } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { problemOf, useLanguage, useText } from '@fengqiao/ui'
import { ActionForm, Modal, Select } from '@fengqiao/ui/desk'
import { useId, useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { useEvery } from '../pieces/every.ts'

const untilForm = [
  ask('until', 'dateTime', text('任期至', 'Until'), {
    required: false,
    help: text('不填则一直有效', 'Left empty, it stays until taken away'),
  }),
]

interface AssignPostProps {
  readonly held: readonly string[]
  readonly of: { readonly isPending: boolean; readonly error: unknown }
  readonly onAssign: (body: { post: string; until?: string }) => void
  readonly onClose: () => void
}

/** Finds a post by unit or role and gives it. Posts that may not meet in one person are refused by the server, with its ground. */
export function AssignPost({ held, of, onAssign, onClose }: AssignPostProps) {
  const say = useText()
  const { language } = useLanguage()
  const id = useId()
  const [post, choose] = useState<string | undefined>()
  const posts = useEvery(listPosts, {})
  return (
    <Modal open onCancel={onClose} footer={null} title={say(text('任命岗位', 'Give a post'))}>
      <div className="fq-field account-post">
        <label htmlFor={id}>{say(text('岗位', 'Post'))}</label>
        <Select
          id={id}
          value={post}
          onChange={choose}
          loading={posts.isLoading}
          showSearch={{ optionFilterProp: 'label' }}
          options={(posts.data ?? []).filter(one => !held.includes(one.id)).map(one => ({ value: one.id, label: say(one.title) }))}
          placeholder={say(text('输入单位或岗位名称', 'Type a unit or role'))}
          notFoundContent={say(text('没有找到；新岗位请在“导入导出”中导入', 'Nothing found; new posts come in by import'))}
        />
      </div>
      <ActionForm
        form={untilForm}
        submit={say(text('任命', 'Give'))}
        busy={of.isPending}
        problem={of.error ? problemOf(of.error, language) : undefined}
        onCancel={onClose}
        onSubmit={({ until }) => {
          if (post) onAssign({ post, ...(until ? { until: written(until) } : {}) })
        }}
      />
    </Modal>
  )
}
