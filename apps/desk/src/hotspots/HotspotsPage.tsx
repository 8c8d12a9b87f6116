import './hotspots.css'
import { listHotspots, type Reply } from '@fengqiao/contract'
import { text } from '@fengqiao/kernel'
import { formatDate, MapView, useRead, useText } from '@fengqiao/ui'
import { Empty, Segmented, Shown } from '@fengqiao/ui/desk'
import { useMemo, useState } from 'react'
import { Link } from 'react-router'
import { PageHead } from '../shell/PageHead.tsx'

type Spot = Reply<typeof listHotspots>['rows'][number]
const spotId = ({ place, subject }: Spot): string => `${place.id}/${subject?.id ?? ''}`

/** Places and topics with unusually many matters, with the evidence. Places, never people. */
export default function HotspotsPage() {
  const say = useText()
  const [days, setDays] = useState(14)
  const [chosen, choose] = useState<string | undefined>(undefined)
  const found = useRead(listHotspots, { query: { days } }, { keep: true })
  return (
    <>
      <PageHead
        title={text('热点', 'Hotspots')}
        help={text(
          '同一地点、同一类事项明显多于往常的，连同证据列出；只看地点和类别，不看个人。',
          'Where a place and a topic bring clearly more than usual, with the evidence. Places and topics only, never people.',
        )}
      >
        <Segmented
          value={days}
          onChange={setDays}
          aria-label={say(text('时间范围', 'Period'))}
          options={[7, 14, 30, 90].map(value => ({ value, label: say(text(`近 ${value} 天`, `${value} days`)) }))}
        />
      </PageHead>
      <Shown of={found}>
        {({ rows }) =>
          rows.length === 0 ? (
            <div className="fq-panel">
              <Empty
                icon="hot"
                title={text('这段时间没有明显的热点', 'No hotspot in this period')}
                help={text('可以换一个更长的时间范围再看。', 'Try a longer period.')}
              />
            </div>
          ) : (
            <Spots rows={rows} chosen={chosen} onChoose={choose} />
          )
        }
      </Shown>
    </>
  )
}

function Spots({ rows, chosen, onChoose }: { rows: readonly Spot[]; chosen: string | undefined; onChoose: (id: string) => void }) {
  const say = useText()
  const pins = useMemo(
    () =>
      rows.flatMap(spot =>
        spot.point
          ? [
              {
                id: spotId(spot),
                point: spot.point,
                radius: 10 + Math.min(22, spot.count * 1.6),
                label: {
                  zh: `${spot.place.name.zh} ${spot.subject?.name.zh ?? ''} ${spot.count} 件`,
                  en: `${spot.place.name.en} ${spot.subject?.name.en ?? ''} ${spot.count}`,
                },
              },
            ]
          : [],
      ),
    [rows],
  )
  const centre = rows.find(spot => spotId(spot) === chosen)?.point ?? undefined
  return (
    <div className="hotspots">
      <ol className="hotspot-list">
        {rows.map(spot => (
          <li key={spotId(spot)} className="fq-panel hotspot" data-chosen={spotId(spot) === chosen || undefined}>
            <button type="button" onClick={() => onChoose(spotId(spot))} aria-pressed={spotId(spot) === chosen}>
              <span className="fq-spread">
                <strong>
                  {say(spot.place.name)} · {spot.subject ? say(spot.subject.name) : say(text('各类', 'All topics'))}
                </strong>
                <span className="hotspot-count fq-num">{say(text(`${spot.count} 件`, String(spot.count)))}</span>
              </span>
              <span className="fq-help">
                {say(text(`往常约 ${spot.expected.toFixed(1)} 件`, `usually about ${spot.expected.toFixed(1)}`))} ·{' '}
                {say(rarity(spot.surprise))} · {formatDate(spot.from)} – {formatDate(spot.to)}
              </span>
            </button>
            {spot.words.length > 0 ? (
              <p className="fq-row">
                {spot.words.map(word => (
                  <span key={word} className="fq-chip" data-tone="plain">
                    {word}
                  </span>
                ))}
              </p>
            ) : null}
            {spot.cases.length > 0 ? (
              <details>
                <summary>{say(text(`相关事项（${spot.cases.length}）`, `Matters (${spot.cases.length})`))}</summary>
                <ul>
                  {spot.cases.map(one => (
                    <li key={one.id}>
                      <Link to={`/cases/${one.id}`}>{one.title}</Link> <span className="fq-muted fq-num">{one.number}</span>
                    </li>
                  ))}
                </ul>
              </details>
            ) : null}
          </li>
        ))}
      </ol>
      <div className="hotspot-map">
        <MapView
          label={text('热点地图', 'Map of hotspots')}
          pins={pins}
          onPin={onChoose}
          height="100%"
          {...(chosen ? { selected: chosen } : {})}
          {...(centre ? { centre } : {})}
        />
      </div>
    </div>
  )
}

/** -log10 of the chance, in words people use. */
const rarity = (surprise: number) =>
  surprise >= 6
    ? text('几乎不可能是偶然', 'hardly chance')
    : surprise >= 3
      ? text(`偶然出现的可能不到千分之一`, 'less than 1 in 1,000 by chance')
      : text('多于往常', 'more than usual')
