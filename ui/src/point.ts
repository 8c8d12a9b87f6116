import { type Point, type Text, text } from '@fengqiao/kernel'

/** Owns points on the ground: where the reader stands, how far two points are, how a point is written. WGS 84 degrees. */

const RADIUS = 6_371_008

/** Great-circle distance in metres (haversine). */
export function metresBetween([lonA, latA]: Point, [lonB, latB]: Point): number {
  const rad = Math.PI / 180
  const h =
    Math.sin(((latB - latA) * rad) / 2) ** 2 + Math.cos(latA * rad) * Math.cos(latB * rad) * Math.sin(((lonB - lonA) * rad) / 2) ** 2
  return 2 * RADIUS * Math.asin(Math.sqrt(h))
}

export const formatDistance = (metres: number): Text =>
  metres < 1000
    ? text(`${Math.round(metres / 10) * 10} 米`, `${Math.round(metres / 10) * 10} m`)
    : text(`${(metres / 1000).toFixed(1)} 公里`, `${(metres / 1000).toFixed(1)} km`)

/** Five decimals are about a metre. */
export const formatPoint = ([lon, lat]: Point): string => `${lat.toFixed(5)}, ${lon.toFixed(5)}`

export type Whereabouts =
  | { readonly found: true; readonly point: Point; readonly accuracy: number }
  | { readonly found: false; readonly why: 'denied' | 'unavailable' | 'timeout' | 'unsupported' }

export const whereaboutsWords: Readonly<Record<'denied' | 'unavailable' | 'timeout' | 'unsupported', Text>> = {
  denied: text('您没有允许使用位置，可以在地图上选点或填写地址', 'Location is not allowed; pick on the map or type an address'),
  unavailable: text('暂时无法取得位置，可以在地图上选点或填写地址', 'Location is not available now; pick on the map or type an address'),
  timeout: text('定位超时，可以在地图上选点或填写地址', 'Finding the location took too long; pick on the map or type an address'),
  unsupported: text('此浏览器不支持定位，可以在地图上选点或填写地址', 'This browser has no location; pick on the map or type an address'),
}

/** Where the reader stands. Never rejects: a refused location is an answer, and nothing may hang on it. */
export function whereAmI(timeout = 8000): Promise<Whereabouts> {
  if (!('geolocation' in navigator)) return Promise.resolve({ found: false, why: 'unsupported' })
  return new Promise(resolve => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ found: true, point: [coords.longitude, coords.latitude], accuracy: coords.accuracy }),
      ({ code }) => resolve({ found: false, why: code === 1 ? 'denied' : code === 3 ? 'timeout' : 'unavailable' }),
      { enableHighAccuracy: true, timeout, maximumAge: 60_000 },
    )
  })
}
