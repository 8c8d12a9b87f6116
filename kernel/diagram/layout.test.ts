import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Box, layOut, type Placed, type Point, type Wire } from './layout.ts'

const graphs = fc.integer({ min: 1, max: 9 }).chain(n =>
  fc.record({
    boxes: fc.array(
      fc.record({
        width: fc.integer({ min: 30, max: 300 }),
        height: fc.integer({ min: 60, max: 300 }),
        lane: fc.constantFrom('a', 'b', 'c'),
      }),
      { minLength: n, maxLength: n },
    ),
    wires: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.integer({ min: 1, max: 59 })), { maxLength: 18 }),
  }),
)

function build(graph: { boxes: { width: number; height: number; lane: string }[]; wires: [number, number, number][] }): [Box[], Wire[]] {
  const boxes = graph.boxes.map((box, i) => ({ id: `n${i}`, entry: 20, ...box }))
  const wires = graph.wires.map(([from, to, exit], i) => ({ id: `w${i}`, from: `n${from}`, to: `n${to}`, exit }))
  return [boxes, wires]
}

const overlap = (a: Placed, b: Placed): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

function crosses(from: Point, to: Point, box: Placed): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  return left < box.x + box.width && right > box.x && top < box.y + box.height && bottom > box.y
}

describe('layout', () => {
  it('never lets two boxes overlap, nor a wire cross a box, nor anything leave the page', () => {
    fc.assert(
      fc.property(graphs, graph => {
        const [boxes, wires] = build(graph)
        const layout = layOut(boxes, wires)
        const placed = [...layout.boxes.values()]
        for (const [i, a] of placed.entries()) for (const b of placed.slice(i + 1)) expect(overlap(a, b)).toBe(false)
        for (const box of placed) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(layout.width)
          expect(box.y + box.height).toBeLessThanOrEqual(layout.height)
        }
        for (const points of layout.wires.values())
          for (const [i, to] of points.entries()) {
            const from = points[i - 1]
            if (!from) continue
            expect(from.x === to.x || from.y === to.y).toBe(true)
            for (const box of placed) expect(crosses(from, to, box)).toBe(false)
          }
      }),
      { numRuns: 300, seed: 7 },
    )
  })

  it('keeps every box inside its lane', () => {
    const boxes: Box[] = ['a', 'b', 'a'].map((lane, i) => ({ id: `n${i}`, width: 100, height: 80, entry: 40, lane }))
    const layout = layOut(boxes, [
      { id: 'w', from: 'n0', to: 'n1', exit: 40 },
      { id: 'v', from: 'n1', to: 'n2', exit: 40 },
    ])
    for (const box of boxes) {
      const lane = layout.lanes.find(each => each.id === box.lane)
      const at = layout.boxes.get(box.id)
      expect(at && lane && at.y >= lane.y && at.y + at.height <= lane.y + lane.height).toBe(true)
    }
  })
})
