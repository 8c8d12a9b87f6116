import type { PlaceLevel } from '@fengqiao/contract'
import Flatbush from 'flatbush'
import { type AddressMatch, AddressBook } from './address.ts'
import type { Position } from './gcj02.ts'
import { boxOf, contains, metresBetween } from './geometry.ts'
import type { Place } from './place.ts'

export interface Located {
  /** The nearest site within `siteReach` metres in the same cell. */
  readonly site: Place | null
  readonly cell: Place | null
  readonly community: Place | null
  readonly street: Place | null
  readonly district: Place | null
}

const siteReach = 120

/**
 * All places in force, in memory, answering without a database. Immutable: a change of places makes a new atlas.
 * It never decides who is responsible; that is the duty list's work.
 */
export class Atlas {
  readonly #places: ReadonlyMap<string, Place>
  readonly #children = new Map<string, Place[]>()
  readonly #areas: readonly Place[]
  readonly #tree: Flatbush | undefined
  readonly #addresses: AddressBook

  constructor(places: Iterable<Place>) {
    const all = [...places]
    this.#places = new Map(all.map(place => [place.code, place]))
    for (const place of all) if (place.parent) this.#children.set(place.parent, [...(this.#children.get(place.parent) ?? []), place])
    this.#areas = all.filter(place => place.polygon)
    if (this.#areas.length > 0) {
      this.#tree = new Flatbush(this.#areas.length)
      for (const place of this.#areas) if (place.polygon) this.#tree.add(...boxOf(place.polygon))
      this.#tree.finish()
    }
    this.#addresses = new AddressBook(all, code => this.ancestors(code))
  }

  find(code: string): Place | undefined {
    return this.#places.get(code)
  }

  all(): readonly Place[] {
    return [...this.#places.values()]
  }

  children(code: string): readonly Place[] {
    return this.#children.get(code) ?? []
  }

  /** The place itself and every place under it. */
  within(code: string): readonly Place[] {
    const own = this.#places.get(code)
    return own ? [own, ...this.children(code).flatMap(child => this.within(child.code))] : []
  }

  /** The places it lies in, nearest first, itself not included. A parent loop in bad data ends the walk. */
  ancestors(code: string): readonly Place[] {
    const found: Place[] = []
    const seen = new Set([code])
    for (let at = this.#places.get(code)?.parent; at && !seen.has(at); at = this.#places.get(at)?.parent) {
      seen.add(at)
      const place = this.#places.get(at)
      if (place) found.push(place)
    }
    return found
  }

  /** The place itself or the ancestor of this level. */
  atLevel(code: string, level: PlaceLevel): Place | undefined {
    const own = this.#places.get(code)
    return own?.level === level ? own : this.ancestors(code).find(place => place.level === level)
  }

  isWithin(code: string, outer: string): boolean {
    return code === outer || this.ancestors(code).some(place => place.code === outer)
  }

  /** Where a WGS 84 point lies. On a shared boundary the lower code wins, so that the answer is always the same. */
  locate(lon: number, lat: number): Located {
    const point = { lon, lat }
    const hits = (this.#tree?.search(lon, lat, lon, lat) ?? [])
      .map(index => this.#areas[index] as Place)
      .filter(place => place.polygon && contains(place.polygon, point))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    const cell = hits.find(place => place.level === 'cell') ?? null
    // Ancestors of the cell rather than their own polygons: on a boundary all levels then agree.
    const up = (level: PlaceLevel) => (cell ? this.atLevel(cell.code, level) : hits.find(place => place.level === level)) ?? null
    return { site: this.#siteNear(cell, point), cell, community: up('community'), street: up('street'), district: up('district') }
  }

  /** The narrowest place at a point, for a case that needs one code: cell, else community, street, district. */
  narrowest(lon: number, lat: number): Place | undefined {
    const found = this.locate(lon, lat)
    return found.cell ?? found.community ?? found.street ?? found.district ?? undefined
  }

  /** Places named in a typed address, the narrowest and surest first. */
  findAddress(address: string): readonly AddressMatch[] {
    return this.#addresses.find(address)
  }

  #siteNear(cell: Place | null, point: Position): Place | null {
    if (!cell) return null
    const near = this.children(cell.code)
      .filter(place => place.level === 'site' && place.centre)
      .map(place => ({ place, metres: metresBetween(place.centre as Position, point) }))
      .filter(({ metres }) => metres <= siteReach)
      .toSorted((a, b) => a.metres - b.metres)
    return near[0]?.place ?? null
  }
}

/** The `limit` nearest of things with a position, with the distance in metres. */
export function nearest<T extends Partial<Position>>(things: Iterable<T>, point: Position, limit: number): { thing: T; metres: number }[] {
  return [...things]
    .flatMap(thing => {
      const { lon, lat } = thing
      return lon === undefined || lat === undefined ? [] : [{ thing, metres: metresBetween({ lon, lat }, point) }]
    })
    .toSorted((a, b) => a.metres - b.metres)
    .slice(0, limit)
}
