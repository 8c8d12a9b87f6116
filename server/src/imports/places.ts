import { PlaceGeometry, type PlaceLevel, placeLevels, siteKinds } from '@fengqiao/contract'
import { type Refusal, refusal, text } from '@fengqiao/kernel'
import { z } from 'zod'
import { boxOf, labelPoint, polygonsOf, signedArea } from '../places/geometry.ts'
import type { PlaceChange } from '../places/store.ts'
import { putPlaces } from '../places/store.ts'
import { today } from '../reference/day.ts'
import { RowReader } from './cells.ts'
import type { CellProblem, Cells, ImportContext, ImportOf } from './kind.ts'
import { decode, limits } from './sheet.ts'

const Collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).max(limits.rows) })
const Feature = z.object({ type: z.literal('Feature'), properties: z.record(z.string(), z.unknown()).nullable(), geometry: z.unknown() })
const parentLevel: Record<PlaceLevel, readonly PlaceLevel[]> = {
  city: [],
  district: ['city'],
  street: ['district'],
  community: ['street'],
  cell: ['community'],
  site: ['cell', 'community'],
}

export interface FeatureRow {
  readonly row: number
  readonly cells: Cells
}

/** Features of a GeoJSON file as rows; the geometry rides along as text in the cell `geometry`. */
export function readFeatures(file: Uint8Array): readonly FeatureRow[] | Refusal {
  if (file.byteLength > limits.bytes)
    return refusal('too-large', text('文件过大', 'The file is too large'), { help: text('请按街道分批导入', 'Import it street by street') })
  const words = decode(file)
  let parsed: unknown
  try {
    parsed = JSON.parse((words?.text ?? '').replace(/^\uFEFF/, ''))
  } catch {
    parsed = undefined
  }
  const collection = Collection.safeParse(parsed)
  if (!collection.success)
    return refusal('unreadable-file', text('不是 GeoJSON 要素集合', 'Not a GeoJSON feature collection'), {
      source: 'RFC 7946',
      help: text('文件顶层须为 FeatureCollection', 'The file must be a FeatureCollection'),
    })
  return collection.data.features.map((feature, index) => {
    const read = Feature.safeParse(feature)
    const properties = read.success ? (read.data.properties ?? {}) : {}
    const cells = Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, cellText(value)]))
    return { row: index + 1, cells: { ...cells, geometry: read.success ? JSON.stringify(read.data.geometry ?? null) : 'null' } }
  })
}

/** A property as the cell of a table: words and numbers as they are, anything deeper as JSON. */
const cellText = (value: unknown): string => (value === null ? '' : typeof value === 'string' ? value.trim() : JSON.stringify(value))

export const placeImport: ImportOf<PlaceChange> = {
  kind: 'places',
  columns: [
    { key: 'code', zh: '编码', en: 'code', required: true },
    { key: 'level', zh: '层级', en: 'level', required: true },
    { key: 'kind', zh: '场所类别', en: 'kind' },
    { key: 'name_zh', zh: '名称', en: 'name_zh', required: true },
    { key: 'name_en', zh: '英文名称', en: 'name_en', required: true },
    { key: 'parent', zh: '上级编码', en: 'parent' },
    { key: 'geometry', zh: '边界', en: 'geometry' },
  ],
  keyOf: place => place.code,
  read(cells, { snapshot }, keys) {
    const row = new RowReader(cells)
    const code = row.required('code')
    if (code && !/^[\w-]{1,40}$/.test(code)) row.wrong('code', text('编码只能用数字、字母和横线', 'Use digits, letters and dashes'))
    const level = row.oneOf('level', placeLevels)
    const parent = row.text('parent') || null
    if (parent) row.known('parent', parent, keys.has(parent) || snapshot.atlas.find(parent) !== undefined, text('上级地点', 'wider place'))
    if (!parent && level && level !== 'city' && level !== 'district') row.wrong('parent', text('此项必填', 'This is required'))
    const kind = level === 'site' ? (row.oneOf('kind', siteKinds) ?? null) : null
    const name = { zh: row.required('name_zh'), en: row.required('name_en') }
    const shape = readGeometry(row, level)
    return row.problems.length > 0 || !level ? row.problems : { code, level, kind, name, parent, ...shape }
  },
  write: ({ code, level, kind, name, parent, polygon, centre }) => ({
    code,
    level,
    kind: kind ?? '',
    name_zh: name.zh,
    name_en: name.en,
    parent: parent ?? '',
    geometry: JSON.stringify(polygon ?? (centre ? { type: 'Point', coordinates: [centre.lon, centre.lat] } : null)),
  }),
  existing: ({ snapshot }) => snapshot.atlas.all(),
  together: parentsAgree,
  apply: (trx, lines, { district, now }) => putPlaces(trx, district, lines, today(now)),
}

