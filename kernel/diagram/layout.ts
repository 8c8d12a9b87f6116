/**
 * A small layered layout: columns by distance from the start, rows by lane, wires only in the channels between columns
 * and the corridors above rows, so that no wire ever crosses a box and no two boxes overlap.
 * Wires to one box share their tracks: they join anyway.
 */
export interface Box {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Where wires enter on the left side, from the box's top. */
  readonly entry: number
  readonly lane: string
}
export interface Wire {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Where the wire leaves on the right side, from the box's top. */
  readonly exit: number
}
export interface Point {
  readonly x: number
  readonly y: number
}
export interface Placed extends Point {
  readonly width: number
  readonly height: number
}
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<string, Placed>
  readonly wires: ReadonlyMap<string, readonly Point[]>
  readonly lanes: readonly { readonly id: string; readonly y: number; readonly height: number }[]
}
export interface Spacing {
  /** Between two wires side by side. */
  readonly track: number
  /** Least free room between columns and between rows. */
  readonly gap: number
}

/** Places boxes and routes wires. The first box is the start; lanes keep the order in which boxes name them. */
export function layOut(boxes: readonly Box[], wires: readonly Wire[], spacing: Spacing = { track: 12, gap: 24 }): Layout {
  const column = ranks(boxes, wires)
  const row = rows(boxes, wires, column)
  const columns = Math.max(0, ...column.values()) + 1
  const rowCount = row.count

  const channels = Array.from({ length: columns + 1 }, () => new Tracks())
  const corridors = Array.from({ length: rowCount }, () => new Tracks())
  const at = (id: string): { column: number; row: number } => ({ column: column.get(id) ?? 0, row: row.of.get(id) ?? 0 })
  const direct = (wire: Wire): boolean => at(wire.to).column === at(wire.from).column + 1
  for (const wire of wires) {
    const [from, to] = [at(wire.from), at(wire.to)]
    channels[from.column + 1]?.add(wire.to)
    if (direct(wire)) continue
    corridors[to.row]?.add(wire.to)
    channels[to.column]?.add(wire.to)
  }

  const columnX: number[] = []
  const channelX: number[] = []
  let x = 0
  for (let c = 0; c <= columns; c++) {
    channelX.push(x)
    x += spacing.gap + (channels[c]?.size ?? 0) * spacing.track
    if (c === columns) break
    columnX.push(x)
    x += Math.max(0, ...boxes.filter(box => column.get(box.id) === c).map(box => box.width))
  }
  const rowY: number[] = []
  const corridorY: number[] = []
  const lanes: { id: string; y: number; height: number }[] = []
  let y = 0
  for (let r = 0; r < rowCount; r++) {
    const lane = row.laneOf[r] ?? ''
    const open = lanes.at(-1)
    if (open?.id !== lane) lanes.push({ id: lane, y, height: 0 })
    corridorY.push(y)
    y += spacing.gap + (corridors[r]?.size ?? 0) * spacing.track
    rowY.push(y)
    y += Math.max(0, ...boxes.filter(box => row.of.get(box.id) === r).map(box => box.height)) + spacing.gap / 2
    const current = lanes.at(-1)
    if (current) current.height = y - current.y
  }

  const placed = new Map<string, Placed>()
  for (const box of boxes) {
    const spot = at(box.id)
    placed.set(box.id, { x: columnX[spot.column] ?? 0, y: rowY[spot.row] ?? 0, width: box.width, height: box.height })
  }
  const byId = new Map(boxes.map(box => [box.id, box]))
  const trackX = (c: number, key: string): number => (channelX[c] ?? 0) + spacing.gap / 2 + (channels[c]?.of(key) ?? 0) * spacing.track
  const routes = new Map<string, Point[]>()
  for (const wire of wires) {
    const [from, to, target] = [placed.get(wire.from), placed.get(wire.to), byId.get(wire.to)]
    if (!from || !to || !target) continue
    const start = { x: from.x + from.width, y: from.y + wire.exit }
    const end = { x: to.x, y: to.y + target.entry }
    const out = trackX(at(wire.from).column + 1, wire.to)
    if (direct(wire)) routes.set(wire.id, straighten([start, { x: out, y: start.y }, { x: out, y: end.y }, end]))
    else {
      const across = (corridorY[at(wire.to).row] ?? 0) + spacing.gap / 2 + (corridors[at(wire.to).row]?.of(wire.to) ?? 0) * spacing.track
      const into = trackX(at(wire.to).column, wire.to)
      routes.set(
        wire.id,
        straighten([start, { x: out, y: start.y }, { x: out, y: across }, { x: into, y: across }, { x: into, y: end.y }, end]),
      )
    }
  }
  return { width: x, height: y, boxes: placed, wires: routes, lanes }
}

