import { useState } from 'react'
import { devicePoint } from '../filing/device-point.ts'
import type { Point } from '../filing/draft.ts'
import { PlaceList } from '../filing/PlaceList.tsx'
import { Empty, Note, Show } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { Page } from '../pieces/Page.tsx'
import { call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useLoad } from '../server/use-load.ts'
import { useSay } from '../settings/settings.ts'

/** Where one can go and speak to somebody; works without giving one's position. */
export default function StationPage() {
  const say = useSay()
  const [point, setPoint] = useState<Point>()
  const [asking, setAsking] = useState<'idle' | 'finding' | 'refused'>('idle')
  const find = async () => {
    setAsking('finding')
    const here = await devicePoint()
    setPoint(here)
    setAsking(here ? 'idle' : 'refused')
  }
  const pick = async ({ code }: { code: string }) => {
    const answer = await call(endpoints.getPlace, { params: { code } })
    const centre = answer.ok ? answer.value.centre : null
    if (centre) setPoint([centre.lon, centre.lat])
    setAsking('idle')
  }
  return (
    <Page title={say('最近的驿站', 'Nearest station')}>
      {point ? (
        <Stations point={point} onOther={() => setPoint(undefined)} />
      ) : (
        <>
          <button type="button" className="button wide" disabled={asking === 'finding'} onClick={() => void find()}>
            {asking === 'finding' ? <span className="spinner" /> : <Icon name="aim" />}
            {say('用我的位置找', 'Use my position')}
          </button>
          {asking === 'refused' && (
            <Note tone="care">{say('没有拿到位置，请在下面选社区。', 'No position; please choose a community below.')}</Note>
          )}
          <h2>{say('或者选您在的地方', 'Or choose where you are')}</h2>
          <PlaceList onPick={found => void pick(found)} />
        </>
      )}
    </Page>
  )
}

function Stations({ point: [lon, lat], onOther }: { point: Point; onOther: () => void }) {
  const say = useSay()
  const loaded = useLoad(endpoints.nearestStations, { query: { lon, lat, limit: 5 } })
  return (
    <>
      <Show loaded={loaded}>
        {({ stations }) =>
          stations.length === 0 ? (
            <Empty icon="place">{say('附近没有驿站', 'No station nearby')}</Empty>
          ) : (
            <ul className="stack">
              {stations.map(station => (
                <li key={station.unit} className="card stack tight">
                  <div className="row">
                    <h2 className="grow">{say(station.name)}</h2>
                    <span className="chip number">{sayMetres(station.metres, say)}</span>
                  </div>
                  <p>{say(station.address)}</p>
                  <p className="soft small">{sayHours(station.hours, say)}</p>
                  <a className="button quiet" href={`tel:${station.phone}`}>
                    <Icon name="phone" size={20} />
                    <span className="number">{station.phone}</span>
                  </a>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
      <button type="button" className="button plain wide" onClick={onOther}>
        {say('换个地方找', 'Search elsewhere')}
      </button>
    </>
  )
}

const sayMetres = (metres: number, say: (zh: string, en: string) => string) => {
  const rounded = metres < 1000 ? Math.max(10, Math.round(metres / 10) * 10) : Math.round(metres / 100) / 10
  return metres < 1000 ? say(`约 ${rounded} 米`, `about ${rounded} m`) : say(`约 ${rounded} 公里`, `about ${rounded} km`)
}

/** Hours as the roster has them; the round-the-clock ones said in words. */
const sayHours = (hours: string, say: (zh: string, en: string) => string) =>
  /^(00:00-24:00|24h?|24小时)$/.test(hours) ? say('全天开放', 'Open day and night') : say(`开放时间：${hours}`, `Open ${hours}`)
