import { addShift, changeShift, type Post, type Shift } from '@fengqiao/contract'
import { type RoleId, roleIds, text } from '@fengqiao/kernel'
import { type FormField, useText, useWrite } from '@fengqiao/ui'
import { Empty, Modal, useNotify } from '@fengqiao/ui/desk'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'

/** What the dialog opens with: a shift to change, or a gap to fill. */
export interface Wanted {
  readonly shift?: Shift
  readonly role?: RoleId
  readonly from?: Date
  readonly to?: Date
}

/** Who may stand on the roster is who holds a post of that role at that unit: the choice is of posts and their holders. */
const formOf = (posts: readonly Post[], role: RoleId | undefined): readonly FormField[] => [
  ask('who', 'choice', text('值班人', 'Person on duty'), {
    options: Object.fromEntries(
      posts
        .filter(post => role === undefined || post.role === role)
        .flatMap(post =>
          post.holders.map(holder => [
            `${post.role} ${holder.account}`,
            { zh: `${holder.name.zh} · ${post.title.zh}`, en: `${holder.name.en} · ${post.title.en}` },
          ]),
        ),
    ),
    help: text('只列出在本单位任职的人员', 'Those who hold a post at this unit'),
  }),
  ask('startsAt', 'dateTime', text('开始', 'From')),
  ask('endsAt', 'dateTime', text('结束', 'Until'), { help: text('一班最长 24 小时', 'A shift lasts at most 24 hours') }),
  ask('note', 'text', text('备注', 'Note'), { required: false }),
]

export function ShiftDialog({
  unit,
  posts,
  wanted,
  onClose,
}: {
  unit: string
  posts: readonly Post[]
  wanted: Wanted
  onClose: () => void
}) {
  const say = useText()
  const notify = useNotify()
  const { shift } = wanted
  const saved = (): void => {
    notify.done(say(text('已保存', 'Saved')))
    onClose()
  }
  const stale = ['listShifts', 'whoIsOnDuty']
  const add = useWrite(addShift, { stale, onDone: saved })
  const change = useWrite(changeShift, { stale, onDone: saved })
  const form = formOf(posts, wanted.role)
  if (Object.keys(form[0]?.options ?? {}).length === 0)
    return (
      <Modal open footer={null} onCancel={onClose} title={say(text('排一班', 'Add a shift'))}>
        <Empty
          icon="team"
          title={text('本单位还没有任职人员', 'Nobody holds a post at this unit')}
          help={text('请先由系统管理员在“人员与岗位”中任命。', 'Have the system administrator assign posts first.')}
        />
      </Modal>
    )
  const initial = shift
    ? { who: `${shift.role} ${shift.account}`, startsAt: shift.startsAt, endsAt: shift.endsAt, note: shift.note }
    : { startsAt: wanted.from?.toISOString(), endsAt: wanted.to?.toISOString() }
  return (
    <FormDialog
      title={shift ? text('修改班次', 'Change the shift') : text('排一班', 'Add a shift')}
      form={form}
      initial={initial}
      submit={text('保存', 'Save')}
      of={shift ? change : add}
      onClose={onClose}
      onSubmit={input => {
        const [role = '', account = ''] = written(input['who']).split(' ')
        const known = roleIds.find(id => id === role)
        if (!known) return
        const body = {
          unit,
          role: known,
          account,
          startsAt: written(input['startsAt']),
          endsAt: written(input['endsAt']),
          note: written(input['note']),
        }
        if (shift) change.mutate({ params: { id: shift.id }, body: { ...body, version: shift.version } })
        else add.mutate({ body })
      }}
    />
  )
}
