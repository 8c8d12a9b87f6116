import { addDuty, changeDuty, type Duty, endDuty, placeLevelIds, placeLevels, unitKindIds, unitKinds } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useText, useWrite } from '@fengqiao/ui'
import { Button, ErrorNote, Icon, Popconfirm, useNotify } from '@fengqiao/ui/desk'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'

/** A row to change, or a subject to add one for; neither: an empty form. */
export interface Editing {
  readonly duty?: Duty
  readonly subject?: string
}

const form = [
  ask('subject', 'subject', text('事项', 'Subject')),
  ask('part', 'choice', text('承担方式', 'Part'), {
    options: { own: text('承办（主责）', 'Owns'), assist: text('协办（按需召集）', 'Assists when called') },
  }),
  ask('level', 'choice', text('由哪一级负责', 'Level that answers'), {
    options: Object.fromEntries(placeLevelIds.map(id => [id, placeLevels[id]])),
  }),
  ask('unitKind', 'choice', text('单位类别', 'Kind of unit'), { options: Object.fromEntries(unitKindIds.map(id => [id, unitKinds[id]])) }),
  ask('place', 'place', text('仅适用于某地', 'Only at a place'), {
    required: false,
    help: text('不填则全区适用', 'Left empty, it holds everywhere'),
  }),
  ask('basisZh', 'text', text('法律依据（中文）', 'Legal basis (Chinese)')),
  ask('basisEn', 'text', text('法律依据（英文）', 'Legal basis (English)')),
  ask('remarkZh', 'text', text('说明（中文）', 'Remark (Chinese)'), { required: false }),
  ask('remarkEn', 'text', text('说明（英文）', 'Remark (English)'), { required: false }),
]

/** A change begins a new version today; matters dispatched under the old one keep it. */
export function DutyDialog({ editing: { duty, subject }, onClose }: { editing: Editing; onClose: () => void }) {
  const say = useText()
  const notify = useNotify()
  const saved = (): void => {
    notify.done(say(text('已保存，今天起生效', 'Saved; in force from today')))
    onClose()
  }
  const stale = ['listDuties', 'resolveDuty']
  const add = useWrite(addDuty, { stale, onDone: saved })
  const change = useWrite(changeDuty, { stale, onDone: saved })
  const end = useWrite(endDuty, { stale, onDone: saved })
  return (
    <FormDialog
      title={duty ? text('修改权责', 'Change a duty') : text('新增权责', 'Add a duty')}
      help={text('今天起生效；已按原规定派出的事项不受影响。', 'In force from today; matters already dispatched keep the old row.')}
      width={720}
      form={form}
      initial={
        duty
          ? {
              ...duty,
              place: duty.place ?? undefined,
              basisZh: duty.legalBasis.zh,
              basisEn: duty.legalBasis.en,
              remarkZh: duty.remark.zh,
              remarkEn: duty.remark.en,
            }
          : { subject, part: 'own' }
      }
      submit={text('保存', 'Save')}
      of={duty ? change : add}
      onClose={onClose}
      onSubmit={input => {
        const level = placeLevelIds.find(id => id === input['level'])
        const unitKind = unitKindIds.find(id => id === input['unitKind'])
        if (!level || !unitKind) return
        const body = {
          subject: written(input['subject']),
          level,
          unitKind,
          part: input['part'] === 'assist' ? ('assist' as const) : ('own' as const),
          place: input['place'] ? written(input['place']) : null,
          legalBasis: { zh: written(input['basisZh']), en: written(input['basisEn']) },
          remark: { zh: written(input['remarkZh']), en: written(input['remarkEn']) },
        }
        if (duty) change.mutate({ params: { id: duty.id }, body: { ...body, version: duty.version } })
        else add.mutate({ body })
      }}
    >
      {duty ? (
        <div className="fq-stack duties-end">
          <div aria-live="assertive">{end.error ? <ErrorNote error={end.error} /> : null}</div>
          <Popconfirm
            title={say(text('今天起停用这一条？', 'End this row today?'))}
            okText={say(text('停用', 'End'))}
            cancelText={say(text('取消', 'Cancel'))}
            onConfirm={() => end.mutate({ params: { id: duty.id } })}
          >
            <Button danger type="link" icon={<Icon name="close" />} loading={end.isPending}>
              {say(text('停用这一条', 'End this row'))}
            </Button>
          </Popconfirm>
        </div>
      ) : null}
    </FormDialog>
  )
}
