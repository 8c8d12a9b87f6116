import type { PlaceGeometry } from '@fengqiao/contract'
import type { ColumnType } from 'kysely'

/** Times come out as ISO-8601 text in UTC, days as `yyyy-mm-dd` (server/src/database/types.ts). */
type TimeColumn = ColumnType<string, Date | string, Date | string>
type Polygon = Exclude<PlaceGeometry, { type: 'Point' }>
type Emptiable<T> = ColumnType<T, T | undefined, T>

interface Dated {
  valid_from: string
  valid_to: ColumnType<string | null, string | null | undefined, string | null>
}

export interface PlaceTable extends Dated {
  district: string
  code: string
  version: Emptiable<number>
  level: string
  kind: string | null
  name_zh: string
  name_en: string
  parent: string | null
  polygon: ColumnType<Polygon | null, string | null, string | null>
  lon: number | null
  lat: number | null
  former: Emptiable<string[]>
}

export interface UnitTable extends Dated {
  district: string
  id: string
  name_zh: string
  name_en: string
  kind: string
  level: string
  place: string
  parent: string | null
  phone: Emptiable<string>
  address_zh: Emptiable<string>
  address_en: Emptiable<string>
  hours: Emptiable<string>
  lon: number | null
  lat: number | null
}

export interface PostTable extends Dated {
  district: string
  id: string
  unit: string
  role: string
  title_zh: string
  title_en: string
}

export interface PostHolderTable {
  district: string
  post: string
  account: string
  valid_from: TimeColumn
  valid_to: ColumnType<string | null, Date | string | null | undefined, Date | string | null>
}

export interface ShiftTable {
  district: string
  id: string
  unit: string
  role: string
  account: string
  starts_at: TimeColumn
  ends_at: TimeColumn
  note: Emptiable<string>
  handover: Emptiable<string>
  version: Emptiable<number>
}

export interface SubjectTable extends Dated {
  district: string
  code: string
  parent: string | null
  name_zh: string
  name_en: string
  description_zh: Emptiable<string>
  description_en: Emptiable<string>
  service_code: string | null
  grade: Emptiable<string>
  keywords: Emptiable<string[]>
  ordinal: Emptiable<number>
}

export interface DutyTable extends Dated {
  district: string
  id: string
  subject: string
  level: string
  unit_kind: string
  place: string | null
  part: Emptiable<string>
  legal_basis_zh: string
  legal_basis_en: string
  remark_zh: Emptiable<string>
  remark_en: Emptiable<string>
  version: Emptiable<number>
}

export interface ReferenceRevisionTable {
  district: string
  noun: string
  revision: ColumnType<number, number | undefined, number>
}

export interface ReferenceTables {
  place: PlaceTable
  unit: UnitTable
  post: PostTable
  post_holder: PostHolderTable
  shift: ShiftTable
  subject: SubjectTable
  duty: DutyTable
  reference_revision: ReferenceRevisionTable
}

export type ReferenceNoun = 'place' | 'unit' | 'post' | 'shift' | 'duty' | 'subject'
