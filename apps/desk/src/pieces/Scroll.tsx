import type { Text } from '@fengqiao/kernel'
import { useText } from '@fengqiao/ui'
import type { ReactNode } from 'react'

/** A box that scrolls by itself, reachable by keyboard and named for those who cannot see it. */
export function Scroll({ label, className, children }: { label: Text; className: string; children: ReactNode }) {
  const say = useText()
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className={className} tabIndex={0} aria-label={say(label)}>
      {children}
    </section>
  )
}
