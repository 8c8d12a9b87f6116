import './triage.css'
import { getTriage, type Reply, retrainTriage, setThreshold } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatTime, useRead, useText, useWrite } from '@fengqiao/ui'
import { Button, ErrorNote, Icon, Progress, Shown, Slider, Switch, useNotify } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { Panel } from '../cases/Panel.tsx'
import { useMay } from '../Session.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { Models } from './Models.tsx'

type Triage = Reply<typeof getTriage>

/** When matters go out by themselves, and by which model: the duty commander signs for both. */
export default function AutomaticPage() {
  const found = useRead(getTriage, {}, { every: 15_000 })
  return (
    <>
      <PageHead
        title={text('自动分拨', 'Automatic dispatch')}
        help={text(
          '把握高于这条线的事项由系统直接分拨，其余等人研判。收到的单位仍可提出异议，每次更正都会用于改进。',
          'Matters surer than this line go out by themselves; the rest wait for a person. The receiving unit may still object, and every correction teaches.',
        )}
      />
      <Shown of={found}>
        {triage => (
          <div className="settings-grid">
            <div className="fq-stack">
              <Threshold key={`${triage.threshold}/${triage.automatic}`} triage={triage} />
              <Lately triage={triage} />
            </div>
            <ModelsPanel triage={triage} />
          </div>
        )}
      </Shown>
    </>
  )
}

function Threshold({ triage }: { triage: Triage }) {
  const say = useText()
  const may = useMay()('setThreshold')
  const notify = useNotify()
  const [automatic, setAutomatic] = useState(triage.automatic)
  const [threshold, setLine] = useState(triage.threshold)
  const save = useWrite(setThreshold, {
    stale: ['getTriage', 'listQueue'],
    onDone: () => notify.done(say(text('已保存并记录签发人', 'Saved and signed'))),
  })
  const changed = automatic !== triage.automatic || threshold !== triage.threshold
  return (
    <Panel title={text('自动分拨线', 'The line')}>
      <div className="fq-stack">
        <div className="fq-row">
          <Switch
            id="automatic"
            checked={automatic}
            onChange={setAutomatic}
            disabled={!may}
            aria-label={say(text('开启自动分拨', 'Automatic dispatch'))}
          />
          <label htmlFor="automatic">
            {say(
              automatic
                ? text('自动分拨已开启', 'Automatic dispatch is on')
                : text('自动分拨已关闭，全部由人工研判', 'Automatic dispatch is off; people decide everything'),
            )}
          </label>
        </div>
        <div>
          <span id="threshold-label">
            {say(text('把握不低于', 'Confidence of at least'))} <strong className="fq-num">{Math.round(threshold * 1000) / 10}%</strong>
          </span>
          <Slider
            min={0.5}
            max={1}
            step={0.005}
            value={threshold}
            onChange={setLine}
            disabled={!may || !automatic}
            tooltip={{ formatter: value => `${Math.round((value ?? 0) * 1000) / 10}%` }}
            ariaLabelledByForHandle="threshold-label"
          />
        </div>
        <p className="fq-help">
          {triage.setBy && triage.setAt
            ? say(
                text(`由 ${triage.setBy} 于 ${formatTime(triage.setAt)} 签发`, `Signed by ${triage.setBy} at ${formatTime(triage.setAt)}`),
              )
            : say(text('尚未由指挥长签发，使用默认值', 'Not yet signed by a commander; the default applies'))}
        </p>
        {save.error ? <ErrorNote error={save.error} /> : null}
        {may ? (
          <div>
            <Button
              type="primary"
              disabled={!changed}
              loading={save.isPending}
              onClick={() => save.mutate({ body: { threshold, automatic } })}
            >
              {say(text('签发', 'Sign'))}
            </Button>
          </div>
        ) : (
          <p className="fq-help">{say(text('只有值班指挥长可以更改。', 'Only the duty commander may change this.'))}</p>
        )}
      </div>
    </Panel>
  )
}

function Lately({ triage: { lately, corrections } }: { triage: Triage }) {
  const say = useText()
  const all = lately.automatic + lately.byHand
  const figures = [
    [text('自动分拨', 'By itself'), lately.automatic],
    [text('人工分拨', 'By hand'), lately.byHand],
    [text('被提出异议', 'Objected to'), lately.objected],
    [text('待学习的确认件', 'Confirmed, not yet learnt'), corrections],
  ] as const
  return (
    <Panel title={text('近期效果', 'Lately')}>
      <dl className="figures">
        {figures.map(([label, value]) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="fq-help">
        {all > 0
          ? say(
              text(
                `分拨后未被异议的比例 ${percent(1 - lately.objected / all)}（${all - lately.objected} / ${all}）`,
                `${percent(1 - lately.objected / all)} stood without objection (${all - lately.objected} of ${all})`,
              ),
            )
          : say(text('近期还没有分拨过事项。', 'Nothing was dispatched lately.'))}
      </p>
    </Panel>
  )
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`

function ModelsPanel({ triage }: { triage: Triage }) {
  const say = useText()
  const may = useMay()('retrainTriage')
  const retrain = useWrite(retrainTriage, { stale: ['getTriage'] })
  const { job } = triage
  return (
    <Panel
      title={text('分类模型', 'Models')}
      extra={
        may ? (
          <Button
            size="small"
            icon={<Icon name="reload" />}
            loading={retrain.isPending}
            disabled={job.state === 'running'}
            onClick={() => retrain.mutate({})}
          >
            {say(text('用已确认的事项重新训练', 'Train from confirmed matters'))}
          </Button>
        ) : null
      }
    >
      <div aria-live="polite">
        {job.state === 'running' ? (
          <p>
            {say(text('正在训练，完成后会等待批准…', 'Training; it will wait for approval…'))}
            <Progress percent={Math.round(job.progress * 100)} aria-label={say(text('训练进度', 'Training progress'))} />
          </p>
        ) : null}
        {job.state === 'failed' ? (
          <p className="fq-problem">{job.error ?? say(text('训练没有完成，请重试', 'Training did not finish; try again'))}</p>
        ) : null}
        {retrain.error ? <ErrorNote error={retrain.error} /> : null}
      </div>
      <Models models={triage.models} />
    </Panel>
  )
}
