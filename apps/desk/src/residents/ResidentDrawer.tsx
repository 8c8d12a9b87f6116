import {
  type PurposeId,
  purposeIds,
  purposes,
  type Reply,
  type ResidentField,
  type ResidentRow,
  residentFields,
  unmaskResident,
} from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, problemOf, useLanguage, useNow, useText, useWrite } from '@fengqiao/ui'
import { ActionForm, Drawer, Icon } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { Facts } from '../pieces/Panel.tsx'
import { fieldWords } from './words.ts'

const form = [
  ask('fields', 'choices', text('需要看的内容', 'What you need to see'), {
    options: fieldWords,
    help: text('只选确实需要的', 'Only what is needed'),
  }),
  ask('purpose', 'choice', text('目的', 'Purpose'), { options: purposes }),
  ask('reason', 'text', text('理由', 'Reason'), {
    help: text(
      '例如“电话约定上门时间”；本人可以看到查看的时间、岗位和目的',
      'Such as “to arrange a visit by phone”; the person sees when, from which post and why',
    ),
  }),
  ask('case', 'case', text('对应事项', 'Matter'), { required: false }),
  ask('minutes', 'number', text('查看多少分钟', 'Minutes'), { help: text('到时自动恢复脱敏', 'Masked again when it ends') }),
]

type Grant = Reply<typeof unmaskResident>

/** One person, masked. Clear values are shown for a purpose and a while, then they are gone from the screen. */
export function ResidentDrawer({ resident, purpose, onClose }: { resident: ResidentRow; purpose: PurposeId; onClose: () => void }) {
  const say = useText()
  const { language } = useLanguage()
  const now = useNow(1000)
  const [grant, hold] = useState<Grant | undefined>()
  const unmask = useWrite(unmaskResident, { onDone: hold })
  const left = grant ? Math.floor((Date.parse(grant.until) - now.getTime()) / 1000) : 0
  const good = grant && left > 0 ? grant : undefined
  const shown = (field: ResidentField) => {
    const clear = good?.values[field]
    if (clear) return <strong data-testid={`clear-${field}`}>{clear}</strong>
    return resident[field] ? (
      <span className="fq-num">
        {resident[field]} <Icon name="lock" />
      </span>
    ) : (
      <span className="fq-muted">{say(text('未登记', 'Not given'))}</span>
    )
  }
  return (
    <Drawer open onClose={onClose} size={480} title={say(text('群众登记信息', 'A resident’s record'))}>
      <div className="fq-stack">
        <Facts of={residentFields.map(field => [fieldWords[field], shown(field)] as const)} />
        {good ? (
          <output className="resident-clear">
            <Icon name="clock" />{' '}
            {say(
              text(
                `明文显示至 ${formatTime(good.until)}，剩余 ${Math.floor(left / 60)} 分 ${left % 60} 秒`,
                `Shown in clear until ${formatTime(good.until)}; ${Math.floor(left / 60)} min ${left % 60} s left`,
              ),
            )}
          </output>
        ) : (
          <section>
            <h3>
              {say(
                grant
                  ? text('查看时间已到，需要再看请重新申请', 'The time is over; ask again if needed')
                  : text('申请查看明文', 'Ask to see it in clear'),
              )}
            </h3>
            <ActionForm
              form={form}
              initial={{ purpose, minutes: 15 }}
              submit={say(text('查看', 'Show'))}
              busy={unmask.isPending}
              problem={unmask.error ? problemOf(unmask.error, language) : undefined}
              onSubmit={input => {
                const wanted = input['fields']
                unmask.mutate({
                  params: { id: resident.id },
                  body: {
                    fields: residentFields.filter(field => Array.isArray(wanted) && wanted.includes(field)),
                    purpose: purposeIds.find(id => id === input['purpose']) ?? purpose,
                    reason: written(input['reason']),
                    minutes: Number(input['minutes']),
                    ...(input['case'] ? { case: written(input['case']) } : {}),
                  },
                })
              }}
            />
          </section>
        )}
      </div>
    </Drawer>
  )
}
