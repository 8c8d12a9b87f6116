import type { Text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { type ReactNode, useId } from 'react'

export function Panel({
  title,
  extra,
  children,
  className = '',
  testId,
}: {
  title: Text
  extra?: ReactNode
  children: ReactNode
  className?: string
  testId?: string
}) {
  const say = useText()
  const id = useId()
  return (
    <section className={`fq-panel ${className}`} aria-labelledby={id} data-testid={testId}>
      <header>
        <h2 id={id}>{say(title)}</h2>
        {extra}
      </header>
      <div className="fq-panel-body">{children}</div>
    </section>
  )
}
