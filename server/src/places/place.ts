import type { PlaceGeometry, PlaceLevel, SiteKind } from '@fengqiao/contract'
import type { Text } from '@fengqiao/kernel'

/** A place in force. Coordinates are WGS 84 degrees. */
export interface Place {
  readonly code: string
  readonly level: PlaceLevel
  readonly kind: SiteKind | null
  readonly name: Text
  readonly parent: string | null
  readonly polygon: Exclude<PlaceGeometry, { type: 'Point' }> | null
  readonly centre: { readonly lon: number; readonly lat: number } | null
  readonly version: number
}
