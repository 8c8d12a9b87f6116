import { type ReactNode, useEffect, useRef } from 'react'
import { useSay } from '../settings/settings.ts'
import { Icon } from './Icon.tsx'

let firstScreen = true

/**
 * One screen below home: a bar with the way back and the name of the screen. Names the document, and moves the focus to the
 * heading, so that a screen reader says where one has arrived.
 */
export function Page({ title, back = '#/', end, children }: { title: string; back?: string; end?: ReactNode; children: ReactNode }) {
  const say = useSay()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · ${say('枫桥', 'Fengqiao')}`
  }, [title, say])
  useEffect(() => {
    window.scrollTo(0, 0)
    if (!firstScreen) heading.current?.focus({ preventScroll: true })
    firstScreen = false
  }, [])
  return (
    <>
      <header className="bar page">
        <div>
          <a className="icon-button" href={back} aria-label={say('返回', 'Back')}>
            <Icon name="back" />
          </a>
          <h1 ref={heading} tabIndex={-1} className="grow">
            {title}
          </h1>
          {end}
        </div>
      </header>
      <main id="main" className="stack">
        {children}
      </main>
    </>
  )
}