class Tracks {
  readonly #order = new Map<string, number>()
  add(key: string): void {
    if (!this.#order.has(key)) this.#order.set(key, this.#order.size)
  }
  of(key: string): number {
    return this.#order.get(key) ?? 0
  }
  get size(): number {
    return this.#order.size
  }
}

/** Longest path from the start over the graph without its back edges, so that the ordinary course reads left to right. */
function ranks(boxes: readonly Box[], wires: readonly Wire[]): Map<string, number> {
  const next = new Map<string, string[]>(boxes.map(box => [box.id, []]))
  for (const { from, to } of wires) if (from !== to) next.get(from)?.push(to)
  const state = new Map<string, 'open' | 'done'>()
  const order: string[] = []
  const forward: [string, string][] = []
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const to of next.get(id) ?? []) {
      if (state.get(to) === 'open') continue
      forward.push([id, to])
      if (!state.has(to)) visit(to)
    }
    state.set(id, 'done')
    order.unshift(id)
  }
  for (const box of boxes) if (!state.has(box.id)) visit(box.id)
  const rank = new Map<string, number>(boxes.map(box => [box.id, 0]))
  for (const id of order)
    for (const [from, to] of forward) if (from === id) rank.set(to, Math.max(rank.get(to) ?? 0, (rank.get(id) ?? 0) + 1))
  return rank
}

/** Gives each box a row inside its lane, as near as can be to the boxes that lead to it. */
function rows(boxes: readonly Box[], wires: readonly Wire[], column: ReadonlyMap<string, number>) {
  const lanes = [...new Set(boxes.map(box => box.lane))]
  const inLane = new Map<string, number>()
  const taken = new Set<string>()
  const ordered = [...boxes].sort((a, b) => (column.get(a.id) ?? 0) - (column.get(b.id) ?? 0))
  for (const box of ordered) {
    const before = wires
      .filter(wire => wire.to === box.id && inLane.has(wire.from) && boxes.find(each => each.id === wire.from)?.lane === box.lane)
      .map(wire => inLane.get(wire.from) ?? 0)
    let want = before.length === 0 ? 0 : Math.min(...before)
    const spot = (): string => `${box.lane}\u0000${column.get(box.id)}\u0000${want}`
    while (taken.has(spot())) want++
    taken.add(spot())
    inLane.set(box.id, want)
  }
  const first = new Map<string, number>()
  const laneOf: string[] = []
  for (const lane of lanes) {
    first.set(lane, laneOf.length)
    const deepest = Math.max(...boxes.filter(box => box.lane === lane).map(box => inLane.get(box.id) ?? 0))
    for (let r = 0; r <= deepest; r++) laneOf.push(lane)
  }
  const of = new Map(boxes.map(box => [box.id, (first.get(box.lane) ?? 0) + (inLane.get(box.id) ?? 0)]))
  return { of, laneOf, count: laneOf.length }
}

/** Drops points that repeat or lie on the straight between their neighbours. */
function straighten(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const [a, b] = [kept.at(-2), kept.at(-1)]
    if (b && b.x === point.x && b.y === point.y) continue
    if (a && b && ((a.x === b.x && b.x === point.x) || (a.y === b.y && b.y === point.y))) kept.pop()
    kept.push(point)
  }
  return kept
}
