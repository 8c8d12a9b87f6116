import { go } from '../navigate.ts'
import { TroubleNote } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLoad, useSend } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'

/** In the demo city only: step into one of its residents without a phone. */
export function DemoResidents() {
  const say = useSay()
  const { value } = useLoad(endpoints.listDemoDoors, nothing)
  const { run, busy, trouble } = useSend(endpoints.stepIn)
  const enter = async (resident: string) => {
    if ((await run({ body: { resident } })).ok) go('/me', 'replace')
  }
  if (!value || value.residents.length === 0) return null
  return (
    <section className="stack tight" aria-labelledby="demo">
      <h2 id="demo">{say('演示：以居民身份进入', 'Demo: step in as a resident')}</h2>
      <TroubleNote trouble={trouble} />
      <ul className="card flush list">
        {value.residents.slice(0, 6).map(({ id, name }) => (
          <li key={id}>
            <button type="button" className="line" disabled={busy} onClick={() => void enter(id)}>
              <Icon name="person" size={20} />
              <span className="grow">{name}</span>
              <Icon name="next" size={20} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
const nothing = {}
