import type { PlaceLevel, SiteKind } from '@fengqiao/contract'
import { sql } from 'kysely'
import { bumpRevision } from '../reference/store.ts'
import type { Db } from '../database/connect.ts'
import type { Place } from './place.ts'

/** Places in force today, in code order. */
export async function readPlaces(db: Db, district: string): Promise<Place[]> {
  const rows = await db
    .selectFrom('place')
    .select(['code', 'level', 'kind', 'name_zh', 'name_en', 'parent', 'polygon', 'lon', 'lat', 'version'])
    .where('district', '=', district)
    .where('valid_to', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map(row => ({
    code: row.code,
    level: row.level as PlaceLevel,
    kind: row.kind as SiteKind | null,
    name: { zh: row.name_zh, en: row.name_en },
    parent: row.parent,
    polygon: row.polygon,
    centre: row.lon === null || row.lat === null ? null : { lon: row.lon, lat: row.lat },
    version: row.version,
  }))
}

export type PlaceChange = Omit<Place, 'version'> & { readonly former?: readonly string[] }

/**
 * Puts places in force from `date` (yyyy-mm-dd). A place that exists gets a new version and its old one ends that day;
 * nothing is overwritten. Run it in a transaction.
 */
export async function putPlaces(db: Db, district: string, places: readonly PlaceChange[], date: string): Promise<void> {
  if (places.length === 0) return
  const codes = places.map(place => place.code)
  const ended = await db
    .updateTable('place')
    .set({ valid_to: date })
    .where('district', '=', district)
    .where('code', 'in', codes)
    .where('valid_to', 'is', null)
    .returning('code')
    .execute()
  const versions = new Map<string, number>()
  if (ended.length > 0) {
    const last = await db
      .selectFrom('place')
      .select(['code', sql<number>`max(version)::int`.as('version')])
      .where('district', '=', district)
      .where('code', 'in', codes)
      .groupBy('code')
      .execute()
    for (const row of last) versions.set(row.code, row.version)
  }
  for (let from = 0; from < places.length; from += 200)
    await db
      .insertInto('place')
      .values(
        places.slice(from, from + 200).map(place => ({
          district,
          code: place.code,
          version: (versions.get(place.code) ?? 0) + 1,
          level: place.level,
          kind: place.kind,
          name_zh: place.name.zh,
          name_en: place.name.en,
          parent: place.parent,
          polygon: place.polygon && JSON.stringify(place.polygon),
          lon: place.centre?.lon ?? null,
          lat: place.centre?.lat ?? null,
          former: [...(place.former ?? [])],
          valid_from: date,
        })),
      )
      .execute()
  await bumpRevision(db, district, ['place'])
}
