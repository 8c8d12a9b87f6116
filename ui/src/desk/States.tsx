import type { Problem } from '@fengqiao/contract'
import { type Text, text } from '@fengqiao/kernel'
import type { UseQueryResult } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage, useText } from '../Language.tsx'
import { problemOf, remedyOf, remedyWords } from '../problem.ts'
import { Icon, type IconName } from './Icon.tsx'

/** Owns the three states in which a page has nothing to show yet, each of which says what to do next. */

export function Loading({ rows = 6 }: { rows?: number }) {
  const say = useText()
  return (
    <output aria-label={say(text('正在读取', 'Loading'))} className="fq-state-pad">
      <Skeleton active title={false} paragraph={{ rows }} />
    </output>
  )
}

export function Empty({ title, help, icon = 'inbox', children }: { title: Text; help: Text; icon?: IconName; children?: ReactNode }) {
  const say = useText()
  return (
    <div className="fq-empty" aria-live="polite">
      <span className="fq-empty-icon">
        <Icon name={icon} />
      </span>
      <p className="fq-empty-title">{say(title)}</p>
      <p className="fq-empty-help">{say(help)}</p>
      {children}
    </div>
  )
}

/** A "no" with its ground and what would help. Announced at once to a screen reader. */
export function ProblemNote({ problem, onRetry, action }: { problem: Problem; onRetry?: (() => void) | undefined; action?: ReactNode }) {
  const say = useText()
  const remedy = remedyOf(problem)
  return (
    <div className="fq-problem" role="alert" data-testid="problem" data-rule={problem.rule}>
      <Icon name="warning" />
      <div>
        <p className="fq-problem-title">{problem.title}</p>
        {problem.detail && problem.detail !== problem.title ? <p>{problem.detail}</p> : null}
        {problem.help && problem.help !== problem.detail ? <p>{problem.help}</p> : null}
        {problem.source ? (
          <p className="fq-muted">
            {say(text('依据：', 'Ground: '))}
            {problem.source}
          </p>
        ) : null}
        {onRetry && (remedy === 'retry' || remedy === 'lookAgain') ? (
          <Button size="small" onClick={onRetry}>
            {say(remedyWords[remedy])}
          </Button>
        ) : null}
        {action}
      </div>
    </div>
  )
}

export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { language } = useLanguage()
  return <ProblemNote problem={problemOf(error, language)} onRetry={onRetry} />
}

/** Shows a read in whichever state it is; what was read before stays on the screen when reading again fails. */
export function Shown<T>({ of, rows, children }: { of: UseQueryResult<T>; rows?: number; children: (data: T) => ReactNode }) {
  const failed = of.error ? <ErrorNote error={of.error} onRetry={() => void of.refetch()} /> : null
  if (of.data !== undefined) {
    return (
      <>
        {failed}
        {children(of.data)}
      </>
    )
  }
  return failed ?? <Loading rows={rows ?? 6} />
}
