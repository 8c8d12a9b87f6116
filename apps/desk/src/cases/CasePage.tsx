import './case.css'
import { getCase, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { useRead } from '@fengqiao/ui'
import { Shown, Timeline } from '@fengqiao/ui/desk'
import { useEffect } from 'react'
import { useParams } from 'react-router'
import { useMay, useSession } from '../Session.tsx'
import { Actions } from './Actions.tsx'
import { CaseHead } from './CaseHead.tsx'
import { Cards, Clocks } from './Clocks.tsx'
import { Facts } from './Facts.tsx'
import { Letters, Links } from './Letters.tsx'
import { Panel } from './Panel.tsx'
import { wantsSuggestion } from './prefill.ts'
import { Similar } from './Similar.tsx'
import { SuggestionFor } from './Suggestion.tsx'
import { Summons } from './Summons.tsx'

export type CaseData = Reply<typeof getCase>

/** One layout for every procedure: what it is about, what happened, what can be done now. */
export default function CasePage() {
  const { id = '' } = useParams()
  const { watch } = useSession()
  useEffect(() => {
    watch(id)
    return () => watch(undefined)
  }, [id, watch])
  const found = useRead(getCase, { params: { id } }, { keep: false })
  return <Shown of={found}>{matter => <Whole key={matter.id} matter={matter} />}</Shown>
}

function Whole({ matter }: { matter: CaseData }) {
  const may = useMay()
  useEffect(() => {
    document.title = `${matter.number} ${matter.title}`
  }, [matter.number, matter.title])
  const open = !matter.final
  const deciding = wantsSuggestion(matter.actions)
  return (
    <article className="case" data-testid="case" data-step={matter.step.id} data-revision={matter.revision}>
      <CaseHead matter={matter} />
      <div className="case-grid">
        <div className="case-left fq-stack">
          <Facts matter={matter} />
          <Letters matter={matter} />
          <Links matter={matter} />
        </div>
        <div className="case-middle">
          <Panel title={text('办理经过', 'What happened')}>
            <Timeline entries={matter.timeline} />
          </Panel>
        </div>
        <div className="case-right fq-stack">
          {open && deciding && may('getSuggestion') ? <SuggestionFor matter={matter} /> : null}
          {open ? <Actions matter={matter} /> : null}
          <Summons matter={matter} />
          <Clocks matter={matter} />
          <Cards matter={matter} />
          {open && deciding ? <Similar matter={matter} /> : null}
        </div>
      </div>
    </article>
  )
}
