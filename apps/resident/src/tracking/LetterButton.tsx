import { useState } from 'react'
import { TroubleNote } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import type { Trouble } from '../server/call.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import { fetchLetter, type Letter, type Source } from './source.ts'

/** Saves a letter as PDF. Fetched with the code in a header, so a link to it cannot leak. */
export function LetterButton({ letter, source, line }: { letter: Letter; source: Source; line?: boolean }) {
  const say = useSay()
  const { language } = useSettings()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>()
  if (source.kind !== 'code') return null
  const fetchIt = async () => {
    setBusy(true)
    setTrouble(undefined)
    const answer = await fetchLetter(source.code, letter.id, language)
    setBusy(false)
    if (!answer.ok) return setTrouble(answer.trouble)
    const address = URL.createObjectURL(answer.value)
    const anchor = document.createElement('a')
    anchor.href = address
    anchor.download = `${letter.label[language]}.pdf`
    anchor.click()
    setTimeout(() => URL.revokeObjectURL(address), 30_000)
  }
  return (
    <>
      <button type="button" className={line ? 'line' : 'button quiet small'} disabled={busy} onClick={() => void fetchIt()}>
        {busy ? <span className="spinner" /> : <Icon name="letter" size={20} />}
        <span className={line ? 'grow' : ''}>{say(letter.label)}</span>
        {line && <span className="soft small">PDF</span>}
      </button>
      <TroubleNote trouble={trouble} />
    </>
  )
}
