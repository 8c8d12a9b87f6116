import type { Db } from '../database/connect.ts'
import type { Reference } from '../reference/reference.ts'
import { findHotspots, type Hotspot, tellingWords } from '../triage/index.ts'
import { placedRows, titlesOf } from './hotspot-store.ts'

/**
 * Owns: where and on what there is unusually much, by community and subject, computed at most once a minute for each window.
 * It counts matters, never people, and forecasts nothing.
 */
export interface Hot extends Hotspot {
  readonly from: string
  readonly to: string
  readonly point: [number, number] | null
}

const day = 86_400_000
const keepMs = 60_000
const usualDays = 56
const most = 40
/** Titles of other matters that a cell's words are compared with. */
const others = 400

export interface HotspotBoard {
  read(days: number): Promise<readonly Hot[]>
}

export function hotspotBoard(db: Db, district: string, reference: Reference, now: () => Date): HotspotBoard {
  const kept = new Map<number, { at: number; found: Promise<readonly Hot[]> }>()
  return {
    read: days => {
      const at = now().getTime()
      const known = kept.get(days)
      if (known && at - known.at < keepMs && at >= known.at) return known.found
      // The present moment is inside the window.
      const found = compute(db, district, reference, at + 1, days)
      kept.set(days, { at, found })
      found.catch(() => kept.delete(days))
      return found
    },
  }
}

async function compute(db: Db, district: string, reference: Reference, to: number, days: number): Promise<readonly Hot[]> {
  const from = to - days * day
  const rows = await placedRows(db, district, new Date(from - usualDays * day).toISOString(), new Date(to).toISOString())
  const { atlas } = reference
  const communities = new Map<string, string | undefined>()
  const community = (place: string): string | undefined => {
    if (!communities.has(place)) communities.set(place, atlas.atLevel(place, 'community')?.code)
    return communities.get(place)
  }
  const matters = rows.flatMap(row => {
    const place = community(row.place)
    return place === undefined ? [] : [{ id: row.id, place, subject: row.subject, at: Date.parse(row.filed_at), title: '', body: '' }]
  })
  // A city younger than the usual span is compared with what it has; a week at least.
  const earliest = matters.reduce((first, one) => Math.min(first, one.at), from)
  const baselineDays = Math.min(usualDays, Math.max(7, Math.ceil((from - earliest) / day)))
  const found = findHotspots(matters, { from, to, baselineDays }).slice(0, most)
  return withWords(db, district, found, rows, { from, to })
}

/** Words are read for the cells found only: reading every title for every cell is what takes time. */
async function withWords(
  db: Db,
  district: string,
  found: readonly Hotspot[],
  rows: readonly { id: string; lon: number | null; lat: number | null }[],
  { from, to }: { from: number; to: number },
): Promise<Hot[]> {
  const listed = found.map(hot => hot.cases.slice(-50))
  const step = Math.max(1, Math.floor(rows.length / others))
  const sample = rows.filter((_, at) => at % step === 0).map(row => row.id)
  const titles = new Map(
    (await titlesOf(db, district, [...new Set([...listed.flat(), ...sample])])).map(row => [row.id, { title: row.title, body: '' }]),
  )
  const all = [...titles.values()]
  const points = new Map(rows.map(row => [row.id, row]))
  return found.map((hot, at) => {
    const here = hot.cases.flatMap(id => {
      const point = points.get(id)
      return point && point.lon !== null && point.lat !== null ? [[point.lon, point.lat] as const] : []
    })
    const mean = (axis: 0 | 1): number => here.reduce((sum, point) => sum + point[axis], 0) / here.length
    return {
      ...hot,
      words: tellingWords(
        (listed[at] ?? []).flatMap(id => titles.get(id) ?? []),
        all,
      ),
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      point: here.length > 0 ? [mean(0), mean(1)] : null,
    }
  })
}
