import type pg from 'pg'
import type { CommitItem } from '../cases/commit.ts'
import type { Db } from '../database/connect.ts'

/** Owns: which source rows became cases. */
export interface ImportedRow {
  readonly key: string
  readonly case: CommitItem
}

/** Commits the cases of rows that nobody else has imported meanwhile; gives the keys that went in. All of them or none. */
export async function importCases(
  pool: pg.Pool,
  district: string,
  source: string,
  rows: readonly ImportedRow[],
): Promise<ReadonlySet<string>> {
  const ordered = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1))
  const found = await pool.query<{ import_cases: string[] }>({
    name: 'import_cases',
    text: 'select import_cases($1, $2, $3)',
    values: [district, source, JSON.stringify(ordered)],
  })
  return new Set(found.rows[0]?.import_cases)
}

/** Which of these keys have come in already. */
export async function knownKeys(db: Db, district: string, source: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await db
    .selectFrom('imported')
    .select('key')
    .where('district', '=', district)
    .where('source', '=', source)
    .where('key', 'in', [...keys])
    .execute()
  return new Set(rows.map(row => row.key))
}

/** Serials for the numbers of new cases. */
export async function nextSerials(pool: pg.Pool, count: number): Promise<readonly number[]> {
  const { rows } = await pool.query<{ serial: number }>('select next_case_serials($1) as serial', [count])
  return rows.map(row => row.serial)
}

/** The row itself cannot be stored (a value the database does not take), as against a database that is not there. */
export function isRowsFault(error: unknown): boolean {
  const { code = '' } = error as { code?: string }
  return /^(22|23)/.test(code) || code === '54000'
}
