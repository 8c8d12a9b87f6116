import { readFileSync } from 'node:fs'
import { type PlaceLevel, PlaceGeometry, type SiteKind } from '@fengqiao/contract'
import { labelPoint } from '../src/places/geometry.ts'
import type { PlaceChange } from '../src/places/store.ts'
import { city, district } from './map/names.ts'

/** The demo district's code: fictional, as is everything in it. */
export const demoDistrict = district.code

interface Feature {
  readonly properties: { code: string; level: PlaceLevel; kind?: SiteKind; name_zh: string; name_en: string; parent: string }
  readonly geometry: unknown
}

const collection: { features: Feature[] } = JSON.parse(readFileSync(new URL('map/district.geojson', import.meta.url), 'utf8'))

/** The city, the district, 3 streets, 14 communities, 120 grid cells and the sites in them. */
export const places: readonly PlaceChange[] = [
  { code: city.code, level: 'city', kind: null, name: { zh: city.zh, en: city.en }, parent: null, polygon: null, centre: null },
  ...collection.features.map(({ properties, geometry }): PlaceChange => {
    const shape = PlaceGeometry.parse(geometry)
    const { code, level, parent } = properties
    const place = { code, level, kind: properties.kind ?? null, name: { zh: properties.name_zh, en: properties.name_en }, parent }
    if (shape.type !== 'Point') return { ...place, polygon: shape, centre: labelPoint(shape) }
    const [lon = 0, lat = 0] = shape.coordinates
    return { ...place, polygon: null, centre: { lon, lat } }
  }),
]

export const placesAt = (level: PlaceLevel): readonly PlaceChange[] => places.filter(place => place.level === level)

const byCode = new Map(places.map(place => [place.code, place]))

/** `wanghai`, `yuge`: the short name of a street or community in ids of units. */
export const slug = (place: PlaceChange): string => place.name.en.split(' ')[0]?.toLowerCase() ?? place.code

export const placeOf = (code: string): PlaceChange => {
  const found = byCode.get(code)
  if (!found) throw new Error(`the demo district has no place ${code}`)
  return found
}

/** The community a cell or site lies in. */
export function communityOf(place: PlaceChange): PlaceChange {
  let at = place
  while (at.level !== 'community') at = placeOf(at.parent ?? '')
  return at
}
