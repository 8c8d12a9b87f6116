import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { places, placesAt } from '../../demo/index.ts'
import { Atlas } from './atlas.ts'
import { toGcj02, toWgs84 } from './gcj02.ts'
import { contains, metresBetween, polygonsOf, signedArea } from './geometry.ts'

const atlas = new Atlas(places.map(place => ({ ...place, version: 1 })))
const areaOf = (code: string) => {
  const polygon = atlas.find(code)?.polygon
  return polygon ? polygonsOf(polygon).reduce((sum, rings) => sum + signedArea(rings[0] ?? []), 0) : 0
}
const point = fc.record({
  lon: fc.double({ min: 113.99, max: 114.05, noNaN: true }),
  lat: fc.double({ min: 22.57, max: 22.62, noNaN: true }),
})

describe('the demo district as a map', () => {
  test('has 3 streets, 14 communities and 120 cells', () => {
    expect(['street', 'community', 'cell'].map(level => placesAt(level as 'cell').length)).toEqual([3, 14, 120])
  })

  test.each(['district', 'street', 'community'] as const)('parts of every %s cover it exactly: no gap, no overlap', level => {
    for (const whole of placesAt(level)) {
      const parts = atlas.children(whole.code).filter(part => part.polygon)
      const sum = parts.reduce((total, part) => total + areaOf(part.code), 0)
      expect(Math.abs(sum - areaOf(whole.code))).toBeLessThan(1e-12)
    }
  })

  test('wider places use only vertices of their cells', () => {
    const key = (position: number[]) => position.join(',')
    const vertices = new Set(
      placesAt('cell')
        .flatMap(cell => (cell.polygon?.coordinates ?? []).flat() as number[][])
        .map(key),
    )
    for (const place of [...placesAt('district'), ...placesAt('street'), ...placesAt('community')])
      for (const position of (place.polygon?.coordinates ?? []).flat() as number[][]) expect(vertices).toContain(key(position))
  })

  test('every site lies in the cell it is said to lie in', () => {
    for (const site of placesAt('site')) expect(atlas.narrowest(site.centre?.lon ?? 0, site.centre?.lat ?? 0)?.code).toBe(site.parent)
  })
})

describe('locate', () => {
  test('agrees with asking every cell in turn, and its levels agree with each other', () => {
    fc.assert(
      fc.property(point, ({ lon, lat }) => {
        const slow = placesAt('cell').find(cell => cell.polygon && contains(cell.polygon, { lon, lat }))
        const found = atlas.locate(lon, lat)
        expect(found.cell?.code).toBe(slow?.code)
        expect(found.community?.code ?? null).toBe(found.cell?.parent ?? null)
        expect(found.street?.code ?? null).toBe(found.community?.parent ?? null)
        const inside = contains(placesAt('district')[0]?.polygon as never, { lon, lat })
        expect(found.district !== null).toBe(inside)
      }),
      { numRuns: 500 },
    )
  })

  test('a corner shared by several cells belongs to one of them, always the same', () => {
    for (const cell of placesAt('cell').slice(0, 30))
      for (const [lon = 0, lat = 0] of (cell.polygon?.coordinates[0] as number[][]) ?? []) {
        const owner = placesAt('cell').filter(other => other.polygon && contains(other.polygon, { lon, lat }))[0]
        expect(atlas.locate(lon, lat).cell?.code).toBe(owner?.code)
      }
  })

  test('far away there is nothing', () => {
    expect(atlas.locate(116.4, 39.9)).toEqual({ site: null, cell: null, community: null, street: null, district: null })
  })
})

describe('GCJ-02', () => {
  test('there and back comes within a centimetre, and the shift is a few hundred metres', () => {
    fc.assert(
      fc.property(point, wgs => {
        expect(metresBetween(wgs, toWgs84(toGcj02(wgs)))).toBeLessThan(0.01)
        expect(metresBetween(wgs, toGcj02(wgs))).toBeGreaterThan(300)
        expect(metresBetween(wgs, toGcj02(wgs))).toBeLessThan(900)
      }),
    )
  })

  test('outside mainland China nothing moves', () => {
    expect(toGcj02({ lon: -73.98, lat: 40.75 })).toEqual({ lon: -73.98, lat: 40.75 })
  })
})

describe('a typed address', () => {
  const first = (address: string) => atlas.findAddress(address)[0]?.place.name.zh
  test.each([
    ['枫桥区榕湾街道榕树花园3栋1204', '榕树花园'],
    ['榕树社区居委会旁边', '榕树社区'],
    ['我住在白沙旧村 5 巷', '白沙旧村'],
    ['望海街道办事处', '望海街道'],
    ['near Rongshu Garden block 3', '榕树花园'],
    ['南门', '南门社区'],
  ])('%s → %s', (address, name) => expect(first(address)).toBe(name))

  test('an unknown address names nothing', () => expect(atlas.findAddress('长安街一号')).toEqual([]))
  test('a word inside another Latin word is no name', () => expect(atlas.findAddress('Binhaiyancheng')).toEqual([]))
})
