/** The column kinds that a noun's tables.ts needs; everything else of Kysely stays behind store.ts. */
export type { ColumnType, Generated, JSONColumnType } from 'kysely'
