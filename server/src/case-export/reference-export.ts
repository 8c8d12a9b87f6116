import type { Db } from '../database/connect.ts'
import { dutyImport } from '../imports/duties.ts'
import type { ImportContext, ImportOf } from '../imports/kind.ts'
import { unitImport } from '../imports/units.ts'
import { toCsv } from '../imports/write.ts'
import { toGeoJson } from '../places/geojson.ts'
import type { Reference } from '../reference/reference.ts'

/** Places in force as GeoJSON. */
export const placesOf = (reference: Reference) => toGeoJson(reference.atlas.all())

interface Sources {
  readonly db: Db
  readonly district: string
  readonly reference: Reference
  readonly now: () => Date
}

/** Units or the duty list as the CSV that the import takes. */
export function sheetOf(what: 'units' | 'duties', sources: Sources): Promise<string> {
  return what === 'units' ? csvOf(unitImport, sources) : csvOf(dutyImport, sources)
}

async function csvOf<Line>(kind: ImportOf<Line>, { db, district, reference, now }: Sources): Promise<string> {
  const context: ImportContext = { district, snapshot: reference.snapshot, now: now(), accounts: new Map(), emails: new Map() }
  const lines = await kind.existing(context, db)
  const rows = lines.map(line => {
    const cells = kind.write(line, context)
    return kind.columns.map(({ key }) => cells[key] ?? '')
  })
  return toCsv({ header: kind.columns.map(({ zh }) => zh), rows })
}