function readGeometry(row: RowReader, level: PlaceLevel | undefined): Pick<PlaceChange, 'polygon' | 'centre'> {
  const none = { polygon: null, centre: null }
  const raw: unknown = JSON.parse(row.text('geometry') || 'null')
  if (raw === null) return none
  const parsed = PlaceGeometry.safeParse(raw)
  if (!parsed.success) {
    row.wrong('geometry', text('须为 Polygon、MultiPolygon 或 Point', 'Must be a Polygon, MultiPolygon or Point'))
    return none
  }
  const geometry = parsed.data
  if (geometry.type === 'Point') {
    const [lon = 0, lat = 0] = geometry.coordinates
    checkDegrees(row, [[lon, lat]])
    if (level !== 'site') row.wrong('geometry', text('只有小区与重点场所可以用点表示', 'Only a site may be a point'))
    return { polygon: null, centre: { lon, lat } }
  }
  const rings = polygonsOf(geometry).flat()
  checkDegrees(row, rings.flat())
  if (rings.some(ring => ring[0]?.[0] !== ring.at(-1)?.[0] || ring[0]?.[1] !== ring.at(-1)?.[1]))
    row.wrong('geometry', text('环的首尾坐标须相同', 'A ring must end where it begins'))
  if (rings.some(ring => signedArea(ring) === 0)) row.wrong('geometry', text('面积为零', 'It has no area'))
  const [west, south, east, north] = boxOf(geometry)
  if (east - west > 3 || north - south > 3) row.wrong('geometry', text('范围大得不像一个城区', 'It is too wide for a city'))
  return row.problems.length > 0 ? none : { polygon: geometry, centre: labelPoint(geometry) }
}

function checkDegrees(row: RowReader, positions: readonly (readonly number[])[]): void {
  if (positions.some(([lon = 999, lat = 999]) => Math.abs(lon) > 180 || Math.abs(lat) > 90))
    row.wrong('geometry', text('坐标须为 WGS 84 经纬度，经度在前', 'Coordinates must be WGS 84 degrees, longitude first'))
}

/** A community lies in a street, not in a cell; and nobody lies, over however many steps, in themselves. */
function parentsAgree(lines: readonly PlaceChange[], { snapshot }: ImportContext): ReadonlyMap<string, CellProblem> {
  const levels = new Map<string, PlaceLevel>(snapshot.atlas.all().map(place => [place.code, place.level]))
  for (const line of lines) levels.set(line.code, line.level)
  const problems = new Map<string, CellProblem>()
  for (const line of lines) {
    const above = line.parent === null ? undefined : levels.get(line.parent)
    if (above !== undefined && !parentLevel[line.level].includes(above))
      problems.set(line.code, {
        column: 'parent',
        because: text(
          `${placeLevels[line.level].zh}不能隶属于${placeLevels[above].zh}`,
          `A ${placeLevels[line.level].en.toLowerCase()} cannot lie in a ${placeLevels[above].en.toLowerCase()}`,
        ),
      })
  }
  return problems
}
