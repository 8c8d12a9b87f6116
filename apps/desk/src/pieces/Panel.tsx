import './pieces.css'
import type { Text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import { type ReactNode, useId } from 'react'

/** A titled sheet. `flush` when a table fills it to its edges. */
export function Panel({ title, end, flush = false, children }: { title: Text; end?: ReactNode; flush?: boolean; children: ReactNode }) {
  const say = useText()
  const id = useId()
  return (
    <section className="fq-panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{say(title)}</h2>
        {end}
      </header>
      {flush ? children : <div className="fq-panel-body">{children}</div>}
    </section>
  )
}

/** Facts as label and value, two columns where there is room. Empty values are left out. */
export function Facts({ of }: { of: readonly (readonly [Text, ReactNode])[] }) {
  const say = useText()
  return (
    <dl className="desk-facts">
      {of
        .filter(([, value]) => value !== undefined && value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label.en}>
            <dt>{say(label)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
