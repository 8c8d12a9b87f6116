import type { Text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import type { ReactNode } from 'react'

/** Title of a page, one sentence on what it is for, and its own switches at the right. */
export function PageHead({ title, help, children }: { title: Text; help?: Text | undefined; children?: ReactNode }) {
  const say = useText()
  return (
    <header className="fq-page-head">
      <div>
        <h1>{say(title)}</h1>
        {help ? <p>{say(help)}</p> : null}
      </div>
      {children}
    </header>
  )
}
