import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useSay } from '../settings/settings.ts'
import { Icon } from './Icon.tsx'

/** A sheet over the screen (the browser's own dialog: keeps the focus, closes on Escape and on the back drop). */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const say = useSay()
  const id = useId()
  const sheet = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opened = sheet.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  useEffect(() => {
    const opened = sheet.current
    const beside = (event: MouseEvent) => event.target === opened && onClose()
    const cancelled = (event: Event) => {
      event.preventDefault()
      onClose()
    }
    opened?.addEventListener('click', beside)
    opened?.addEventListener('cancel', cancelled)
    return () => {
      opened?.removeEventListener('click', beside)
      opened?.removeEventListener('cancel', cancelled)
    }
  }, [onClose])
  return (
    <dialog ref={sheet} aria-labelledby={id}>
      <div className="inside">
        <div className="row">
          <h2 id={id} className="grow">
            {title}
          </h2>
          <button type="button" className="icon-button" onClick={onClose} aria-label={say('关闭', 'Close')}>
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
