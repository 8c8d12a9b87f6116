import type { PlaceGeometry } from '@fengqiao/contract'
import inPolygon from 'point-in-polygon-hao'
import type { Position } from './gcj02.ts'

export type Area = Exclude<PlaceGeometry, { type: 'Point' }>
/** Rings of one polygon: the outer first, then its holes. */
export type Rings = readonly (readonly (readonly number[])[])[]

export const polygonsOf = (area: Area): readonly Rings[] => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates)

/** Whether the point lies in the area or on its boundary (robust predicates: no gap between neighbours that share vertices). */
export function contains(area: Area, { lon, lat }: Position): boolean {
  return polygonsOf(area).some(rings => inPolygon([lon, lat], rings as number[][][]) !== false)
}

/** Great-circle distance in metres (haversine, mean earth radius). */
export function metresBetween(a: Position, b: Position): number {
  const radians = Math.PI / 180
  const half = Math.sin(((b.lat - a.lat) * radians) / 2) ** 2
  const across = Math.sin(((b.lon - a.lon) * radians) / 2) ** 2
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(half + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * across))
}

/** Twice-signed area of a ring in square degrees: positive when counter-clockwise. */
export function signedArea(ring: readonly (readonly number[])[]): number {
  let twice = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i] as readonly number[], ring[i + 1] as readonly number[]]
    twice += (a[0] as number) * (b[1] as number) - (b[0] as number) * (a[1] as number)
  }
  return twice / 2
}

export function boxOf(area: Area): readonly [west: number, south: number, east: number, north: number] {
  const points = polygonsOf(area).flatMap(rings => rings[0] ?? [])
  const [lons, lats] = [points.map(p => p[0] as number), points.map(p => p[1] as number)]
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)]
}

/**
 * A label point that is surely inside: the centroid of the largest polygon, or, when a bend leaves it outside,
 * the middle of the widest chord on the centroid's parallel.
 */
export function labelPoint(area: Area): Position {
  const rings = polygonsOf(area).toSorted((a, b) => Math.abs(signedArea(b[0] ?? [])) - Math.abs(signedArea(a[0] ?? [])))[0] ?? []
  const outer = rings[0] ?? []
  const centre = centroid(outer)
  if (contains(area, centre)) return centre
  const crossings = rings
    .flatMap(ring => ring.slice(1).map((end, i) => crossing(ring[i] as readonly number[], end, centre.lat)))
    .filter(lon => lon !== undefined)
    .toSorted((a, b) => a - b)
  let widest = { width: 0, lon: centre.lon }
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [left, right] = [crossings[i] as number, crossings[i + 1] as number]
    if (right - left > widest.width) widest = { width: right - left, lon: (left + right) / 2 }
  }
  return { lon: widest.lon, lat: centre.lat }
}

function centroid(ring: readonly (readonly number[])[]): Position {
  // Relative to the first vertex: degrees near 114 squared would lose the digits that matter.
  const [x0, y0] = (ring[0] ?? [0, 0]) as readonly [number, number]
  let [x, y, twice] = [0, 0, 0]
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = [(ring[i]?.[0] ?? 0) - x0, (ring[i]?.[1] ?? 0) - y0]
    const [bx, by] = [(ring[i + 1]?.[0] ?? 0) - x0, (ring[i + 1]?.[1] ?? 0) - y0]
    const cross = ax * by - bx * ay
    twice += cross
    x += (ax + bx) * cross
    y += (ay + by) * cross
  }
  return twice === 0 ? { lon: x0, lat: y0 } : { lon: x0 + x / (3 * twice), lat: y0 + y / (3 * twice) }
}

function crossing(a: readonly number[], b: readonly number[], lat: number): number | undefined {
  const [ax, ay, bx, by] = [a[0] as number, a[1] as number, b[0] as number, b[1] as number]
  return ay > lat === by > lat ? undefined : ax + ((lat - ay) / (by - ay)) * (bx - ax)
}
