import type { Point } from './draft.ts'

/** The position of the device in degrees (WGS 84); undefined when refused, unknown or slower than ten seconds. */
export const devicePoint = (): Promise<Point | undefined> =>
  new Promise(resolve => {
    if (!navigator.geolocation) return resolve(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    )
  })
