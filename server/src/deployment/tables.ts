import type { ColumnType } from '../database/column.ts'

export interface DeploymentTables {
  deployment: {
    district: string
    name_zh: string
    name_en: string
    demo: boolean
    created_at: ColumnType<string, string | undefined, never>
    /** null while a demo is being loaded. */
    loaded_at: ColumnType<string | null, string | null | undefined, string | null>
    key_check: ColumnType<string | null, string | null | undefined, string | null>
  }
}
