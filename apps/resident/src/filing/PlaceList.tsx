import { useState } from 'react'
import { Empty, Show } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { endpoints } from '../server/endpoints.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'

interface Found {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** Street, then community: the way to a place for whoever cannot or will not use a map. */
export function PlaceList({ onPick }: { onPick: (found: Found) => void }) {
  const say = useSay()
  const [street, setStreet] = useState<Found>()
  const query = street ? { level: 'community' as const, parent: street.code, limit: 100 } : { level: 'street' as const, limit: 100 }
  const loaded = useLoad(endpoints.listPlaces, { query })
  return (
    <div className="stack tight">
      {street && (
        <div className="row wrap">
          <button type="button" className="button quiet small" onClick={() => setStreet(undefined)}>
            <Icon name="back" size={18} />
            {say('换街道', 'Other street')}
          </button>
          <button type="button" className="button plain small" onClick={() => onPick(street)}>
            {say(`只选${street.zh}`, `Only ${street.en}`)}
          </button>
        </div>
      )}
      <Show loaded={loaded}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty icon="place">{say('没有可选的地点，请直接写地址', 'Nothing to choose from; please type the place')}</Empty>
          ) : (
            <ul className="card flush list">
              {rows.map(({ code, name }) => (
                <li key={code}>
                  <button type="button" className="line" onClick={() => (street ? onPick : setStreet)({ code, zh: name.zh, en: name.en })}>
                    <span className="grow">{say(name)}</span>
                    <Icon name="next" size={20} />
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </div>
  )
}
