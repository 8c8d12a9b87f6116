import { decideModel, type getTriage, type Reply } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import { formatTime, useText, useWrite } from '@fengqiao/ui'
import { Button, Empty, ErrorNote } from '@fengqiao/ui/desk'
import { useMay } from '../Session.tsx'

type Model = Reply<typeof getTriage>['models'][number]
type Figures = Model['figures']

const states: Readonly<Record<Model['state'], { readonly label: Text; readonly tone: string }>> = {
  proposed: { label: text('等待批准', 'Waits for approval'), tone: 'soon' },
  active: { label: text('使用中', 'In use'), tone: 'good' },
  retired: { label: text('已停用', 'Retired'), tone: 'plain' },
  rejected: { label: text('未批准', 'Rejected'), tone: 'plain' },
}

const figures: readonly { readonly key: keyof Omit<Figures, 'rows'>; readonly label: Text }[] = [
  { key: 'accuracy', label: text('准确率', 'Accuracy') },
  { key: 'macroF1', label: text('各类平均 F1', 'Macro F1') },
  { key: 'coverage', label: text('可自动分拨的比例', 'Share above the line') },
  { key: 'precision', label: text('其中正确的比例', 'Right among those') },
]

/** Each model on the same held-out matters, before and after; a person approves. */
export function Models({ models }: { models: readonly Model[] }) {
  const say = useText()
  const may = useMay()('decideModel')
  const decide = useWrite(decideModel, { stale: ['getTriage', 'listQueue', 'getSuggestion'] })
  if (models.length === 0)
    return (
      <Empty
        icon="chart"
        title={text('还没有模型', 'No model yet')}
        help={text(
          '积累了已确认的事项后即可训练；在此之前按职责清单和规则分拨。',
          'Train one once matters were confirmed; until then the duty list and the rules decide.',
        )}
      />
    )
  return (
    <div className="models">
      {decide.error ? <ErrorNote error={decide.error} /> : null}
      {models.map(model => (
        <section key={model.id} className="model" data-state={model.state} aria-label={model.id}>
          <div className="fq-spread">
            <strong>
              {say(
                text(
                  `${formatTime(model.trainedAt)} 训练，${model.rows} 件`,
                  `Trained ${formatTime(model.trainedAt)} on ${model.rows} matters`,
                ),
              )}
            </strong>
            <span className="fq-chip" data-tone={states[model.state].tone}>
              {say(states[model.state].label)}
            </span>
          </div>
          <table>
            <thead>
              <tr>
                <th scope="col">{say(text(`留出的 ${model.figures.rows} 件`, `${model.figures.rows} held out`))}</th>
                <th scope="col">{say(text('本模型', 'This model'))}</th>
                {model.before ? <th scope="col">{say(text('现用模型', 'In use'))}</th> : null}
                {model.before ? <th scope="col">{say(text('变化', 'Change'))}</th> : null}
              </tr>
            </thead>
            <tbody>
              {figures.map(({ key, label }) => (
                <tr key={key}>
                  <th scope="row">{say(label)}</th>
                  <td>{percent(model.figures[key])}</td>
                  {model.before ? <td>{percent(model.before[key])}</td> : null}
                  {model.before ? <td>{change(model.figures[key] - model.before[key])}</td> : null}
                </tr>
              ))}
            </tbody>
          </table>
          {model.state === 'proposed' && may ? (
            <div className="fq-row">
              <Button
                type="primary"
                loading={decide.isPending}
                onClick={() => decide.mutate({ params: { id: model.id }, body: { approve: true } })}
              >
                {say(text('批准启用', 'Approve'))}
              </Button>
              <Button
                danger
                loading={decide.isPending}
                onClick={() => decide.mutate({ params: { id: model.id }, body: { approve: false } })}
              >
                {say(text('不批准', 'Reject'))}
              </Button>
            </div>
          ) : null}
          {model.decidedBy && model.decidedAt ? (
            <p className="fq-help">
              {say(
                text(
                  `${model.decidedBy} 于 ${formatTime(model.decidedAt)} 决定`,
                  `Decided by ${model.decidedBy} at ${formatTime(model.decidedAt)}`,
                ),
              )}
            </p>
          ) : null}
        </section>
      ))}
    </div>
  )
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`
const change = (by: number): string => `${by >= 0 ? '+' : '−'}${Math.abs(by * 100).toFixed(1)}`
