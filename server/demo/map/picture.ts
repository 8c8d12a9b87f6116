/** Writes the district as SVG to the named file, to look at: `node server/demo/map/picture.ts /tmp/district.svg`. */
import { readFileSync, writeFileSync } from 'node:fs'

interface Feature {
  properties: { code: string; level: string; name_zh: string }
  geometry: { type: 'Polygon' | 'Point'; coordinates: [number, number][][] }
}

const collection: { features: Feature[] } = JSON.parse(readFileSync(new URL('district.geojson', import.meta.url), 'utf8'))
const drawn = collection.features.filter(feature => feature.geometry.type === 'Polygon')
const all = drawn.flatMap(feature => feature.geometry.coordinates[0] ?? [])
const [west, east] = [Math.min(...all.map(p => p[0])), Math.max(...all.map(p => p[0]))]
const [south, north] = [Math.min(...all.map(p => p[1])), Math.max(...all.map(p => p[1]))]
const scale = 1400 / (east - west)
const x = (lon: number) => ((lon - west) * scale * 0.923 + 40).toFixed(1)
const y = (lat: number) => ((north - lat) * scale + 40).toFixed(1)
const path = (feature: Feature) => `M${(feature.geometry.coordinates[0] ?? []).map(p => `${x(p[0])},${y(p[1])}`).join('L')}Z`
const middle = (feature: Feature) => {
  const ring = feature.geometry.coordinates[0] ?? []
  const mean = (i: 0 | 1) => ring.reduce((sum, p) => sum + p[i], 0) / ring.length
  return `x="${x(mean(0))}" y="${y(mean(1))}"`
}
const tints = ['#f3ead7', '#e6efdc', '#dfeaf0', '#f2e3df', '#ece6f2']
const of = (level: string) => drawn.filter(feature => feature.properties.level === level)
const cells = of('cell').map(
  f => `<path d="${path(f)}" fill="${tints[Number(f.properties.code.slice(9, 12)) % 5]}" stroke="#b9b2a3" stroke-width="1"/>`,
)
const communities = of('community').map(f => `<path d="${path(f)}" fill="none" stroke="#7d776b" stroke-width="2.2"/>`)
const streets = of('street').map(f => `<path d="${path(f)}" fill="none" stroke="#3c3a36" stroke-width="4"/>`)
const label = (f: Feature, size: number) =>
  `<text ${middle(f)} font-size="${size}" text-anchor="middle" font-family="Noto Sans CJK SC">${f.properties.name_zh}</text>`
const names = [...of('community').map(f => label(f, 20)), ...of('street').map(f => label(f, 30))]
const coast = (of('district')[0]?.geometry.coordinates[0] ?? []).slice(0, 177)
const sea = `M0,3000L0,${y(coast[0]?.[1] ?? south)}L${coast.map(p => `${x(p[0])},${y(p[1])}`).join('L')}L2000,${y(coast.at(-1)?.[1] ?? south)}L2000,3000Z`
const height = (north - south) * scale + 80
writeFileSync(
  process.argv[2] ?? 'district.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="1380" height="${height}"><rect width="100%" height="100%" fill="#ece9e2"/><path d="${sea}" fill="#bfd9e8"/>${[cells, communities, streets, names].flat().join('')}</svg>`,
)
