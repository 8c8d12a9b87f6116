import type { Random } from '../random.ts'
import { blockId, columns, junctionId, rows } from './mesh.ts'

export type Blocks = ReadonlySet<number>

/** How many people live on a block, relative: the old town and the shore are dense, the ridge and the port are not. */
export type Density = (block: number) => number

export const allBlocks = (): Blocks => new Set(Array.from({ length: columns * rows }, (_, id) => id))

const columnOf = (block: number) => block % columns
const rowOf = (block: number) => Math.floor(block / columns)

function neighbours(block: number): number[] {
  const [column, row] = [columnOf(block), rowOf(block)]
  const found: number[] = []
  if (column > 0) found.push(block - 1)
  if (column < columns - 1) found.push(block + 1)
  if (row > 0) found.push(block - columns)
  if (row < rows - 1) found.push(block + columns)
  return found
}

function connected(blocks: Blocks): boolean {
  const [first] = blocks
  if (first === undefined) return false
  const seen = new Set([first])
  const open = [first]
  for (let block = open.pop(); block !== undefined; block = open.pop())
    for (const next of neighbours(block))
      if (blocks.has(next) && !seen.has(next)) {
        seen.add(next)
        open.push(next)
      }
  return seen.size === blocks.size
}

/** Blocks that touch only at a corner would give a polygon that touches itself. */
function pinched(blocks: Blocks): boolean {
  for (const block of blocks) {
    const [column, row] = [columnOf(block), rowOf(block)]
    for (const side of [-1, 1]) {
      if (column + side < 0 || column + side >= columns || row + 1 >= rows) continue
      const diagonal = blockId(column + side, row + 1)
      if (blocks.has(diagonal) && !blocks.has(blockId(column + side, row)) && !blocks.has(blockId(column, row + 1))) return true
    }
  }
  return false
}

interface Cut {
  readonly axis: 'column' | 'row'
  readonly at: number
  /** Where the line steps aside, as streets do, and by how much. */
  readonly from: number
  readonly step: number
}

const onFirstSide = (cut: Cut, block: number) => {
  const [along, across] = cut.axis === 'column' ? [rowOf(block), columnOf(block)] : [columnOf(block), rowOf(block)]
  return across < cut.at + (along >= cut.from ? cut.step : 0)
}

/**
 * Splits blocks along a street into two connected pieces whose population is as near as can be to `share : 1 - share`,
 * preferring short cuts (compact pieces). The cut may step aside once by at most `jog` blocks.
 */
export function split(blocks: Blocks, share: number, jog: number, density: Density, random: Random, axis?: Cut['axis']): [Blocks, Blocks] {
  const list = [...blocks]
  const total = list.reduce((sum, block) => sum + density(block), 0)
  let best: { score: number; halves: [Blocks, Blocks] } | undefined
  for (const cut of cuts(list, jog, random)) {
    if (axis && cut.axis !== axis) continue
    const first = new Set(list.filter(block => onFirstSide(cut, block)))
    const weight = [...first].reduce((sum, block) => sum + density(block), 0) / total
    const error = Math.abs(weight - share)
    if (first.size === 0 || first.size === list.length || error > 0.13) continue
    const second = new Set(list.filter(block => !first.has(block)))
    const length = [...first].flatMap(neighbours).filter(block => second.has(block)).length / Math.sqrt(list.length)
    const score = error * 5 + length + random.next() * 0.12
    if (best && score >= best.score) continue
    if (connected(first) && connected(second) && !pinched(first) && !pinched(second)) best = { score, halves: [first, second] }
  }
  if (!best) throw new Error(`no street divides ${list.length} blocks at ${share.toFixed(2)}; try another seed`)
  return best.halves
}

function cuts(list: readonly number[], jog: number, random: Random): Cut[] {
  const found: Cut[] = []
  for (const axis of ['column', 'row'] as const) {
    const [across, along] = axis === 'column' ? [columnOf, rowOf] : [rowOf, columnOf]
    const [low, high] = [Math.min(...list.map(across)), Math.max(...list.map(across))]
    const [start, end] = [Math.min(...list.map(along)), Math.max(...list.map(along))]
    for (let at = low + 1; at <= high; at++) {
      found.push({ axis, at, from: start, step: 0 })
      for (let tries = 0; jog > 0 && tries < 4; tries++)
        found.push({
          axis,
          at,
          from: random.between(start + 1, Math.max(start + 1, end)),
          step: random.between(1, jog) * (random.chance(0.5) ? 1 : -1),
        })
    }
  }
  return found
}

/** Divides blocks into `parts` connected pieces of about equal population, in reading order west to east, south to north. */
export function divide(blocks: Blocks, parts: number, jog: number, density: Density, random: Random): Blocks[] {
  if (parts === 1) return [blocks]
  const first = Math.floor(parts / 2)
  const [one, other] = split(blocks, first / parts, jog, density, random)
  return [...divide(one, first, jog, density, random), ...divide(other, parts - first, jog, density, random)]
}

/** The outline of a piece as a closed counter-clockwise ring of junction ids (first not repeated); throws on holes. */
export function outline(blocks: Blocks): number[] {
  const next = new Map<number, number>()
  for (const block of blocks) {
    const [column, row] = [columnOf(block), rowOf(block)]
    const corners = [junctionId(column, row), junctionId(column + 1, row), junctionId(column + 1, row + 1), junctionId(column, row + 1)]
    const beyond = [
      row > 0 ? block - columns : -1,
      column < columns - 1 ? block + 1 : -1,
      row < rows - 1 ? block + columns : -1,
      column > 0 ? block - 1 : -1,
    ]
    beyond.forEach((other, side) => {
      if (!blocks.has(other)) next.set(corners[side] as number, corners[(side + 1) % 4] as number)
    })
  }
  const [start] = next.keys()
  if (start === undefined) throw new Error('an empty piece has no outline')
  const ring = [start]
  for (let at = next.get(start); at !== undefined && at !== start; at = next.get(at)) ring.push(at)
  if (ring.length !== next.size) throw new Error(`piece of ${blocks.size} blocks is not simply connected`)
  return ring
}
