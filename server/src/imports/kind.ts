import type { ImportKind } from '@fengqiao/contract'
import type { Text } from '@fengqiao/kernel'
import type { Db } from '../database/connect.ts'
import type { Snapshot } from '../reference/reference.ts'

export interface Column {
  readonly key: string
  /** Header names; the import takes either, in any order and case. */
  readonly zh: string
  readonly en: string
  readonly required?: true
}

export interface CellProblem {
  readonly column: string
  readonly because: Text
}

/** What a row is checked against. */
export interface ImportContext {
  readonly district: string
  readonly snapshot: Snapshot
  readonly now: Date
  /** Logins that exist, with their account ids. */
  readonly accounts: ReadonlyMap<string, string>
  /** Whose an e-mail address is: login by address, both in lower case. */
  readonly emails: ReadonlyMap<string, string>
}

/** A row's cells by column key; a missing column gives the empty string. */
export type Cells = Readonly<Record<string, string>>

/** One kind of import: how a row becomes a line, what the same line looks like in a file, and how lines are written. */
export interface ImportOf<Line> {
  readonly kind: ImportKind
  readonly columns: readonly Column[]
  readonly keyOf: (line: Line) => string
  read(cells: Cells, context: ImportContext, keys: ReadonlySet<string>): Line | readonly CellProblem[]
  /** Cells of a line, as export writes them; equal cells mean nothing changes. */
  write(line: Line, context: ImportContext): Cells
  existing(context: ImportContext, db: Db): Promise<readonly Line[]> | readonly Line[]
  /** Problems that only all lines together show, such as a loop of superiors; by key. */
  together?(lines: readonly Line[], context: ImportContext): ReadonlyMap<string, CellProblem>
  apply(trx: Db, lines: readonly Line[], context: ImportContext): Promise<void>
}
