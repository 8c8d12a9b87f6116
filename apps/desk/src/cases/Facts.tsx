import { getProcedure, type PurposeId, purposes, unmaskCase } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { MapView, useLanguage, useRead, useText, useWrite } from '@fengqiao/ui'
import { Button, Checkbox, ErrorNote, Icon, Input, Modal, Select, ValueView } from '@fengqiao/ui/desk'
import { useMemo, useState } from 'react'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'
import { useWeighty } from './weighty.ts'

type Value = CaseData['values'][number]

/** What was told, masked until somebody says why they must see it. What was unmasked stays clear only on this page. */
export function Facts({ matter }: { matter: CaseData }) {
  const say = useText()
  const [clear, setClear] = useState<readonly Value[]>([])
  const [asking, setAsking] = useState(false)
  const words = useWeighty(matter.id)
  const shown = matter.values.map(value => clear.find(({ field }) => field === value.field) ?? value)
  const { told, later } = useTold(matter, shown)
  const masked = shown.filter(value => value.masked)
  const pins = useMemo(() => (matter.point ? [{ id: matter.id, point: matter.point }] : []), [matter.point, matter.id])
  return (
    <Panel
      title={text('事项情况', 'The matter')}
      extra={
        masked.length > 0 ? (
          <Button size="small" icon={<Icon name="show" />} onClick={() => setAsking(true)} data-testid="unmask">
            {say(text('查看明文', 'Unmask'))}
          </Button>
        ) : null
      }
    >
      <dl className="case-facts">
        {matter.subject ? (
          <div>
            <dt>{say(text('分类', 'Subject'))}</dt>
            <dd>{say(matter.subject.name)}</dd>
          </div>
        ) : null}
        {told.map(value => (
          <Fact key={value.field} value={value} words={words} />
        ))}
      </dl>
      {later.length > 0 ? (
        <details className="case-later">
          <summary>{say(text(`办理中形成的内容（${later.length}）`, `Added while it was handled (${later.length})`))}</summary>
          <dl className="case-facts">
            {later.map(value => (
              <Fact key={value.field} value={value} words={words} />
            ))}
          </dl>
        </details>
      ) : null}
      {matter.point ? (
        <div className="case-map fq-no-print">
          <MapView
            label={text('事项位置', 'Where it is')}
            pins={pins}
            centre={matter.point}
            zoom={14}
            height={200}
            levels={['street', 'community', 'cell']}
          />
        </div>
      ) : null}
      {asking ? (
        <Unmask
          id={matter.id}
          fields={masked}
          onClose={() => setAsking(false)}
          onClear={values => {
            setClear(before => [...before.filter(one => !values.some(value => value.field === one.field)), ...values])
            setAsking(false)
          }}
        />
      ) : null}
    </Panel>
  )
}

/** What the opening form asked comes first and in its order; what came later also stands in the timeline. */
function useTold(matter: CaseData, shown: readonly Value[]): { told: readonly Value[]; later: readonly Value[] } {
  const { data } = useRead(getProcedure, { params: { id: matter.procedure } }, { staleTime: Number.POSITIVE_INFINITY })
  const opening = data?.actions.find(({ from }) => from.includes('start'))?.form.map(({ name }) => name)
  if (!opening) return { told: shown, later: [] }
  const title = shown.find(({ shown: value }) => value === matter.title)?.field
  const subject = matter.subject ? shown.find(({ kind }) => kind === 'subject')?.field : undefined
  const rest = shown.filter(({ field }) => field !== title && field !== subject)
  return {
    told: rest.filter(({ field }) => opening.includes(field)).toSorted((a, b) => opening.indexOf(a.field) - opening.indexOf(b.field)),
    later: rest.filter(({ field }) => !opening.includes(field)),
  }
}

function Fact({ value, words }: { value: Value; words: readonly string[] }) {
  const say = useText()
  return (
    <div data-long={value.kind === 'longText' || undefined} data-testid={`value-${value.field}`}>
      <dt>{say(value.label)}</dt>
      <dd>
        <ValueView value={value} highlight={words} />
      </dd>
    </div>
  )
}

function Unmask({
  id,
  fields,
  onClose,
  onClear,
}: {
  id: string
  fields: readonly Value[]
  onClose: () => void
  onClear: (values: readonly Value[]) => void
}) {
  const say = useText()
  const { language } = useLanguage()
  const [chosen, choose] = useState<readonly string[]>(fields.map(({ field }) => field))
  const [purpose, setPurpose] = useState<PurposeId>('handleMatter')
  const [reason, setReason] = useState('')
  const unmask = useWrite(unmaskCase, { onDone: ({ values }) => onClear(values) })
  const ready = chosen.length > 0 && reason.trim().length >= 4
  return (
    <Modal
      open
      onCancel={onClose}
      title={say(text('查看个人信息明文', 'See personal data in clear'))}
      okText={say(text('查看并留痕', 'Show and record'))}
      cancelText={say(text('取消', 'Cancel'))}
      confirmLoading={unmask.isPending}
      okButtonProps={{ disabled: !ready }}
      onOk={() => unmask.mutate({ params: { id }, body: { fields: [...chosen], purpose, reason: reason.trim() } })}
    >
      <p className="case-unmask-note">
        <Icon name="safety" />{' '}
        {say(
          text(
            '您的岗位、时间、目的和事由会被记录，本人可以查到。',
            'Your post, the time, the purpose and the reason are recorded, and the person can see them.',
          ),
        )}
      </p>
      <div className="fq-stack">
        <div className="fq-field">
          <span id="unmask-fields">{say(text('查看哪些内容', 'What to see'))}</span>
          <Checkbox.Group
            aria-labelledby="unmask-fields"
            value={[...chosen]}
            onChange={next => choose(next)}
            options={fields.map(({ field, label }) => ({ value: field, label: label[language] }))}
          />
        </div>
        <div className="fq-field">
          <label htmlFor="unmask-purpose">{say(text('目的', 'Purpose'))}</label>
          <Select
            id="unmask-purpose"
            value={purpose}
            onChange={setPurpose}
            options={(Object.keys(purposes) as PurposeId[]).map(key => ({ value: key, label: say(purposes[key]) }))}
          />
        </div>
        <div className="fq-field">
          <label htmlFor="unmask-reason">{say(text('事由（至少四个字）', 'Reason (at least four characters)'))}</label>
          <Input.TextArea
            id="unmask-reason"
            value={reason}
            onChange={event => setReason(event.target.value)}
            maxLength={300}
            autoSize={{ minRows: 2 }}
            placeholder={say(text('例如：电话联系核实积水位置', 'For instance: phoning to check where the water stands'))}
          />
        </div>
        <div aria-live="assertive">{unmask.error ? <ErrorNote error={unmask.error} /> : null}</div>
      </div>
    </Modal>
  )
}
