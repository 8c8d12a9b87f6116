import type { Text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import type { ReactNode } from 'react'

/** A box that scrolls by itself, reachable by keyboard and named for those who cannot see it. */
export function Scroll({ label, className, children }: { label: Text; className: string; children: ReactNode }) {
  const say = useText()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={className} tabIndex={0} aria-label={say(label)}>
      {children}
    </section>
  )
}
