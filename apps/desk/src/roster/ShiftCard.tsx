import { handOver, removeShift, type Shift } from '@fengqiao/contract'
import { roles, text } from '@fengqiao/kernel'
import { formatTime, problemOf, useLanguage, useNow, useText, useWrite } from '@fengqiao/ui'
import { ActionForm, Button, Drawer, ErrorNote, Icon, Popconfirm, useNotify } from '@fengqiao/ui/desk'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { useUnitNames } from '../pieces/names.ts'
import { Facts } from '../pieces/Panel.tsx'
import { useMay, useSession } from '../Session.tsx'

const noteForm = [
  ask('handover', 'longText', text('交接记录', 'Handover note'), {
    help: text('未办结的事项、需要留意的情况、联系过谁', 'What is still open, what to watch, who was called'),
  }),
]

/** One shift: who, when, what was handed over, and what the reader may do with it. */
export function ShiftCard({ shift, onClose, onEdit }: { shift: Shift; onClose: () => void; onEdit: (shift: Shift) => void }) {
  const say = useText()
  const { language } = useLanguage()
  const may = useMay()
  const notify = useNotify()
  const { me } = useSession()
  const unitName = useUnitNames()
  const now = useNow()
  const stale = ['listShifts', 'whoIsOnDuty']
  const remove = useWrite(removeShift, { stale, onDone: onClose })
  const hand = useWrite(handOver, { stale, onDone: () => notify.done(say(text('交接记录已保存', 'Handover note saved'))) })
  const mine = shift.account === me.account.id
  const begun = Date.parse(shift.startsAt) <= now.getTime()
  return (
    <Drawer open onClose={onClose} size={420} title={`${say(shift.name)} · ${say(roles[shift.role])}`}>
      <div className="fq-stack">
        <Facts
          of={[
            [text('单位', 'Unit'), say(unitName(shift.unit))],
            [text('开始', 'From'), formatTime(shift.startsAt)],
            [text('结束', 'Until'), formatTime(shift.endsAt)],
            [text('备注', 'Note'), shift.note],
          ]}
        />
        {mine ? (
          <ActionForm
            key={shift.version}
            form={noteForm}
            initial={{ handover: shift.handover }}
            submit={say(text('保存交接记录', 'Save the note'))}
            busy={hand.isPending}
            problem={hand.error ? problemOf(hand.error, language) : undefined}
            onSubmit={input =>
              hand.mutate({ params: { id: shift.id }, body: { handover: written(input['handover']), version: shift.version } })
            }
          />
        ) : (
          <section>
            <h3>{say(text('交接记录', 'Handover note'))}</h3>
            <p className={shift.handover ? 'fq-text' : 'fq-muted'}>{shift.handover || say(text('尚未填写', 'Not written yet'))}</p>
          </section>
        )}
        {remove.error ? <ErrorNote error={remove.error} /> : null}
        {may('changeShift') ? (
          <div className="fq-row">
            <Button icon={<Icon name="edit" />} onClick={() => onEdit(shift)}>
              {say(text('修改', 'Change'))}
            </Button>
            {begun ? null : (
              <Popconfirm
                title={say(text('确定撤销这一班？', 'Take this shift off the roster?'))}
                okText={say(text('撤销', 'Remove'))}
                cancelText={say(text('不撤销', 'Keep'))}
                onConfirm={() => remove.mutate({ params: { id: shift.id } })}
              >
                <Button danger icon={<Icon name="delete" />} loading={remove.isPending}>
                  {say(text('撤销', 'Remove'))}
                </Button>
              </Popconfirm>
            )}
          </div>
        ) : null}
      </div>
    </Drawer>
  )
}
