import { getSimilarCases } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useRead, useText } from '@fengqiao/ui'
import { Button, Popconfirm, ProblemNote, Shown } from '@fengqiao/ui/desk'
import { Link } from 'react-router'
import { useAct } from './act.ts'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'

/** Matters that say the same. Merging takes the action that asks for another case; all reporters are kept informed. */
export function Similar({ matter, onDone }: { matter: CaseData; onDone?: () => void }) {
  const say = useText()
  const found = useRead(getSimilarCases, { params: { id: matter.id } })
  const act = useAct(matter)
  const merge = matter.actions.find(({ form, to }) => to !== null && form.some(field => field.kind === 'case' && field.required))
  const slot = merge?.form.find(field => field.kind === 'case')?.name
  return (
    <Panel title={text('相似事项', 'Similar matters')} className="fq-no-print" testId="similar">
      <Shown of={found} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="fq-muted">{say(text('附近没有内容相近的在办事项。', 'No open matter nearby says the same.'))}</p>
          ) : (
            <ul className="case-clocks">
              {rows.map(({ case: other, score, shared }) => (
                <li key={other.id}>
                  <div className="fq-spread">
                    <Link to={`/cases/${other.id}`}>{other.title}</Link>
                    <span className="fq-chip" data-tone="soon">
                      {say(text(`相似 ${Math.round(score * 100)}%`, `${Math.round(score * 100)}% alike`))}
                    </span>
                  </div>
                  <p className="fq-help">
                    {other.number} · {say(other.place.name)} · {say(other.step.name)}
                  </p>
                  {shared.length > 0 ? (
                    <p className="fq-help">
                      {say(text('相同之处：', 'In common: '))}
                      {shared.slice(0, 6).map(word => (
                        <mark key={word} className="suggestion-word">
                          {word}
                        </mark>
                      ))}
                    </p>
                  ) : null}
                  {merge && slot ? (
                    <Popconfirm
                      title={say(text('并入这一件？', 'Merge into this one?'))}
                      description={say(text('两边的反映人都会收到后续进展。', 'Everyone who reported either will hear how it goes on.'))}
                      okText={say(merge.label)}
                      cancelText={say(text('取消', 'Cancel'))}
                      onConfirm={() => act.send(merge, { [slot]: other.id }, onDone)}
                    >
                      <Button size="small" loading={act.busy} data-testid="merge">
                        {say(text('并入此件', 'Merge into this'))}
                      </Button>
                    </Popconfirm>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <div aria-live="assertive">{act.problem ? <ProblemNote problem={act.problem} onRetry={act.lookAgain} /> : null}</div>
    </Panel>
  )
}
