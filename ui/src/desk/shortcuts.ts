import { useEffect, useRef } from 'react'

/** Whether a key goes into an input rather than to the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    target.closest('[role="dialog"],[role="application"],[role="combobox"]') !== null
  )
}

/** Keys pressed one after the other within a second, such as `g i`, or alone, such as `/`. */
export function useShortcuts(shortcuts: Readonly<Record<string, () => void>>): void {
  const held = useRef(shortcuts)
  useEffect(() => {
    held.current = shortcuts
  })
  useEffect(() => {
    let [first, at] = ['', 0]
    const pressed = (event: KeyboardEvent): void => {
      if (isTyping(event) || event.metaKey || event.ctrlKey || event.altKey) return
      const both = Date.now() - at < 1000 ? `${first} ${event.key}` : event.key
      const act = held.current[both] ?? held.current[event.key]
      ;[first, at] = act ? ['', 0] : [event.key, Date.now()]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', pressed)
    return () => window.removeEventListener('keydown', pressed)
  }, [])
}
