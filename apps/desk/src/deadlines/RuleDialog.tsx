import { setDeadlineRule } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { useText, useWrite } from '@fengqiao/ui'
import { useNotify } from '@fengqiao/ui/desk'
import { written } from '../pieces/answers.ts'
import { ask } from '../pieces/ask.ts'
import { FormDialog } from '../pieces/FormDialog.tsx'
import { calendarWords, confidenceWords, type DeadlineRule, periodOf, unitWords } from './words.ts'

/** Key of a table of words that a choice came back with. */
const chosen = <Key extends string>(table: Readonly<Record<Key, Text>>, value: unknown, before: Key): Key =>
  (Object.keys(table) as Key[]).find(key => key === value) ?? before

/** Changes one period. What happens to running clocks is asked each time and has no default: it decides when people's matters fall due. */
export function RuleDialog({ rule, onClose }: { rule: DeadlineRule; onClose: () => void }) {
  const say = useText()
  const notify = useNotify()
  const set = useWrite(setDeadlineRule, {
    stale: ['listDeadlineRules'],
    onDone: ({ recomputed }) => {
      notify.done(
        say(
          recomputed > 0
            ? text(`已生效，重算了 ${recomputed} 个计时`, `In force; ${recomputed} clocks recomputed`)
            : text('已生效', 'In force'),
        ),
      )
      onClose()
    },
  })
  const form = [
    ask('value', 'number', text('数值', 'Value')),
    ask('unit', 'choice', text('单位', 'Unit'), { options: unitWords }),
    ask('calendar', 'choice', text('日历', 'Calendar'), { options: calendarWords }),
    ask('source', 'text', text('出处', 'Source'), {
      help: text('法规条款、文件号，或本地会议纪要', 'Article of law, document number, or minutes of the house'),
    }),
    ask('confidence', 'choice', text('可信度', 'Confidence'), { options: confidenceWords }),
    ask('validFrom', 'date', text('生效日', 'Valid from'), { required: false }),
    ask('validTo', 'date', text('失效日', 'Valid until'), { required: false }),
    ask('openClocks', 'choice', text(`正在走的 ${rule.open} 个计时`, `The ${rule.open} clocks now running`), {
      options: { keep: text('保留原到期时间', 'Keep their due times'), recompute: text('按新规则重算', 'Recompute by the new rule') },
    }),
  ]
  return (
    <FormDialog
      title={{ zh: `${rule.deadline.name.zh} ${rule.applies.zh}`, en: `${rule.deadline.name.en} ${rule.applies.en}` }}
      help={text(
        `默认 ${periodOf(rule.byDefault).zh}。修改会写入安全日志。`,
        `Default: ${periodOf(rule.byDefault).en}. The change goes to the security log.`,
      )}
      width={680}
      form={form}
      initial={{ ...rule, validFrom: rule.validFrom ?? undefined, validTo: rule.validTo ?? undefined }}
      submit={text('保存并生效', 'Save and apply')}
      of={set}
      onClose={onClose}
      onSubmit={input =>
        set.mutate({
          params: { key: rule.key },
          body: {
            value: Number(input['value']),
            unit: chosen(unitWords, input['unit'], rule.unit),
            calendar: chosen(calendarWords, input['calendar'], rule.calendar),
            source: written(input['source']),
            confidence: chosen(confidenceWords, input['confidence'], rule.confidence),
            validFrom: input['validFrom'] ? written(input['validFrom']) : null,
            validTo: input['validTo'] ? written(input['validTo']) : null,
            openClocks: input['openClocks'] === 'recompute' ? 'recompute' : 'keep',
          },
        })
      }
    />
  )
}
