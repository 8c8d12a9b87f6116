import { text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { ActionForm, Button, Icon } from '@fengqiao/ui/desk'
import { useState } from 'react'
import { useSession } from '../Session.tsx'
import { useAct } from './act.ts'
import type { CaseData } from './CasePage.tsx'
import { Panel } from './Panel.tsx'
import { type Action, askedOfPeople } from './prefill.ts'

/** What the current post can do now: those that move the case first, those that turn it down last. */
export function Actions({ matter }: { matter: CaseData }) {
  const say = useText()
  const [chosen, choose] = useState<Action | undefined>(undefined)
  const act = useAct(matter)
  const { post } = useSession()
  const holds = matter.holder?.unit.id === post?.unit && matter.holder?.role.id === post?.role
  const sorted = matter.actions.toSorted((a, b) => weight(a) - weight(b))
  const gone = chosen !== undefined && !matter.actions.some(({ id }) => id === chosen.id)
  const pick = (action: Action): void => {
    act.forget()
    choose(chosen?.id === action.id ? undefined : action)
  }
  return (
    <Panel title={text('现在可以办', 'What I can do now')} className="fq-no-print case-actions" testId="actions">
      {sorted.length === 0 && !chosen ? (
        <p className="fq-muted">
          {matter.holder
            ? say(
                text(
                  `现由${matter.holder.unit.name.zh}的${matter.holder.role.name.zh}办理，您的岗位可以查看。`,
                  `It is with the ${matter.holder.role.name.en.toLowerCase()} at ${matter.holder.unit.name.en}; your post may look.`,
                ),
              )
            : say(text('您的岗位可以查看此事项。', 'Your post may look at this matter.'))}
        </p>
      ) : null}
      <div className="case-buttons">
        {sorted.map((action, index) => (
          <Button
            key={action.id}
            type={holds && index === 0 && !action.adverse && action.to !== null && !chosen ? 'primary' : 'default'}
            danger={action.adverse}
            aria-expanded={chosen?.id === action.id}
            className={chosen?.id === action.id ? 'case-chosen' : undefined}
            onClick={() => pick(action)}
            data-testid={`action-${action.id}`}
          >
            {say(action.label)}
          </Button>
        ))}
      </div>
      {chosen ? (
        <section className="case-form" aria-label={say(chosen.label)}>
          <h3>
            {say(chosen.label)}
            {chosen.to ? (
              <span className="fq-help">
                {' '}
                <Icon name="right" /> {say(chosen.to.name)}
              </span>
            ) : null}
          </h3>
          {gone ? (
            <p className="fq-problem">
              {say(
                text(
                  '此动作现在不能再办：事项有了新的变化。您填写的内容仍在下方，可复制备用。',
                  'This can no longer be done: the matter has moved on. What you typed is still below for you to copy.',
                ),
              )}
            </p>
          ) : null}
          {chosen.adverse ? (
            <p className="case-adverse">
              {say(
                text(
                  '此决定对当事人不利：系统会同时出具文书，写明救济途径和期限。',
                  'This decision goes against somebody: a letter with the remedy and its time limit goes out with it.',
                ),
              )}
            </p>
          ) : null}
          <ActionForm
            key={chosen.id}
            form={askedOfPeople(chosen.form)}
            submit={say(chosen.label)}
            danger={chosen.adverse}
            busy={act.busy}
            problem={act.problem}
            asked={field => `${matter.procedure}.${field}`}
            onSubmit={input => act.send(chosen, input, () => choose(undefined))}
            onCancel={() => choose(undefined)}
            onRemedy={act.problem?.rule === 'version-conflict' ? act.lookAgain : undefined}
          />
        </section>
      ) : null}
    </Panel>
  )
}

const weight = ({ to, adverse }: Action): number => (adverse ? 2 : to ? 0 : 1)
