export interface Position {
  readonly lon: number
  readonly lat: number
}

/**
 * GCJ-02 is the shifted datum that maps published in China must use; phones and the house itself speak WGS 84.
 * The shift follows the widely published approximation on the Krasovsky 1940 ellipsoid. Convert at the edge only:
 * nothing inside stores GCJ-02.
 */
const semiMajor = 6_378_245
const eccentricity = 0.006_693_421_622_965_943

/** WGS 84 → GCJ-02, degrees. Outside mainland China the two are the same. */
export function toGcj02(point: Position): Position {
  if (outsideMainland(point)) return point
  const shift = shiftAt(point)
  return { lon: point.lon + shift.lon, lat: point.lat + shift.lat }
}

/** GCJ-02 → WGS 84 by fixed-point iteration, exact to well under a centimetre. */
export function toWgs84(point: Position): Position {
  if (outsideMainland(point)) return point
  let guess = point
  for (let round = 0; round < 8; round++) {
    const there = toGcj02(guess)
    guess = { lon: guess.lon + point.lon - there.lon, lat: guess.lat + point.lat - there.lat }
  }
  return guess
}

const outsideMainland = ({ lon, lat }: Position) => lon < 72.004 || lon > 137.8347 || lat < 0.8293 || lat > 55.8271

function shiftAt({ lon, lat }: Position): Position {
  const [x, y] = [lon - 105, lat - 35]
  const ripple = ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3
  const north =
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3 +
    ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3
  const eastward =
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    ripple +
    ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3 +
    ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3
  const radians = (lat / 180) * Math.PI
  const magic = 1 - eccentricity * Math.sin(radians) ** 2
  const root = Math.sqrt(magic)
  return {
    lat: (north * 180) / (((semiMajor * (1 - eccentricity)) / (magic * root)) * Math.PI),
    lon: (eastward * 180) / ((semiMajor / root) * Math.cos(radians) * Math.PI),
  }
}
