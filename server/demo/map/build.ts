/**
 * Draws the fictional district once and writes `district.geojson`. Run by hand after a change of the plan:
 * `node server/demo/map/build.ts`. The file is committed, so that the world is the same everywhere.
 */
import { writeFileSync } from 'node:fs'
import { seeded } from '../random.ts'
import { allBlocks, type Blocks, type Density, divide, outline, split } from './divide.ts'
import { columns, junctionId, makeMesh, type Point, rows } from './mesh.ts'
import { type CommunityPlan, city, district, type StreetPlan, streets } from './names.ts'
import { keptJunctions } from './simplify.ts'

const origin = { lon: 113.995, lat: 22.579 }
const metresPerDegree = { lon: 111_320 * Math.cos((22.597 * Math.PI) / 180), lat: 110_750 }
const degrees = ([x, y]: Point): [number, number] => [
  Number((origin.lon + x / metresPerDegree.lon).toFixed(6)),
  Number((origin.lat + y / metresPerDegree.lat).toFixed(6)),
]

/** Old town by the bay is dense; the ridge in the north-west and the port in the south-east are thinly lived in. */
const density: Density = block => {
  const [u, v] = [(block % columns) / columns, Math.floor(block / columns) / rows]
  const near = (x: number, y: number, size: number) => Math.exp(-((u - x) ** 2 + (v - y) ** 2) / size ** 2)
  return 1 + 1.5 * near(0.6, 0.5, 0.22) + 0.9 * near(0.34, 0.18, 0.16) - 0.72 * near(0.05, 0.98, 0.3) - 0.6 * near(0.88, 0.0, 0.15)
}

interface Drawn {
  readonly properties: Record<string, string | null>
  readonly blocks: Blocks
  /** A site is drawn as one point inside these blocks. */
  readonly point?: true
}

type SiteName = CommunityPlan['sites'][number]

function draw(seed: number): Drawn[] {
  const random = seeded(seed)
  const shares = streets.map(street => street.communities.reduce((sum, community) => sum + community.cells, 0))
  const total = shares.reduce((sum, share) => sum + share, 0)
  const [shore, upland] = split(allBlocks(), (shares[0] as number) / total, 2, density, random, 'row')
  const [hills, town] = split(upland, (shares[1] as number) / (total - (shares[0] as number)), 2, density, random, 'column')
  const drawn: Drawn[] = [
    {
      properties: { code: district.code, level: 'district', name_zh: district.zh, name_en: district.en, parent: city.code },
      blocks: allBlocks(),
    },
  ]
  ;[shore, hills, town].forEach((blocks, index) => {
    drawn.push(...drawStreet(streets[index] as StreetPlan, district.code + pad(index), blocks))
  })
  return drawn

  function drawStreet(street: StreetPlan, code: string, blocks: Blocks): Drawn[] {
    const own: Drawn = { properties: { code, level: 'street', name_zh: street.zh, name_en: street.en, parent: district.code }, blocks }
    const parts = divide(blocks, street.communities.length, 3, density, random)
    return [own, ...street.communities.flatMap((plan, index) => drawCommunity(plan, code + pad(index), code, parts[index] as Blocks))]
  }

  function drawCommunity(plan: CommunityPlan, code: string, parent: string, blocks: Blocks): Drawn[] {
    const own: Drawn = { properties: { code, level: 'community', name_zh: plan.zh, name_en: plan.en, parent }, blocks }
    const cells = divide(blocks, plan.cells, 1, density, random).map((cell, index): Drawn => {
      const number = String(index + 1).padStart(2, '0')
      const names = { name_zh: `${plan.zh}第${number}网格`, name_en: `${plan.en.replace(' Community', '')} Grid ${number}` }
      return { properties: { code: code + pad(index), level: 'cell', ...names, parent: code }, blocks: cell }
    })
    return [own, ...cells, ...plan.sites.map((site, index) => drawSite(site, index, plan, code, cells))]
  }

  /** Sites lie spread over the community's cells, one to a cell. */
  function drawSite(site: SiteName, index: number, plan: CommunityPlan, community: string, cells: readonly Drawn[]): Drawn {
    const cell = cells[Math.floor(((index + 0.5) * plan.cells) / plan.sites.length)] as Drawn
    const [name_zh, name_en, kind] = site
    const code = `${community}-${String(index + 1).padStart(2, '0')}`
    return {
      properties: { code, level: 'site', kind, name_zh, name_en, parent: cell.properties.code ?? community },
      blocks: cell.blocks,
      point: true,
    }
  }
}

const pad = (index: number) => String(index + 1).padStart(3, '0')

function features(drawn: readonly Drawn[]): string[] {
  const mesh = makeMesh(7)
  const at = (id: number) => mesh.junction(id % (columns + 1), Math.floor(id / (columns + 1)))
  const rings = drawn.map(piece => outline(piece.blocks))
  const corners = [junctionId(0, 0), junctionId(columns, 0), junctionId(0, rows), junctionId(columns, rows)]
  const kept = new Set([...keptJunctions(rings, at, 7), ...corners])
  return drawn.map((piece, index) => {
    const ring = rings[index] as number[]
    if (piece.point)
      return JSON.stringify({
        type: 'Feature',
        properties: piece.properties,
        geometry: { type: 'Point', coordinates: inner(piece.blocks, at) },
      })
    const line = ring.flatMap((id, place) => {
      const after = ring[(place + 1) % ring.length] as number
      return [...(kept.has(id) ? [degrees(at(id))] : []), ...mesh.along(id, after).map(degrees)]
    })
    return JSON.stringify({
      type: 'Feature',
      properties: piece.properties,
      geometry: { type: 'Polygon', coordinates: [[...line, line[0]]] },
    })
  })
}

/** The middle of the piece's middle block: always inside, near the centre of an oddly shaped cell too. */
function inner(blocks: Blocks, at: (id: number) => Point): [number, number] {
  const centres = [...blocks].map(block => {
    const corner = junctionId(block % columns, Math.floor(block / columns))
    const corners = [corner, corner + 1, corner + columns + 1, corner + columns + 2].map(at)
    return [corners.reduce((sum, p) => sum + p[0], 0) / 4, corners.reduce((sum, p) => sum + p[1], 0) / 4] as const
  })
  const mean = [0, 1].map(i => centres.reduce((sum, p) => sum + (p[i] as number), 0) / centres.length) as [number, number]
  const [best] = centres.toSorted((a, b) => Math.hypot(a[0] - mean[0], a[1] - mean[1]) - Math.hypot(b[0] - mean[0], b[1] - mean[1]))
  return degrees(best as Point)
}

const lines = features(draw(Number(process.argv[2] ?? 5)))
writeFileSync(new URL('district.geojson', import.meta.url), `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`)
