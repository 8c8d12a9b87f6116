import type { locatePlace } from '@fengqiao/contract'
import { lazy, Suspense, useState } from 'react'
import { Bones, Note } from '../pieces/Feedback.tsx'
import { Input } from '../pieces/Field.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Sheet } from '../pieces/Sheet.tsx'
import { call, type Reply } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useSay } from '../settings/settings.ts'
import { editDraft } from './current-draft.ts'
import { devicePoint } from './device-point.ts'
import type { Draft, Point } from './draft.ts'
import { PlaceList } from './PlaceList.tsx'

const MapPick = lazy(() => import('./MapPick.tsx'))

type Located = Reply<typeof locatePlace>

/** The narrowest place that a point lies in, as the draft keeps it. */
function narrowest(located: Located): Draft['place'] {
  const found = located.site ?? located.cell ?? located.community ?? located.street
  const named = located.site ?? located.community ?? located.street ?? located.cell
  return found && named ? { code: found.code, zh: named.name.zh, en: named.name.en } : undefined
}

type Asking = 'none' | 'finding' | 'refused' | 'map' | 'list'

/** Where it happened: by position, on a map, from a list or in words. Any one is enough and none is ever required of the phone. */
export function Where({ draft, label, wrong }: { draft: Draft; label: string; wrong?: string | undefined }) {
  const say = useSay()
  const [asking, setAsking] = useState<Asking>('none')
  const [outside, setOutside] = useState(false)
  const choose = async (point: Point) => {
    editDraft({ point, place: undefined })
    const answer = await call(endpoints.locatePlace, { query: { lon: point[0], lat: point[1] } })
    if (!answer.ok) return
    const place = narrowest(answer.value)
    setOutside(!place)
    editDraft({ place })
  }
  const atDevice = async () => {
    setAsking('finding')
    const point = await devicePoint()
    if (point) await choose(point)
    setAsking(point ? 'none' : 'refused')
  }
  const { place, point } = draft
  return (
    <div className="stack tight">
      <Input
        id="where"
        label={label}
        wrong={wrong}
        autoComplete="street-address"
        maxLength={200}
        placeholder={say('如：渔歌里小区2栋楼下', 'e.g. Yuge Estate, block 2, ground floor')}
        value={draft.address}
        onChange={event => editDraft({ address: event.target.value })}
      />
      <div className="where-ways">
        <button type="button" onClick={() => void atDevice()} disabled={asking === 'finding'}>
          {asking === 'finding' ? <span className="spinner" /> : <Icon name="aim" />}
          {say('我的位置', 'My position')}
        </button>
        <button type="button" onClick={() => setAsking('map')}>
          <Icon name="map" />
          {say('地图上选', 'On a map')}
        </button>
        <button type="button" onClick={() => setAsking('list')}>
          <Icon name="list" />
          {say('选社区', 'From a list')}
        </button>
      </div>
      <div aria-live="polite" className="live stack tight">
        {asking === 'refused' && (
          <Note tone="care">
            {say(
              '没有拿到位置，不要紧：写地址、在地图上选或选社区都行。',
              'No position, and no harm: type it, choose on the map or from the list.',
            )}
          </Note>
        )}
        {(place || point) && (
          <Note tone="good" icon="place">
            <div className="row">
              <span className="grow">
                {place ? say(place) : say('已记下地图上的位置', 'The position on the map is noted')}
                {outside && !place && (
                  <span className="block small">
                    {say('不在本区范围内，我们会转给对应的地方', 'It lies outside the district; we will pass it on')}
                  </span>
                )}
              </span>
              <button
                type="button"
                className="icon-button"
                aria-label={say('去掉这个位置', 'Remove this position')}
                onClick={() => editDraft({ place: undefined, point: undefined })}
              >
                <Icon name="close" size={20} />
              </button>
            </div>
          </Note>
        )}
      </div>
      {asking === 'map' && (
        <Sheet title={say('拖动地图，让图钉指向那里', 'Move the map under the pin')} onClose={() => setAsking('none')}>
          <Suspense fallback={<Bones />}>
            <MapPick
              start={point}
              onPick={chosen => {
                setAsking('none')
                void choose(chosen)
              }}
              onList={() => setAsking('list')}
            />
          </Suspense>
        </Sheet>
      )}
      {asking === 'list' && (
        <Sheet title={say('选街道和社区', 'Choose street and community')} onClose={() => setAsking('none')}>
          <PlaceList
            onPick={found => {
              setAsking('none')
              setOutside(false)
              editDraft({ place: found, point: undefined })
            }}
          />
        </Sheet>
      )}
    </div>
  )
}
