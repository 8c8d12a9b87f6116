import { useEffect } from 'react'
import { go } from '../navigate.ts'
import { Bones } from '../pieces/Feedback.tsx'
import { Page } from '../pieces/Page.tsx'
import { useSay } from '../settings/settings.ts'
import { CheckStep } from './CheckStep.tsx'
import { openDraft, useDraft } from './current-draft.ts'
import { mainParts } from './main-door.ts'
import { TellStep } from './TellStep.tsx'

/** Second and third tap of a filing: tell it, then check and send. The first, the kind of service, was on the home screen. */
export default function FilingPage({ rest: [service = '', step] }: { rest: readonly string[] }) {
  const say = useSay()
  const { loaded, draft } = useDraft()
  const label = mainParts.service?.options?.[service]
  useEffect(() => {
    if (!label) go('/', 'replace')
    else if (loaded) openDraft(service)
  }, [loaded, service, label])
  const checking = step === 'check'
  return (
    <Page title={label ? say(label) : ''} back={checking ? `#/file/${service}` : '#/'} end={<Steps at={checking ? 3 : 2} />}>
      {!draft || draft.service !== service ? <Bones lines={5} /> : checking ? <CheckStep draft={draft} /> : <TellStep draft={draft} />}
    </Page>
  )
}

function Steps({ at }: { at: number }) {
  const say = useSay()
  return (
    <span className="chip number">
      <span aria-hidden="true">{at} / 3</span>
      <span className="unseen">{say(`第 ${at} 步，共 3 步`, `Step ${at} of 3`)}</span>
    </span>
  )
}
