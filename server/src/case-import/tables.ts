import type { ColumnType } from 'kysely'

export interface CaseImportTables {
  imported: { district: string; source: string; key: string; case_id: string; imported_at: ColumnType<string, never, never> }
}
