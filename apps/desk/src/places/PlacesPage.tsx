import './places.css'
import { listPlaces, locatePlace, type Place, type PlaceLevel, placeLevelIds, placeLevels, siteKinds } from '@fengqiao/contract'
import { type Point, text } from '@fengqiao/kernel'
import { MapView, usePages, useRead, useText } from '@fengqiao/ui'
import { Checkbox, Empty, Pages, useSettled } from '@fengqiao/ui/desk'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useEvery } from '../pieces/every.ts'
import { ChoiceFilter, Filters, SearchBox } from '../pieces/Filters.tsx'
import { Panel } from '../pieces/Panel.tsx'
import { PageHead } from '../shell/PageHead.tsx'
import { PlaceFacts } from './PlaceFacts.tsx'

const drawable = ['street', 'community', 'cell'] as const satisfies readonly PlaceLevel[]

/** The district from its own boundaries. A click says which places the point lies in; the list beside it is the way in without a mouse. */
export default function PlacesPage() {
  const say = useText()
  const [params, setParams] = useSearchParams()
  const [levels, setLevels] = useState<readonly PlaceLevel[]>(['street', 'community'])
  const [sites, showSites] = useState(true)
  const [point, pick] = useState<Point | undefined>()
  const located = useRead(locatePlace, { query: { lon: point?.[0] ?? 0, lat: point?.[1] ?? 0 } }, { enabled: point !== undefined })
  const points = useEvery(listPlaces, { query: { level: 'site' } }, { enabled: sites })
  const hit =
    point && located.data
      ? (located.data.site ?? located.data.cell ?? located.data.community ?? located.data.street ?? located.data.district)
      : undefined
  const chosen = hit?.code ?? params.get('at') ?? undefined
  const open = (code: string): void => {
    pick(undefined)
    setParams({ at: code }, { replace: true })
  }
  const pins = useMemo(
    () =>
      sites
        ? (points.data ?? []).flatMap(({ code, name, centre }) =>
            centre ? [{ id: code, point: [centre.lon, centre.lat] as const, label: name, radius: 8, colour: '#17605c' }] : [],
          )
        : [],
    [points.data, sites],
  )
  return (
    <>
      <PageHead
        title={text('地图与地点', 'Places')}
        help={text(
          '街道、社区、网格和小区。点地图或列表查看它属于哪里、由谁负责，并打印张贴用的二维码海报。',
          'Streets, communities, cells and estates. Choose one to see where it lies and who answers there, and to print its poster.',
        )}
      />
      <div className="desk-columns places">
        <div className="fq-stack">
          <section className="fq-panel" aria-label={say(text('地图', 'Map'))}>
            <div className="desk-filters">
              <Checkbox.Group
                value={[...levels]}
                onChange={next => setLevels(drawable.filter(level => next.includes(level)))}
                options={drawable.map(level => ({ value: level, label: say(placeLevels[level]) }))}
              />
              <Checkbox checked={sites} onChange={event => showSites(event.target.checked)}>
                {say(placeLevels.site)}
              </Checkbox>
            </div>
            <MapView
              label={text('辖区地图', 'Map of the district')}
              height={520}
              levels={levels}
              pins={pins}
              onPick={next => pick(next)}
              {...(chosen ? { selected: chosen } : {})}
            />
          </section>
          <PlaceList onOpen={open} />
        </div>
        <div className="places-side">
          {point && located.data && !hit ? (
            <Panel title={text('辖区以外', 'Outside the district')}>
              <p>
                {say(
                  text(
                    '这个位置不在本区范围内，请在区界以内点选。',
                    'This point lies outside the district; choose one within its boundary.',
                  ),
                )}
              </p>
            </Panel>
          ) : chosen ? (
            <PlaceFacts code={chosen} onOpen={open} />
          ) : (
            <Panel title={text('地点信息', 'About a place')}>
              <Empty
                icon="place"
                title={text('还没有选择地点', 'No place chosen')}
                help={text('点地图上的任意位置，或从列表中选一个。', 'Click anywhere on the map, or choose from the list.')}
              />
            </Panel>
          )}
        </div>
      </div>
    </>
  )
}

function PlaceList({ onOpen }: { onOpen: (code: string) => void }) {
  const say = useText()
  const [typed, type] = useState<string | undefined>()
  const [level, choose] = useState<PlaceLevel | undefined>()
  const search = useSettled(typed, 250)
  const places = usePages(listPlaces, { query: { limit: 20, ...(search ? { search } : {}), ...(level ? { level } : {}) } })
  return (
    <Panel title={text('地点列表', 'List of places')} flush>
      <Filters>
        <SearchBox label={text('按名称查找地点', 'Find a place by name')} value={typed} onChange={type} />
        <ChoiceFilter
          label={text('全部层级', 'All levels')}
          value={level}
          onChange={choose}
          options={placeLevelIds.map(id => [id, placeLevels[id]] as const)}
        />
      </Filters>
      <Pages<Place>
        of={places}
        caption={text('地点', 'Places')}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'name',
            title: text('名称', 'Name'),
            main: true,
            render: ({ code, name }) => (
              <button type="button" className="places-open" onClick={() => onOpen(code)}>
                {say(name)}
              </button>
            ),
          },
          {
            key: 'level',
            title: text('层级', 'Level'),
            render: place => say(place.kind ? siteKinds[place.kind] : placeLevels[place.level]),
          },
          { key: 'code', title: text('代码', 'Code'), render: ({ code }) => <span className="fq-num">{code}</span> },
        ]}
        empty={
          <Empty
            icon="place"
            title={text('没有找到地点', 'No place found')}
            help={text('换个名称，或选择其他层级。', 'Try another name or level.')}
          />
        }
      />
    </Panel>
  )
}
