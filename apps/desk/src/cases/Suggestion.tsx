import { getSuggestion, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useLanguage, useRead, useText } from '@fengqiao/ui'
import { ActionForm, Button, Icon, ProblemNote, Shown } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { useAct } from './act.ts'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'
import { type Action, askedOfPeople, isDecision, isFull, prefill } from './prefill.ts'

type Suggested = Reply<typeof getSuggestion>

/** The machine's suggestion, its reasons, and one click to take it. A named person decides. */
export function SuggestionFor({ matter, onDone }: { matter: CaseData; onDone?: () => void }) {
  const found = useRead(getSuggestion, { params: { id: matter.id } })
  return (
    <Panel title={text('分拨建议', 'Suggestion')} className="fq-no-print case-suggestion" testId="suggestion">
      <Shown of={found} rows={3}>
        {suggestion => (
          <>
            <Reasons suggestion={suggestion} />
            {matter.actions
              .filter(isDecision)
              .slice(0, 1)
              .map(action => (
                <Accept key={action.id} matter={matter} action={action} suggestion={suggestion} {...(onDone ? { onDone } : {})} />
              ))}
          </>
        )}
      </Shown>
    </Panel>
  )
}

export function Confidence({ suggestion: { confidence, threshold } }: { suggestion: Pick<Suggested, 'confidence' | 'threshold'> }) {
  const say = useText()
  const percent = Math.round(confidence * 100)
  const sure = confidence >= threshold
  return (
    <div
      className="confidence"
      data-sure={sure || undefined}
      // A meter element cannot hold the bar and the line that it is drawn with.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- see above
      role="meter"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-label={say(
        text(
          `把握 ${percent}%，自动分拨线 ${Math.round(threshold * 100)}%`,
          `Confidence ${percent}%, automatic above ${Math.round(threshold * 100)}%`,
        ),
      )}
    >
      <span className="confidence-bar">
        <span style={{ width: `${percent}%` }} />
        <i style={{ left: `${threshold * 100}%` }} />
      </span>
      <span className="fq-num">{percent}%</span>
    </div>
  )
}

function Reasons({ suggestion }: { suggestion: Suggested }) {
  const say = useText()
  const { subject, grade, unit, why, reasons, rule, ranked } = suggestion
  const others = ranked.filter(one => one.subject.id !== subject?.id).slice(0, 3)
  return (
    <div className="fq-stack suggestion">
      <Confidence suggestion={suggestion} />
      <dl className="case-facts">
        <div>
          <dt>{say(text('分类', 'Subject'))}</dt>
          <dd>{subject ? say(subject.name) : say(text('拿不准，请人工判断', 'Not sure; please decide'))}</dd>
        </div>
        <div>
          <dt>{say(text('等级', 'Grade'))}</dt>
          <dd>{say(grade.name)}</dd>
        </div>
        <div>
          <dt>{say(text('单位', 'Unit'))}</dt>
          <dd>
            {unit ? say(unit.name) : '—'}
            {why ? <span className="fq-help suggestion-why">{say(why)}</span> : null}
          </dd>
        </div>
      </dl>
      {rule ? (
        <p className="fq-help">
          {say(text('按规则：', 'By rule: '))}
          {say(rule)}
        </p>
      ) : null}
      {reasons.length > 0 ? (
        <p className="fq-help">
          {say(text('起作用的词：', 'Words that weighed: '))}
          {reasons.slice(0, 6).map(({ words, weight }) => (
            <mark key={words} className="suggestion-word" data-against={weight < 0 || undefined}>
              {words}
            </mark>
          ))}
        </p>
      ) : null}
      {others.length > 0 ? (
        <p className="fq-help">
          {say(text('其次可能：', 'Otherwise: '))}
          {others.map(one => `${say(one.subject.name)} ${Math.round(one.confidence * 100)}%`).join(say(text('，', ', ')))}
        </p>
      ) : null}
    </div>
  )
}

function Accept({ matter, action, suggestion, onDone }: { matter: CaseData; action: Action; suggestion: Suggested; onDone?: () => void }) {
  const say = useText()
  const { language } = useLanguage()
  const act = useAct(matter)
  const [correcting, correct] = useState(false)
  const values = prefill(action.form, suggestion, text('按分拨建议办理', 'As suggested'), language)
  const full = isFull(action.form, values)
  const finished = (): void => {
    correct(false)
    onDone?.()
  }
  if (correcting || (!full && act.problem === undefined && suggestion.subject === null)) {
    return (
      <ActionForm
        form={askedOfPeople(action.form)}
        initial={values}
        submit={say(action.label)}
        busy={act.busy}
        problem={act.problem}
        onSubmit={input => act.send(action, withConfidence(action, values, input), finished)}
        onCancel={() => correct(false)}
        onRemedy={act.problem?.rule === 'version-conflict' ? act.lookAgain : undefined}
      />
    )
  }
  const taken = action.form.flatMap(({ kind, name, options, label }) =>
    kind === 'choice' && options && typeof values[name] === 'string' ? [`${say(label)}：${say(options[values[name]] ?? label)}`] : [],
  )
  return (
    <div className="suggestion-accept">
      {taken.length > 0 ? <p className="fq-help">{taken.join(' · ')}</p> : null}
      <div className="fq-row">
        <Button
          type="primary"
          icon={<Icon name="check" />}
          disabled={!full}
          loading={act.busy}
          onClick={() => act.send(action, values, finished)}
          data-testid="accept-suggestion"
        >
          {say(text(`采纳并${action.label.zh}`, `Accept: ${action.label.en.toLowerCase()}`))}
        </Button>
        <Button icon={<Icon name="edit" />} onClick={() => correct(true)} data-testid="correct-suggestion">
          {say(text('更正', 'Correct'))}
        </Button>
      </div>
      <div aria-live="assertive">{act.problem ? <Refused problem={act.problem} onAgain={act.lookAgain} /> : null}</div>
    </div>
  )
}

/** A correction keeps the confidence of the suggestion it was made against: that is what the figures learn from. */
function withConfidence(
  { form }: Action,
  values: Readonly<Record<string, unknown>>,
  input: Record<string, unknown>,
): Record<string, unknown> {
  const people = new Set(askedOfPeople(form).map(({ name }) => name))
  return { ...Object.fromEntries(Object.entries(values).filter(([name]) => !people.has(name))), ...input }
}

function Refused({ problem, onAgain }: { problem: NonNullable<ReturnType<typeof useAct>['problem']>; onAgain: () => void }) {
  return <ProblemNote problem={problem} onRetry={problem.rule === 'version-conflict' ? onAgain : undefined} />
}
