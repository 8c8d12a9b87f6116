import { type Random, seeded } from '../random.ts'

/** Metres east and north of the district's south-west origin. */
export type Point = readonly [x: number, y: number]

export const columns = 58
export const rows = 42

/** A warped street mesh: every block is a quad between four junctions, so neighbours share their corners exactly. */
export interface Mesh {
  junction(column: number, row: number): Point
  /** Extra points along a mesh edge (a coast, a ridge or a river bank is never a straight kerb), from the first junction to the second. */
  along(from: number, to: number): readonly Point[]
}

export const junctionId = (column: number, row: number) => row * (columns + 1) + column
export const blockId = (column: number, row: number) => row * columns + column

type Curve = (at: number) => Point

/** The hilly north edge follows a ridge, the south edge a bay with a headland, the east edge a river, the west edge a valley road. */
const south: Curve = t => [
  150 + 5000 * t,
  420 * (1 - t) ** 3 +
    160 +
    640 * Math.exp(-(((t - 0.37) / 0.14) ** 2)) -
    460 * Math.exp(-(((t - 0.72) / 0.1) ** 2)) +
    380 * t ** 6 +
    42 * Math.sin(t * 19) +
    26 * Math.sin(t * 41 + 1),
]
const north: Curve = t => [
  560 + 4800 * t,
  3560 + 640 * Math.sin(t * 3.0 + 0.25) - 170 * Math.sin(t * 8.2 + 0.6) + 70 * Math.sin(t * 17 + 2) + 24 * Math.sin(t * 43),
]
const west: Curve = t => mix(south(0), north(0), t, [-300 * Math.sin(t * 5.2) * Math.sin(t * Math.PI) + 60 * Math.sin(t * 6 * Math.PI), 0])
const east: Curve = t =>
  mix(south(1), north(1), t, [330 * Math.sin(t * Math.PI * 2.4 + 0.2) * Math.sin(t * Math.PI) + 50 * Math.sin(t * 7 * Math.PI), 0])

const mix = (from: Point, to: Point, t: number, sway: Point): Point => [
  from[0] + (to[0] - from[0]) * t + sway[0],
  from[1] + (to[1] - from[1]) * t + sway[1],
]

/** Transfinite (Coons) interpolation: the inner streets bend with the coast, the river and the ridge. */
function between(u: number, v: number): Point {
  const [s, n, w, e] = [south(u), north(u), west(v), east(v)]
  const corner = [south(0), south(1), north(0), north(1)] as const
  const axis = (i: 0 | 1) =>
    (1 - v) * s[i] +
    v * n[i] +
    (1 - u) * w[i] +
    u * e[i] -
    ((1 - u) * (1 - v) * corner[0][i] + u * (1 - v) * corner[1][i] + (1 - u) * v * corner[2][i] + u * v * corner[3][i])
  return [axis(0), axis(1)]
}

/** Uneven street spacing: short blocks in the old town, long ones at the edge. */
function spacing(count: number, random: Random): number[] {
  const widths = Array.from({ length: count }, () => 0.72 + random.next() * 0.7)
  const total = widths.reduce((sum, width) => sum + width, 0)
  let reached = 0
  return [0, ...widths.map(width => (reached += width) / total)]
}

export function makeMesh(seed: number): Mesh {
  const random = seeded(seed)
  const us = spacing(columns, random)
  const vs = spacing(rows, random)
  const points: Point[] = []
  for (let row = 0; row <= rows; row++)
    for (let column = 0; column <= columns; column++) points.push(bend(us[column] as number, vs[row] as number, random))
  const rough = new Map<string, Point[]>()
  const junction = (id: number) => points[id] as Point
  const along = (from: number, to: number): readonly Point[] => {
    const key = from < to ? `${from}-${to}` : `${to}-${from}`
    const kept = rough.get(key) ?? shore(from, to, junction)
    rough.set(key, kept)
    return from < to ? kept : kept.toReversed()
  }
  return { junction: (column, row) => junction(junctionId(column, row)), along }
}

/** Bends a mesh point like an old road; the bend dies away at the outline so that coast and river stay as drawn. */
function bend(u: number, v: number, random: Random): Point {
  const [x, y] = between(u, v)
  const inside = Math.min(1, 9 * Math.min(u, 1 - u, v, 1 - v))
  const wave = (a: number, b: number, c: number) => Math.sin(a * u * 6.28 + b * v * 6.28 + c)
  const dx = 44 * wave(0.8, 1.9, 0.4) + 30 * wave(2.3, 1.1, 2.1) + 15 * wave(4.7, 3.9, 0.9) + (random.next() - 0.5) * 22
  const dy = 46 * wave(1.7, 0.6, 1.3) + 30 * wave(1.2, 2.6, 3.7) + 15 * wave(4.1, 5.3, 2.4) + (random.next() - 0.5) * 22
  return [x + dx * inside, y + dy * inside]
}

/** Points between two junctions of the coast, the river bank or the ridge; none for an inner street. */
function shore(a: number, b: number, junction: (id: number) => Point): Point[] {
  const [from, to] = [Math.min(a, b), Math.max(a, b)]
  const onCoast = to <= columns
  const onRidge = from > rows * (columns + 1)
  const onRiver = from % (columns + 1) === columns && to % (columns + 1) === columns
  if (!onCoast && !onRiver && !onRidge) return []
  const random = seeded(from * 7919 + to)
  const [p, q] = [junction(from), junction(to)]
  const sway = onCoast ? 30 : 18
  return [0.34, 0.67].map(
    (t): Point => [
      p[0] + (q[0] - p[0]) * t + (onRiver ? (random.next() - 0.5) * sway : 0),
      p[1] + (q[1] - p[1]) * t + (onRiver ? 0 : (random.next() - 0.5) * sway),
    ],
  )
}
