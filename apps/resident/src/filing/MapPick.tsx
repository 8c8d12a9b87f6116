import 'maplibre-gl/dist/maplibre-gl.css'
import { Map as Chart, type GeoJSONSource, NavigationControl, type StyleSpecification, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { Note } from '../pieces/Feedback.tsx'
import { Icon } from '../pieces/Icon.tsx'
import { call } from '../server/call.ts'
import { endpoints } from '../server/endpoints.ts'
import { useSay, useSettings } from '../settings/settings.ts'
import type { Point } from './draft.ts'

// Given by hand: the address the library would guess is not where the build puts its worker.
setWorkerUrl(workerUrl)

const ofLevel = (...levels: string[]): ['in', ['get', 'level'], ['literal', string[]]] => ['in', ['get', 'level'], ['literal', levels]]

/** Boundaries and names only, from our own data: no tiles are asked of anyone. */
const style = (name: string): StyleSpecification => ({
  version: 8,
  sources: { places: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
  layers: [
    { id: 'ground', type: 'background', paint: { 'background-color': '#e9ede8' } },
    { id: 'land', type: 'fill', source: 'places', filter: ofLevel('community'), paint: { 'fill-color': '#fdfaf4' } },
    {
      id: 'cells',
      type: 'line',
      source: 'places',
      filter: ofLevel('cell'),
      minzoom: 13.5,
      paint: { 'line-color': '#e3d8ca', 'line-width': 1 },
    },
    {
      id: 'communities',
      type: 'line',
      source: 'places',
      filter: ofLevel('community'),
      paint: { 'line-color': '#c9a58f', 'line-width': 1.2 },
    },
    { id: 'streets', type: 'line', source: 'places', filter: ofLevel('street'), paint: { 'line-color': '#a8553a', 'line-width': 2.2 } },
    {
      id: 'sites',
      type: 'circle',
      source: 'places',
      filter: ofLevel('site'),
      minzoom: 12.5,
      paint: { 'circle-radius': 4, 'circle-color': '#7b8f74' },
    },
    {
      id: 'site-names',
      type: 'symbol',
      source: 'places',
      filter: ofLevel('site'),
      minzoom: 13.2,
      layout: { 'text-field': ['get', name], 'text-size': 12, 'text-offset': [0, 0.8], 'text-anchor': 'top', 'text-font': ['sans-serif'] },
      paint: { 'text-color': '#4d5b47', 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
    },
    {
      id: 'community-names',
      type: 'symbol',
      source: 'places',
      filter: ofLevel('community'),
      maxzoom: 14.5,
      layout: { 'text-field': ['get', name], 'text-size': 13, 'text-font': ['sans-serif'] },
      paint: { 'text-color': '#6a4534', 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
    },
  ],
})

/** A map that is moved under a fixed pin: one thumb, no precise tap. Arrow keys and +/− move it too. */
export default function MapPick({
  start,
  onPick,
  onList,
}: {
  start: Point | undefined
  onPick: (point: Point) => void
  onList: () => void
}) {
  const say = useSay()
  const { language } = useSettings()
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<Chart>(undefined)
  const first = useRef(start)
  const [failed, setFailed] = useState(() => !canDraw())
  const [ready, setReady] = useState(false)
  useEffect(() => {
    if (!box.current) return
    let gone = false
    const map = new Chart({
      container: box.current,
      style: style(language === 'zh' ? 'name_zh' : 'name_en'),
      center: first.current ? [first.current[0], first.current[1]] : [114.06, 22.54],
      zoom: first.current ? 15 : 12,
      attributionControl: false,
      dragRotate: false,
      localIdeographFontFamily: '"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Microsoft YaHei",sans-serif',
    })
    chart.current = map
    map.touchZoomRotate.disableRotation()
    map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    const fill = async () => {
      const answer = await call(endpoints.placesAsGeoJson)
      if (gone) return
      if (!answer.ok) return setFailed(true)
      const features = answer.value.features.filter(({ geometry }) => geometry !== null)
      void map
        .getSource<GeoJSONSource>('places')
        ?.setData({ type: 'FeatureCollection', features } as Parameters<GeoJSONSource['setData']>[0])
      if (!first.current) map.fitBounds(boundsOf(features), { padding: 24, animate: false })
      setReady(true)
    }
    map.on('load', () => void fill())
    return () => {
      gone = true
      map.remove()
    }
  }, [language])
  if (failed)
    return (
      <Note tone="care">
        <p>{say('地图暂时打不开，可以改为选社区。', 'The map cannot be opened just now; choose the community instead.')}</p>
        <button type="button" className="button small" onClick={onList}>
          {say('选社区', 'From a list')}
        </button>
      </Note>
    )
  const choose = () => {
    const centre = chart.current?.getCenter()
    if (centre) onPick([round(centre.lng), round(centre.lat)])
  }
  return (
    <>
      <div className="map-box">
        <div
          ref={box}
          style={{ position: 'absolute', inset: 0 }}
          role="application"
          aria-label={say('区内地图，可用方向键移动', 'Map of the district; move it with the arrow keys')}
        />
        <span className="pin">
          <Icon name="place" size={48} />
        </span>
      </div>
      <button type="button" className="button wide" onClick={choose} disabled={!ready}>
        {say('就是这里', 'It is here')}
      </button>
    </>
  )
}

/** Maps are drawn with WebGL 2; old phones lack it and choose from the list. */
const canDraw = (): boolean => document.createElement('canvas').getContext('webgl2') !== null

/** A metre or so: more digits would only pretend. */
const round = (degrees: number) => Math.round(degrees * 1e5) / 1e5

type Corner = [lon: number, lat: number]

/** South-west and north-east corners of everything drawn. */
function boundsOf(features: readonly { readonly geometry: { readonly coordinates: unknown } | null }[]): [Corner, Corner] {
  const corners: [Corner, Corner] = [
    [180, 90],
    [-180, -90],
  ]
  const visit = (part: unknown): void => {
    if (!Array.isArray(part)) return
    const [lon, lat] = part as unknown[]
    if (typeof lon !== 'number' || typeof lat !== 'number') return part.forEach(visit)
    const [low, high] = corners
    corners[0] = [Math.min(low[0], lon), Math.min(low[1], lat)]
    corners[1] = [Math.max(high[0], lon), Math.max(high[1], lat)]
  }
  for (const { geometry } of features) visit(geometry?.coordinates)
  return corners
}
