import 'maplibre-gl/dist/maplibre-gl.css'
import { type PlaceLevel, placesAsGeoJson, type Reply } from '@fengqiao/contract'
import { type Point, type Text, text } from '@fengqiao/kernel'
import { Map as Chart, type GeoJSONSource, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { useEffect, useRef, useState } from 'react'
import { useRead } from '../Client.tsx'
import { useLanguage, useText } from '../Language.tsx'
import { colours, layers } from './layers.ts'

// The worker that the build would guess is not where it looks for it.
setWorkerUrl(workerUrl)

type Features = Reply<typeof placesAsGeoJson>
type Drawn = Parameters<GeoJSONSource['setData']>[0]

export interface MapPin {
  readonly id: string
  readonly point: Point
  readonly label?: Text
  /** Colour of the pin; the accent when absent. */
  readonly colour?: string
  /** Radius in pixels for a weighted spot (hotspots); a pin when absent. */
  readonly radius?: number
}

export interface MapCanvasProps {
  readonly pins?: readonly MapPin[]
  /** Levels whose boundaries are drawn. */
  readonly levels?: readonly PlaceLevel[]
  /** Called with the chosen point; makes the map a picker. */
  readonly onPick?: (point: Point) => void
  readonly onPin?: (id: string) => void
  readonly selected?: string
  readonly centre?: Point
  readonly zoom?: number
  /** What the map shows, for readers who cannot see it. */
  readonly label: Text
}

const hearPick: Text = text(
  '点击地图选择位置；键盘可用方向键移动、回车选中中心',
  'Click to choose a place; with the keyboard move by arrows, Enter takes the centre',
)

export default function MapCanvas({
  pins = [],
  levels = ['street', 'community'],
  onPick,
  onPin,
  selected,
  centre,
  zoom,
  label,
}: MapCanvasProps) {
  const box = useRef<HTMLDivElement>(null)
  const [chart, setChart] = useState<Chart | null>(null)
  const say = useText()
  const { language } = useLanguage()
  const places = useRead(placesAsGeoJson, { query: {} }, { staleTime: Number.POSITIVE_INFINITY })
  const picked = useRef(onPick)
  const pinned = useRef(onPin)
  useEffect(() => {
    picked.current = onPick
    pinned.current = onPin
  }, [onPick, onPin])

  const first = useRef({ centre: (centre ? [centre[0], centre[1]] : [114.06, 22.54]) as [number, number], zoom: zoom ?? 12 })

  // The map is built once; everything else is handed to it afterwards.
  useEffect(() => {
    if (!box.current) return undefined
    const made = new Chart({
      container: box.current,
      style: { version: 8, sources: {}, layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colours.ground } }] },
      center: first.current.centre,
      zoom: first.current.zoom,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      localIdeographFontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif',
    })
    made.touchZoomRotate.disableRotation()
    made.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    made.on('click', event => picked.current?.([event.lngLat.lng, event.lngLat.lat]))
    made.on('load', () => setChart(made))
    const sized = new ResizeObserver(() => made.resize())
    sized.observe(box.current)
    return () => {
      sized.disconnect()
      setChart(null)
      made.remove()
    }
  }, [])

  useEffect(() => {
    if (!chart || !places.data) return
    const shown = { ...places.data, features: places.data.features.filter(({ geometry }) => geometry !== null) }
    const source = chart.getSource<GeoJSONSource>('places')
    if (source) void source.setData(shown as Drawn)
    else {
      chart.addSource('places', { type: 'geojson', data: shown as Drawn })
      for (const layer of layers(levels, language)) chart.addLayer(layer)
      if (!centre) fit(chart, shown)
    }
  }, [chart, places.data, levels, language, centre])

  useEffect(() => {
    if (!chart) return undefined
    const markers = pins.map(pin => {
      const element = pinElement(pin, selected === pin.id, (pin.label ?? label)[language], pinned.current !== undefined)
      element.addEventListener('click', event => {
        // A pin that opens nothing lets the map hear the click.
        if (!pinned.current) return
        event.stopPropagation()
        pinned.current(pin.id)
      })
      return new Marker({ element, anchor: pin.radius ? 'center' : 'bottom' }).setLngLat([pin.point[0], pin.point[1]]).addTo(chart)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [chart, pins, selected, language, label])

  const [lon, lat] = centre ?? []
  useEffect(() => {
    if (chart && lon !== undefined && lat !== undefined) chart.easeTo({ center: [lon, lat], duration: 300 })
  }, [chart, lon, lat])

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Enter takes the centre, so that a place can be chosen without a mouse
    <div
      ref={box}
      role="application"
      aria-label={onPick ? `${say(label)}：${say(hearPick)}` : say(label)}
      data-testid="map"
      style={{ position: 'absolute', inset: 0, cursor: onPick ? 'crosshair' : undefined }}
      onKeyDown={event => {
        if (event.key !== 'Enter' || !chart || !onPick) return
        const { lng, lat: north } = chart.getCenter()
        onPick([lng, north])
      }}
    />
  )
}

function pinElement({ colour = colours.accent, radius }: MapPin, selected: boolean, title: string, pressable: boolean): HTMLElement {
  const element = document.createElement(pressable ? 'button' : 'div')
  element.title = title
  element.setAttribute('aria-label', title)
  if (!pressable) element.setAttribute('role', 'img')
  element.style.cssText = `padding:0;border:0;background:none;cursor:${pressable ? 'pointer' : 'default'};line-height:0;${pressable ? 'min-width:24px;min-height:24px;display:grid;place-items:center' : ''}`
  const ring = selected ? 'stroke="#10222b" stroke-width="2.5"' : 'stroke="#ffffff" stroke-width="2"'
  element.innerHTML = radius
    ? `<svg width="${radius * 2}" height="${radius * 2}"><circle cx="${radius}" cy="${radius}" r="${radius - 2}" fill="${colour}" fill-opacity="0.55" ${ring}/></svg>`
    : `<svg width="28" height="36" viewBox="0 0 28 36"><path d="M14 35C14 35 26 21 26 13.5A12 12 0 1 0 2 13.5C2 21 14 35 14 35Z" fill="${colour}" ${ring}/><circle cx="14" cy="13.5" r="4.5" fill="#fff"/></svg>`
  return element
}

/** Shows the whole district. */
function fit(chart: Chart, { features }: Features): void {
  let [west, south, east, north] = [180, 90, -180, -90]
  const take = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number' && typeof value[1] === 'number') {
      ;[west, east] = [Math.min(west, value[0]), Math.max(east, value[0])]
      ;[south, north] = [Math.min(south, value[1]), Math.max(north, value[1])]
    } else for (const one of value) take(one)
  }
  for (const { geometry } of features) take(geometry?.coordinates)
  if (west < east) chart.fitBounds([west, south, east, north], { padding: 24, duration: 0 })
}
