/** The column kinds that a noun's tables.ts needs; everything else of Kysely stays behind store.ts. */
export type { ColumnType } from 'kysely'
