import type { PlaceFeatures } from '@fengqiao/contract'
import type { z } from 'zod'
import type { Place } from './place.ts'

/** Places as an RFC 7946 feature collection: boundaries as polygons, sites as points, WGS 84. */
export function toGeoJson(places: readonly Place[]): z.output<typeof PlaceFeatures> {
  return {
    type: 'FeatureCollection',
    features: places.map(place => ({
      type: 'Feature' as const,
      id: place.code,
      properties: {
        code: place.code,
        level: place.level,
        kind: place.kind,
        name_zh: place.name.zh,
        name_en: place.name.en,
        parent: place.parent,
      },
      geometry: place.polygon ?? (place.centre ? { type: 'Point' as const, coordinates: [place.centre.lon, place.centre.lat] } : null),
    })),
  }
}
