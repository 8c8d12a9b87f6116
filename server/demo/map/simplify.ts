import type { Point } from './mesh.ts'

/**
 * Drops junctions that bend a boundary by less than `tolerance` metres. It works on the arcs between places where three
 * boundaries meet, once for all rings, so that neighbours and unions keep exactly the same vertices.
 */
export function keptJunctions(rings: readonly (readonly number[])[], at: (id: number) => Point, tolerance: number): ReadonlySet<number> {
  const links = new Map<number, Set<number>>()
  const link = (a: number, b: number) => links.set(a, (links.get(a) ?? new Set()).add(b))
  for (const ring of rings)
    ring.forEach((id, index) => {
      const after = ring[(index + 1) % ring.length] as number
      link(id, after)
      link(after, id)
    })
  const forks = [...links].filter(([, ends]) => ends.size !== 2).map(([id]) => id)
  const kept = new Set(forks)
  for (const fork of forks)
    for (const end of links.get(fork) ?? []) {
      const arc = [fork, end]
      for (let last = end; !kept.has(last) || !forks.includes(last); ) {
        const onward = [...(links.get(last) ?? [])].find(id => id !== arc.at(-2))
        if (onward === undefined) break
        arc.push(onward)
        last = onward
      }
      for (const id of douglasPeucker(arc, at, tolerance)) kept.add(id)
    }
  return kept
}

function douglasPeucker(arc: readonly number[], at: (id: number) => Point, tolerance: number): number[] {
  const first = arc[0]
  const last = arc.at(-1)
  if (first === undefined || last === undefined || arc.length < 3) return [...arc]
  let worst = 0
  let index = 0
  for (let i = 1; i < arc.length - 1; i++) {
    const off = distance(at(arc[i] as number), at(first), at(last))
    if (off > worst) [worst, index] = [off, i]
  }
  if (worst <= tolerance) return [first, last]
  return [...douglasPeucker(arc.slice(0, index + 1), at, tolerance), ...douglasPeucker(arc.slice(index), at, tolerance).slice(1)]
}

function distance(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = Math.hypot(dx, dy)
  if (length === 0) return Math.hypot(p[0] - a[0], p[1] - a[1])
  return Math.abs(dy * (p[0] - a[0]) - dx * (p[1] - a[1])) / length
}
