/** One page from rows fetched with one to spare: the spare row only says that there is a next page. The cursor is the last row's id. */
export function cut<Row extends { readonly id: string }, Out>(
  rows: readonly Row[],
  limit: number,
  shape: (row: Row) => Out,
): { rows: Out[]; next: string | null } {
  const shown = rows.slice(0, limit)
  return { rows: shown.map(shape), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}
