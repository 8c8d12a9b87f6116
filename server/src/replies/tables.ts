import type { ColumnType } from '../database/column.ts'

export interface ReplyTables {
  reply: ReplyTable
}

/** What a writing request was answered, kept so that the same key gets the same answer and nothing happens twice. */
export interface ReplyTable {
  district: string
  key: string
  actor: string
  /** SHA-256 of method, path and body: the same key with another request is refused. */
  fingerprint: string
  status: number
  /** Any JSON; written as text that PostgreSQL reads as jsonb. */
  body: ColumnType<unknown, string | null, string | null>
  at: ColumnType<string, string | undefined, never>
}
